"""Words in the bot's DM: every command works there as plain text."""

from handlers.asks.answering import answer, as_reply, typed_in_dm
from handlers.desk import Desk
from handlers.payloads import Payload, act_of_event
from models.owed.owing import owe_reply


def on_message(desk: Desk, payload: Payload, event: Payload) -> None:
    """Carry out what was written and owe the answer as a message in the DM."""
    written_by_a_person = event.get("user") and not event.get("bot_id") and not event.get("subtype")
    if event.get("channel_type") != "im" or not written_by_a_person:
        return
    act = act_of_event(desk, payload, str(event["user"]), str(event["channel"]))
    said = answer(desk, act, typed_in_dm(desk, str(event.get("text") or "")))
    body = as_reply(said).payload()
    with desk.database.write() as session:
        owe_reply(session, desk.workspace_id, str(event["user"]), f"reply:{act.key}", body, act.now)
