"""What a person sees happen after an act."""

from dataclasses import dataclass, field

from bot.sandbox.payload import Json
from bot.sandbox.people.form import Form
from bot.sandbox.people.message import Message
from bot.sandbox.user import User


@dataclass(frozen=True)
class Answer:
    """What came back. `status`: `ok`, or what the client shows (`operation_timeout`, `dispatch_failed`,
    `not_a_command`, `not_in_threads`, or why Slack refused what the app answered); `messages`: what only this person
    sees and is new, and in a DM what is new there; `form`: the modal that is open afterwards."""

    status: str
    reader: User
    messages: list[Message] = field(default_factory=list)
    form: Form | None = None

    @property
    def ok(self) -> bool:
        """Whether the app answered as it should."""
        return self.status == "ok"

    @property
    def message(self) -> Message | None:
        """The last new message."""
        return self.messages[-1] if self.messages else None

    @property
    def text(self) -> str:
        """The top-level text of the last new message; empty when nothing came."""
        return self.message.text if self.message else ""

    @property
    def shown(self) -> str:
        """The last new message as this person reads it."""
        return self.message.shown_to(self.reader) if self.message else ""

    @property
    def blocks(self) -> list[Json]:
        """The blocks of the last new message."""
        return self.message.blocks if self.message else []
