"""A message of somebody's as Slack tells of it, in plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MessageNews:
    """What Slack says of a message. `root` is the `ts` of the first message of its thread, its own in none.

    `author` is a user id, None for an app without one, which is called `app`. `text` is as its author saw it, `edited`
    Slack's stamp of its last edit, and `links` are the addresses in it with their titles, where they have one. One that
    has no words of its own names its files.
    """

    channel: str
    ts: str
    root: str
    author: str | None
    app: str = ""
    text: str = ""
    edited: str = ""
    links: tuple[tuple[str, str], ...] = ()
    has_words: bool = True

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread, below its first message."""
        return self.root != self.ts
