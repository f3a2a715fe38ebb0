"""A message on a screen. It is live: after an edit the same object shows the new content."""

from collections.abc import Mapping, Sequence

from bot.sandbox.block_ids import all_elements
from bot.sandbox.payload import Json, duplicate
from bot.sandbox.post import Post
from bot.sandbox.reading.block_text import block_lines
from bot.sandbox.reading.text import Reader, read_mrkdwn
from bot.sandbox.user import User
from bot.sandbox.world import World


def reader_of(world: World, user: User) -> Reader:
    """How this person reads: their zone, and the names everybody knows."""

    def person(user_id: str) -> str:
        if user_id in world.users:
            return world.users[user_id].real_name
        return world.other_apps[user_id].name if user_id in world.other_apps else user_id

    def channel(channel_id: str) -> str:
        return world.channels[channel_id].name if channel_id in world.channels else channel_id

    return Reader(user.zone(), world.now(), person, channel)


class Message:
    """One message of the workspace."""

    def __init__(self, world: World, post: Post) -> None:
        self.post = post
        self._world = world

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and other.post is self.post

    def __hash__(self) -> int:
        return hash((self.channel, self.ts))

    def __repr__(self) -> str:
        return f"<Message {self.channel} {self.ts} {self.text!r}>"

    @property
    def channel(self) -> str:
        """The id of its conversation."""
        return self.post.channel

    @property
    def ts(self) -> str:
        """Its `ts`."""
        return self.post.ts

    @property
    def thread_ts(self) -> str | None:
        """The first message of the thread it stands in, for a reply."""
        return self.post.thread_ts

    @property
    def user(self) -> str:
        """Who wrote it (a user id; the bot's for what the bot wrote)."""
        return self.post.user

    @property
    def by_bot(self) -> bool:
        """Whether the bot wrote it."""
        return self.post.by_bot

    @property
    def text(self) -> str:
        """The top-level `text`, as the app sent it: what phones notify with and screen readers read."""
        return self.post.text

    @property
    def blocks(self) -> list[Json]:
        """The blocks, as Slack keeps them."""
        copy: list[Json] = duplicate(self.post.blocks)
        return copy

    @property
    def metadata(self) -> Json | None:
        """The message metadata."""
        copy: Json | None = duplicate(self.post.metadata)
        return copy

    @property
    def edits(self) -> int:
        """How often it was changed."""
        return self.post.edits

    @property
    def deleted(self) -> bool:
        """Whether it is gone."""
        return self.post.deleted

    @property
    def is_tombstone(self) -> bool:
        """Whether it is gone but stands for its thread: the replies below it are left."""
        return self.post.subtype == "tombstone"

    @property
    def ephemeral(self) -> bool:
        """Whether one person alone sees it."""
        return self.post.ephemeral_to is not None

    @property
    def files(self) -> list[str]:
        """The names of the files in it."""
        return [file.name for file in self.post.files]

    @property
    def pings(self) -> list[str]:
        """Every mention in any version of it that would make a phone ring."""
        return list(self.post.pings)

    @property
    def reactions(self) -> Mapping[str, Sequence[str]]:
        """The emoji on it and who put them there."""
        with self._world.lock:
            return {name: tuple(people) for name, people in self.post.reactions.items()}

    @property
    def thread(self) -> list["Message"]:
        """Its replies, oldest first."""
        with self._world.lock:
            return [Message(self._world, p) for p in self._world.replies(self.post)]

    @property
    def buttons(self) -> list[str]:
        """The visible text of its buttons, from top to bottom."""
        return [e["text"]["text"] for _, e in all_elements(self.post.blocks) if e["type"] == "button"]

    @property
    def options(self) -> list[str]:
        """The visible text of what its menus offer."""
        listed = [o for _, e in all_elements(self.post.blocks) for o in e.get("options", [])]
        return [o["text"]["text"] for o in listed]

    def shown_to(self, person: "User | HasUser") -> str:
        """Everything that person reads in it: blocks flattened to plain text, or the text where there are none."""
        user = person if isinstance(person, User) else person.user
        reader = reader_of(self._world, user)
        shown = block_lines(self.post.blocks, reader) if self.post.blocks else read_mrkdwn(self.post.text, reader)
        return "\n".join([shown] * bool(shown) + [f"[{file.name}]" for file in self.post.files])


class HasUser:
    """Whoever has an account: a `Person`."""

    user: User
