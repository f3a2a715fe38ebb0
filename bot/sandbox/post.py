"""A message as the workspace keeps it."""

from dataclasses import dataclass, field

from bot.sandbox.identity import OtherApp
from bot.sandbox.open_view import Values
from bot.sandbox.payload import Json
from bot.sandbox.shared_file import SharedFile


@dataclass(eq=False)
class Post:
    """One message. `ephemeral_to` is the only person who sees it; `pings` are the mentions any version of it made.

    `user` is who wrote it; for an `other_app` without a bot user, its bot id. `inputs` is what each person has put
    into its menus, `offered` what its pickers offered for typed text.
    """

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    by_bot: bool = False
    other_app: OtherApp | None = None
    files: list[SharedFile] = field(default_factory=list)
    thread_ts: str | None = None
    broadcast: bool = False
    ephemeral_to: str | None = None
    metadata: Json | None = None
    client_msg_id: str | None = None
    subtype: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edits: int = 0
    edited: Json | None = None
    deleted: bool = False
    pings: list[str] = field(default_factory=list)
    versions: list[tuple[str, list[Json]]] = field(default_factory=list)
    inputs: dict[str, Values] = field(default_factory=dict)
    offered: dict[str, list[Json]] = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        """True for what stands in a thread below its first message."""
        return self.thread_ts is not None and self.thread_ts != self.ts
