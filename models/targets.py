"""Where an item is handed: the next region, a named region, or a person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ToNext:
    """The next region on the sun path."""


@dataclass(frozen=True, slots=True)
class ToRegion:
    """The region of that name."""

    name: str


@dataclass(frozen=True, slots=True)
class ToPerson:
    """The person with that Slack user id."""

    user: str


Target = ToNext | ToRegion | ToPerson
