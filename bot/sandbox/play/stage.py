"""The stage: it turns the clock, lets people act, and prints it so that it can be read."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from textwrap import indent, wrap
from typing import Final
from zoneinfo import ZoneInfo

from bot.sandbox.people.form import Form
from bot.sandbox.people.message import Message
from bot.sandbox.people.person import Person
from bot.sandbox.stand_in import StandIn

WIDTH: Final = 76
QUOTED: Final = "  │ "
CITIES: Final = (("Singapore", "Asia/Singapore"), ("Berlin", "Europe/Berlin"), ("Los Angeles", "America/Los_Angeles"))


class Stage:
    """`turn_to` sets the clock (UTC), `settle` returns once the bot has nothing left to do, `say` prints a line."""

    def __init__(
        self,
        slack: StandIn,
        turn_to: Callable[[datetime], None],
        settle: Callable[[], None],
        say: Callable[[str], None],
    ) -> None:
        self.slack = slack
        self._turn_to = turn_to
        self._settle = settle
        self._say = say

    def scene(self, at: datetime, title: str) -> None:
        """Turn the clock, let the bot do what is due, and say what time it is for everybody."""
        self._turn_to(at)
        self._settle()
        clocks = " · ".join(f"{at.astimezone(ZoneInfo(zone)):%a %H:%M} {city}" for city, zone in CITIES)
        self._say("")
        self._say(f"── {clocks} ".ljust(WIDTH, "─"))
        self.tell(title)

    def tell(self, words: str) -> None:
        """Say something in our own words."""
        for line in wrap(words, WIDTH):
            self._say(line)

    def does(self, person: Person, words: str) -> None:
        """Say what somebody does."""
        for line in wrap(f"▶ {person.name} {words}", WIDTH, subsequent_indent="  "):
            self._say(line)

    def settled(self) -> None:
        """Let the bot do all there is to do."""
        self._settle()

    def form(self, person: Person, form: Form) -> None:
        """Print a form as it stands."""
        self._say(f"  {person.name} sees a form:")
        self._say(indent(form.text, QUOTED))

    def message(self, person: Person, message: Message, where: str) -> None:
        """Print a message as the person reads it."""
        self._say(f"  {person.name} sees {where}:")
        for line in message.shown_to(person).splitlines():
            self._say("\n".join(wrap(line, WIDTH, initial_indent=QUOTED, subsequent_indent=QUOTED)) or QUOTED.rstrip())

    def silent(self, people: Sequence[Person], before: dict[str, int]) -> None:
        """Say that nobody of these heard anything since their DMs were counted."""
        for person in people:
            if len(person.dms) != before[person.id]:
                raise AssertionError(f"{person.name} was told something")
        names = " and ".join(person.name for person in people)
        self._say(f"  ({names} {'hears' if len(people) == 1 else 'hear'} nothing.)")

    def count(self, people: Sequence[Person]) -> dict[str, int]:
        """How many DMs each has, to compare with later."""
        return {person.id: len(person.dms) for person in people}


def at(text: str) -> datetime:
    """An instant as `2027-03-02 08:30`, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
