"""The small form that asks why: for sending back and for cancelling."""

from slack_sdk.models.blocks import InputBlock, PlainTextInputElement, PlainTextObject
from slack_sdk.models.views import View

from handlers import ids
from models.notes import LONGEST_TEXT


def reason_form(title: str, submit: str, metadata: str) -> View:
    """One field to type the reason; `metadata` says which verb and which item or event (`send_back:42`)."""
    reason = PlainTextInputElement(
        action_id="reason", multiline=True, max_length=LONGEST_TEXT, focus_on_load=True,
        placeholder=PlainTextObject(text="One line is enough"),
    )  # fmt: skip
    return View(
        type="modal",
        callback_id=ids.REASON_FORM,
        private_metadata=metadata,
        title=PlainTextObject(text=title),
        submit=PlainTextObject(text=submit),
        close=PlainTextObject(text="Never mind"),
        blocks=[InputBlock(block_id="reason", label=PlainTextObject(text="Why"), element=reason)],
    )
