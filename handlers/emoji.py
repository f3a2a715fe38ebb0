"""Which reaction means what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Meaning(StrEnum):
    """What a reaction on a card does."""

    CLAIM = "claim"
    DONE = "done"
    TO_NEXT = "to_next"
    TO_REGION = "to_region"
    SEND_BACK = "send_back"


# The globe of each emoji shows these continents, as the zone names of the tz database begin.
CONTINENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "earth_asia": ("Asia", "Australia", "Pacific", "Indian", "Antarctica"),
        "earth_africa": ("Europe", "Africa", "Atlantic", "Arctic"),
        "earth_americas": ("America",),
    }
)


@dataclass(frozen=True, slots=True)
class Emoji:
    """Names of emoji, without colons or skin tones, and what they mean."""

    meanings: Mapping[str, Meaning] = field(
        default_factory=lambda: {
            **dict.fromkeys(("raising_hand", "man-raising-hand", "woman-raising-hand"), Meaning.CLAIM),
            **dict.fromkeys(("hand", "raised_hand"), Meaning.CLAIM),
            "white_check_mark": Meaning.DONE,
            "repeat": Meaning.TO_NEXT,
            **dict.fromkeys(CONTINENTS, Meaning.TO_REGION),
            "leftwards_arrow_with_hook": Meaning.SEND_BACK,
        }
    )

    def meaning_of(self, reaction: str) -> Meaning | None:
        """What a reaction means; its skin tone (`raised_hand::skin-tone-3`) does not matter."""
        return self.meanings.get(plain(reaction))


def plain(reaction: str) -> str:
    """The emoji's name without its skin tone (Slack: reaction_added)."""
    return reaction.split("::", 1)[0]


DEFAULT_EMOJI = Emoji()
# Statuses that say away: Slack's own for holidays and for being ill, and two like them.
AWAY_EMOJI: Final = frozenset({"palm_tree", "face_with_thermometer", "beach_with_umbrella", "desert_island"})


def is_away(status: str, away: Collection[str]) -> bool:
    """Whether a Slack status with that emoji (`:palm_tree:`, any skin tone) says away; `away` are names."""
    return plain(status.strip(":")) in away
