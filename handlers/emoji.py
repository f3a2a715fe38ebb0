"""Which reaction means what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Meaning(StrEnum):
    """What a reaction does: on a card the first five, on a reply in its thread the others.

    On a reply DONE answers a concern and closes a question.
    """

    CLAIM = "claim"
    DONE = "done"
    TO_NEXT = "next"
    TO_REGION = "region"
    SEND_BACK = "send_back"
    CONCERN = "concern"
    TRADE_OFF = "trade_off"
    DECISION = "decision"
    QUESTION = "question"
    CONTEXT = "context"


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
            "warning": Meaning.CONCERN,
            "scales": Meaning.TRADE_OFF,
            "compass": Meaning.DECISION,
            "question": Meaning.QUESTION,
            "pushpin": Meaning.CONTEXT,
        }
    )

    def meaning_of(self, reaction: str) -> Meaning | None:
        """What a reaction means; its skin tone (`raised_hand::skin-tone-3`) does not matter."""
        return self.meanings.get(plain(reaction))

    def names_of(self, meaning: Meaning) -> tuple[str, ...]:
        """The emoji that mean that."""
        return tuple(name for name, meant in self.meanings.items() if meant is meaning)


def emoji_with(chosen: Mapping[str, Collection[str]]) -> Emoji:
    """The emoji as somebody has chosen them, by what they mean; what is not named is as usual.

    Raises ValueError with the rest of a sentence where one would mean two things, or nothing means that.
    """
    unknown = next((name for name in chosen if name not in CHOOSABLE), None)
    if unknown is not None:
        raise ValueError(f"has {unknown!r}, which is none of {', '.join(CHOOSABLE)}")
    kept = [(name, meant) for name, meant in DEFAULT_EMOJI.meanings.items() if meant.value not in chosen]
    meanings: dict[str, Meaning] = {}
    for name, meant in [*kept, *((name, Meaning(meant)) for meant, names in chosen.items() for name in names)]:
        if meanings.setdefault(name, meant) is not meant:
            raise ValueError(f"gives {name} two meanings, {meanings[name]} and {meant}")
    return Emoji(meanings)


def plain(reaction: str) -> str:
    """The emoji's name without its skin tone (Slack: reaction_added)."""
    return reaction.split("::", 1)[0]


DEFAULT_EMOJI: Final = Emoji()
# A region's emoji is its team's affair: the roster says which.
CHOOSABLE: Final = tuple(meaning.value for meaning in Meaning if meaning is not Meaning.TO_REGION)
# Statuses that say away: Slack's own for holidays and for being ill, and two like them.
AWAY_EMOJI: Final = frozenset({"palm_tree", "face_with_thermometer", "beach_with_umbrella", "desert_island"})


def is_away(status: str, away: Collection[str]) -> bool:
    """Whether a Slack status with that emoji (`:palm_tree:`, any skin tone) says away; `away` are names."""
    return plain(status.strip(":")) in away
