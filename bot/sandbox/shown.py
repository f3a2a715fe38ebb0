"""The workspace as it is shown: what has changed, what went to and fro, whose phone rang, and the world round it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from bot.sandbox.changes import Changes
from bot.sandbox.inspector import Inspector
from bot.sandbox.payload import Json
from bot.sandbox.people.message import Message
from bot.sandbox.town import Town


class Shown(Town):
    """What a page, or a test, looks at."""

    @property
    def changes(self) -> Changes:
        """What counts the changes of all that a page shows."""
        return self._world.changes

    @property
    def inspector(self) -> Inspector:
        """What went to and fro lately."""
        return self._world.inspector

    def open_as(self, user_id: str) -> None:
        """The page shows the workspace as this person sees it, until somebody else is chosen."""
        self._world.opens_as = self._world.user(user_id).id

    def tell_of_regions(self, strip: Callable[[datetime], list[Json]]) -> None:
        """From now on the page shows the regions of the world as `strip` tells of them at an instant (UTC)."""
        self._world.strip = strip
        self._world.changes.note()

    def tell_of_emoji(self, understood: Mapping[str, str]) -> None:
        """From now on the page offers these emoji first: the name of each, and what the app does about it."""
        self._world.understood = dict(understood)
        self._world.changes.note()

    def regions(self) -> list[Json]:
        """The regions of the world as they are now."""
        return self._world.strip(datetime.fromtimestamp(self._world.now(), UTC))

    @property
    def pings(self) -> list[tuple[Message, str]]:
        """Every mention by the bot that would make a phone ring, in any message there ever was."""
        with self._world.lock:
            posts = [p for m in self._world.posts.values() for p in m.values()] + self._world.ephemerals
        return [(Message(self._world, p), ping) for p in posts if p.by_bot for ping in p.pings]
