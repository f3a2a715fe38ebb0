"""A form that was begun and not sent, offered again: in an answer for its person alone, or on top of the next form."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import ActionsBlock, Block

from handlers import ids
from handlers.blocks.limits import fit, one_line
from handlers.blocks.parts import button, buttons, small, words
from handlers.blocks.rendered import Rendered
from handlers.blocks.times import clock, day
from handlers.blocks.words import COMMAND, escape, steady
from models.unsent import KEPT_FOR

LONGEST: Final = 110


@dataclass(frozen=True, slots=True)
class BegunFacts:
    """A form that was begun: its row, when it last reached us (UTC), the item's label or nothing for a new one."""

    number: int
    at: datetime
    label: str
    headline: str

    @property
    def name(self) -> str:
        """What it is about, in its writer's own words."""
        about = steady(fit(one_line(self.headline), LONGEST)) or "no headline yet"
        return f"{self.label} {about}" if self.label else about


def not_sent(begun: BegunFacts, zone: str, now: datetime) -> Rendered:
    """That the form was closed without being sent, and how to go on with it."""
    till = day(begun.at + KEPT_FOR, zone, now)
    sentence = f"You closed this form before it was sent: {begun.name}"
    kept = f"What reached me of it is kept till {till}: what you chose or sent, and what stood there then."
    blocks: list[Block] = [words(sentence), small(kept), _ways(begun)]
    typed = f"{COMMAND} {begun.label}".strip()
    return Rendered(text=escape(f"{sentence}\n{kept}\nType {typed} to go on writing."), blocks=blocks)


def begun_rows(begun: BegunFacts, more: int, zone: str, now: datetime) -> list[Block]:
    """On top of a form: the last that was not sent, and how many more there are."""
    others = f" {more} more after it." if more else ""
    says = f"Begun {clock(begun.at, zone, now)} and not sent: {begun.name}."
    return [words(f"{says}{others}"), _ways(begun)]


def discarded() -> Rendered:
    """It is gone because its person said so."""
    return Rendered(
        text="Discarded: nothing of that form is kept.", blocks=[words("Discarded: nothing of that form is kept.")]
    )


def _ways(begun: BegunFacts) -> ActionsBlock:
    go_on = button("Go on writing", ids.GO_ON, begun.number, aloud=f"Go on writing {begun.name}")
    return buttons(go_on, button("Discard", ids.DISCARD, begun.number, aloud=f"Discard {begun.name}"))
