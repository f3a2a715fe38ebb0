"""The state of the workspace: people, conversations, messages, views. One re-entrant lock guards all of it."""

import secrets
import threading
from collections.abc import Callable
from datetime import datetime

from bot.sandbox.changes import Changes
from bot.sandbox.channel import Channel
from bot.sandbox.event_queue import EventQueue
from bot.sandbox.identity import Identity, OtherApp
from bot.sandbox.inspector import Inspector
from bot.sandbox.manifest import Manifest
from bot.sandbox.open_view import OpenView
from bot.sandbox.payload import Json
from bot.sandbox.post import Post
from bot.sandbox.refusal import Refusal
from bot.sandbox.response_urls import ResponseUrls
from bot.sandbox.shared_file import SharedFile
from bot.sandbox.triggers import Triggers
from bot.sandbox.turned_clock import TurnedClock
from bot.sandbox.user import User
from bot.sandbox.user_group import UserGroup


class World:
    """Everything the workspace remembers. `now` gives seconds since the epoch; `read` is the `ts` up to which a person
    has read a conversation, by user id and channel id; `understood` are the emoji the app acts on, and what each does.
    """

    def __init__(
        self, now: Callable[[], float], identity: Identity, manifest: Manifest, granted: frozenset[str]
    ) -> None:
        self.now = now
        self.identity = identity
        self.manifest = manifest
        self.granted = granted
        self.lock = threading.RLock()
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.groups: dict[str, UserGroup] = {}
        self.other_apps: dict[str, OtherApp] = {}
        self.files: dict[str, SharedFile] = {}
        self.posts: dict[str, dict[str, Post]] = {}
        self._threads: dict[tuple[str, str], list[Post]] = {}
        self.ephemerals: list[Post] = []
        self.read: dict[tuple[str, str], str] = {}
        self.modals: dict[str, list[OpenView]] = {}
        self.homes: dict[str, OpenView] = {}
        self.triggers = Triggers(now)
        self.response_urls = ResponseUrls(now)
        self.events = EventQueue()
        self.changes = Changes()
        self.inspector = Inspector(now)
        self.clock: TurnedClock | None = None
        self.opens_as: str | None = None
        self.is_ready = True
        self.is_exposed = False
        self.understood: dict[str, str] = {}
        self.strip: Callable[[datetime], list[Json]] = lambda _: []
        self.token_error: str | None = None
        self._salt = secrets.token_hex(3).upper()
        self._count = 0

    def new_id(self, prefix: str) -> str:
        """An id nobody had, not even an earlier workspace of the same name."""
        with self.lock:
            self._count += 1
            return f"{prefix}{self._salt}{self._count:05X}"

    def next_ts(self, channel: Channel) -> str:
        """The `ts` of the next message: unique in the channel and rising, even while the clock stands or goes back."""
        with self.lock:
            channel.last_ts = max(round(self.now() * 1_000_000), channel.last_ts + 1)
            return f"{channel.last_ts // 1_000_000}.{channel.last_ts % 1_000_000:06d}"

    def user(self, user_id: str) -> User:
        """The account, or `user_not_found`."""
        if found := self.users.get(user_id):
            return found
        raise Refusal("user_not_found")

    def channel(self, channel_id: str) -> Channel:
        """The conversation, or `channel_not_found`."""
        if found := self.channels.get(channel_id):
            return found
        raise Refusal("channel_not_found")

    def post(self, channel_id: str, ts: str) -> Post | None:
        """The message with that `ts`, unless there is none (or it is ephemeral: Slack keeps those nowhere)."""
        return self.posts.get(channel_id, {}).get(ts)

    def replies(self, root: Post) -> list[Post]:
        """The messages of the thread below `root`, oldest first."""
        return list(self._threads.get((root.channel, root.ts), ()))

    def keep(self, post: Post) -> None:
        """A new message stands in its conversation, and in its thread."""
        self.posts[post.channel][post.ts] = post
        if post.is_reply and post.thread_ts is not None:
            self._threads.setdefault((post.channel, post.thread_ts), []).append(post)
        self.changes.note()

    def drop(self, post: Post) -> None:
        """A message is gone from its conversation, its thread, or the one screen it stood on."""
        with self.lock:
            self.posts[post.channel].pop(post.ts, None)
            thread = self._threads.get((post.channel, post.thread_ts or ""), [])
            if post in thread:
                thread.remove(post)
            self.ephemerals = [e for e in self.ephemerals if e is not post]
        self.changes.note()

    def dm(self, user_id: str) -> Channel:
        """The direct message between the person and the bot; it is made when it is first needed."""
        channel_id = f"D{user_id[1:]}"
        with self.lock:
            if channel_id not in self.channels:
                members = [user_id, self.identity.bot_user]
                self.add_channel(Channel(channel_id, "directmessage", "im", members, created=int(self.now())))
            return self.channels[channel_id]

    def dm_of_two(self, one: str, other: str) -> Channel:
        """What two people write to each other; it is made when it is first needed."""
        members = sorted((self.user(one).id, self.user(other).id))
        with self.lock:
            for channel in self.channels.values():
                if channel.kind == "im" and sorted(channel.members) == members:
                    return channel
            name = "".join(member[1:] for member in members)
            self.add_channel(Channel(f"D0{name}", "directmessage", "im", members, created=int(self.now())))
            return self.channels[f"D0{name}"]

    def add_channel(self, channel: Channel) -> None:
        """Keep a new conversation."""
        with self.lock:
            self.channels[channel.id] = channel
            self.posts[channel.id] = {}
        self.changes.note()

    def sees(self, user_id: str, channel: Channel) -> bool:
        """Whether a person can read the conversation: members can, and everyone of the company who is no guest can
        read a public channel."""
        user = self.users[user_id]
        outsider = user.guest or user.external_team is not None
        return user_id in channel.members or (channel.kind == "public" and not outsider)
