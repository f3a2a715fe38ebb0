"""A modal on a person's screen. It is live: after an update the same object shows the new content."""

import json

from bot.sandbox.block_ids import all_elements
from bot.sandbox.delivery import Outcome
from bot.sandbox.open_view import OpenView
from bot.sandbox.people.acting import Desk
from bot.sandbox.people.fields import complaints, label_of
from bot.sandbox.people.impossible import Impossible
from bot.sandbox.people.submission import after_submission
from bot.sandbox.people.view import View
from bot.sandbox.user import User


class Form(View):
    """The modal in front of one person. `errors` is what stands in red."""

    def __init__(self, desk: Desk, user: User, view: OpenView) -> None:
        super().__init__(desk, user, view)
        self.errors: dict[str, str] = {}

    def __repr__(self) -> str:
        return f"<Form {self.title!r} {self.labels}>"

    @property
    def title(self) -> str:
        """The title at the top."""
        return str(self.view.content["title"]["text"])

    @property
    def submit_label(self) -> str:
        """The text of the button that sends it; empty when there is none."""
        return str(self.view.content.get("submit", {}).get("text", ""))

    @property
    def text(self) -> str:
        """Everything the person reads in it, title and buttons included."""
        buttons = [self.view.content[k]["text"] for k in ("close", "submit") if k in self.view.content]
        return "\n".join([self.title, super().text, " ".join(f"[{b}]" for b in buttons)]).rstrip()

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen and on top."""
        return self._desk.world.modals.get(self._user.id, [])[-1:] == [self.view]

    def submit(self, *, bypass: bool = False) -> dict[str, str]:
        """Send it; the errors by label, none when it went. `bypass` skips the client's own checks, as an attacker
        would. Where the app did not answer, the error's label is empty and the form stays."""
        labels = {b["block_id"]: label_of(b, e) for b, e in all_elements(self.view.blocks)}
        found = self.submit_by_block(bypass=bypass)
        self.errors = {labels.get(block_id, ""): message for block_id, message in found.items()}
        return self.errors

    def submit_by_block(self, *, bypass: bool = False) -> dict[str, str]:
        """The same, with the errors by block_id."""
        self._must_be_open()
        if not self.submit_label and not bypass:
            raise Impossible("This form has no button that sends it.")
        if not bypass and (wrong := complaints(self.view)):
            return wrong
        outcome = self._send("view_submission", {"response_urls": []})
        errors = self._after(outcome) if outcome.accepted else {"": self.status}
        self._desk.courier.settle()
        return errors

    def close(self) -> None:
        """Close it without sending."""
        with self._desk.world.lock:
            self._must_be_open()
            stack = self._desk.world.modals[self._user.id]
            gone = list(stack) if self.view.content.get("clear_on_close") else [self.view]
            for view in gone:
                view.closed = True
                stack.remove(view)
        self._desk.world.changes.note()
        if self.view.content.get("notify_on_close"):
            self._send("view_closed", {"is_cleared": len(gone) > 1})

    def _after(self, outcome: Outcome) -> dict[str, str]:
        try:
            body = json.loads(outcome.body) if outcome.body.strip() else {}
        except ValueError:
            body = {"response_action": "text that is no JSON"}
        errors = after_submission(self._desk.world, self.view, body)
        if "" in errors:
            self.status = "invalid_answer"
        return errors
