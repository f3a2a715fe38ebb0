"""Whom a calendar's event names: members of a team, by e-mail or by what calendars call them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.calendars.reading import CalendarEvent


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of a team: its members (user ids), what calendars call them, and the e-mails that Slack knows."""

    members: frozenset[str]
    called: Mapping[str, str]
    mails: Mapping[str, str]

    def named_by(self, event: CalendarEvent) -> frozenset[str]:
        """The members whom the event names; empty where it names nobody of the team."""
        called = {name.casefold(): user for name, user in self.called.items()}
        found = {called.get(mail) or self.mails.get(mail) for mail in event.people}
        if not found & self.members:
            found = {user for name, user in called.items() if _stands_in(name, event.title.casefold())}
        return frozenset(user for user in found if user in self.members)


def unknown_mails(events: Iterable[CalendarEvent], called: Mapping[str, str]) -> frozenset[str]:
    """The e-mails of the events that the roster does not name: Slack may know them."""
    known = {name.casefold() for name in called}
    return frozenset(mail for event in events for mail in event.people if mail not in known)


def _stands_in(name: str, title: str) -> bool:
    """Whether the name stands in the title as words of their own: Ana does not stand in Anabel."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title) is not None
