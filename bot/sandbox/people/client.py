"""A Slack client with somebody logged in: what it lets them do, and what it shows after an act."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.sandbox.channel import Channel
from bot.sandbox.people.acting import Desk
from bot.sandbox.people.answer import Answer
from bot.sandbox.people.form import Form
from bot.sandbox.people.home import Home
from bot.sandbox.people.impossible import Impossible
from bot.sandbox.people.matching import by_text
from bot.sandbox.people.message import HasUser, Message
from bot.sandbox.people.screen import Screen
from bot.sandbox.user import User


class Client(HasUser):
    """The ground that what people do and see stands on."""

    def __init__(self, desk: Desk, user: User) -> None:
        self.user = user
        self._desk = desk
        self._screen = Screen(desk.world, user)

    @property
    def id(self) -> str:
        """The user id."""
        return self.user.id

    @property
    def form(self) -> Form | None:
        """The modal on top, if one is open."""
        with self._desk.world.lock:
            stack = self._desk.world.modals.get(self.id, [])
            return Form(self._desk, self.user, stack[-1]) if stack else None

    @property
    def home(self) -> Home | None:
        """The app's Home tab as it stands, once the app has published it."""
        view = self._desk.world.homes.get(self.id)
        return Home(self._desk, self.user, view) if view else None

    def _answering(self, act: Callable[[], str], channel: Channel | None) -> Answer:
        """Do something; the answer holds what is new on the screen afterwards."""
        self._must_be_active()
        before = self._shown(channel)
        status = act()
        known = set(before)
        return Answer(status, self.user, [m for m in self._shown(channel) if m not in known], self.form)

    def _shown(self, channel: Channel | None) -> list[Message]:
        if channel is not None and channel.kind == "im":
            return self._screen.visible(channel)
        return self._screen.ephemerals()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Do something the app hears of by an event, and wait until it has been told."""
        self._must_be_active()
        self._desk.courier.settle()
        with self._desk.world.events.noting() as mine:
            yield
        self._desk.courier.settle_mine(mine)

    def _must_be_active(self) -> None:
        if self.user.deleted:
            raise Impossible(f"{self.user.real_name} has no account any more.")

    def _channel(self, channel: str) -> Channel:
        """A conversation by its id or name."""
        if found := self._desk.world.channels.get(channel):
            return found
        with self._desk.world.lock:
            named = [(c.name, c) for c in self._desk.world.channels.values()]
        return by_text(channel.lstrip("#"), named, "channel")

    def _may_write(self, channel: str) -> Channel:
        place = self._channel(channel)
        if self.id not in place.members:
            raise Impossible(f"{self.user.real_name} is no member of #{place.name}.")
        if place.archived:
            raise Impossible(f"#{place.name} is archived.")
        return place

    def _must_see(self, message: Message, *, deleted_too: bool = False) -> None:
        whose = message.post.ephemeral_to
        there = whose == self.id if whose else self._desk.world.sees(self.id, self._channel(message.channel))
        if not there:
            raise Impossible(f"{self.user.real_name} does not see this message.")
        if message.deleted and not deleted_too:
            raise Impossible("This message was deleted.")

    def _own(self, message: Message) -> None:
        if message.user != self.id or message.deleted:
            raise Impossible(f"This is no message of {self.user.real_name}'s.")
