"""What stands on a person's screen."""

from itertools import takewhile

from bot.sandbox.channel import Channel
from bot.sandbox.people.message import Message
from bot.sandbox.post import Post
from bot.sandbox.user import User
from bot.sandbox.world import World


class Screen:
    """The conversations as one person sees them."""

    def __init__(self, world: World, user: User) -> None:
        self._world = world
        self._user = user

    def messages(self, channel: Channel) -> list[Message]:
        """Every message of a conversation, oldest first."""
        with self._world.lock:
            return [Message(self._world, p) for p in self._world.posts.get(channel.id, {}).values()]

    def ephemerals(self, channel: Channel | None = None) -> list[Message]:
        """What only this person sees, oldest first, in one conversation or all."""
        with self._world.lock:
            found = [e for e in self._world.ephemerals if e.ephemeral_to == self._user.id]
        return [Message(self._world, e) for e in found if channel is None or e.channel == channel.id]

    def visible(self, channel: Channel) -> list[Message]:
        """All of a conversation that this person may read, oldest first."""
        if not self._world.sees(self._user.id, channel):
            return self.ephemerals(channel)
        both = self.messages(channel) + self.ephemerals(channel)
        return sorted(both, key=lambda m: _order(m.post))

    def unread(self, channel: Channel) -> list[Message]:
        """What others wrote there since `read`."""
        since = _micros(self._world.read.get((self._user.id, channel.id), "0.0"))
        with self._world.lock:
            latest_first = reversed(self._world.posts.get(channel.id, {}).values())
            new = list(takewhile(lambda post: _order(post) > since, latest_first))
        return [Message(self._world, post) for post in reversed(new) if post.user != self._user.id]

    def read(self, channel: Channel) -> None:
        """Everything there is read now."""
        with self._world.lock:
            newest, where = next(reversed(self._world.posts.get(channel.id, {})), None), (self._user.id, channel.id)
            if newest is None or self._world.read.get(where) == newest:
                return
            self._world.read[where] = newest
        self._world.changes.note()


def _order(post: Post) -> tuple[int, int]:
    return _micros(post.ts)


def _micros(ts: str) -> tuple[int, int]:
    seconds, _, rest = ts.partition(".")
    return int(seconds), int(rest or 0)
