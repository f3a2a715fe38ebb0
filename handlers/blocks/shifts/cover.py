"""What is said of covers: to who asks, to those who can take the shift, and to all of them once somebody has it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from handlers import ids
from handlers.blocks.limits import MOST_TEXT, fit
from handlers.blocks.parts import button, buttons, small_words, words
from handlers.blocks.rendered import Rendered
from handlers.blocks.times import from_to, local
from handlers.blocks.words import COMMAND, escape, plain_name, some
from models.acts import Act
from models.facts.covers import CoverFacts, CoverNewsFacts, CoverState, OwnCovers
from models.verbs.covering import CoverOutcome

MOST_LISTED: Final = 10
FIRST_HAS_IT: Final = "The first to press Take has it, and can give it back until it starts."
NOTHING_ASKED: Final = "No shift of yours is to be covered, and none waits for you to take it."
HOW_TO_ASK: Final = f"Type {COMMAND} cover 2027-05-03 to ask your region, or with @name behind it to ask one person."
SEE_IT: Final = f"Type {COMMAND} cover to see it, take it or give it back."


def cover_message(facts: CoverNewsFacts, now: datetime) -> Rendered:
    """The DM that asks; once somebody has the shift, or it is asked for no more, it says so in the same place."""
    if facts.asks and facts.cover is not None:
        sentence = f"{plain_name(facts.asker_name)} asks you to take a shift: {_which(facts, facts.zone, now)}."
        blocks = [words(sentence), buttons(_take(facts.cover)), small_words(FIRST_HAS_IT)]
        return _rendered([sentence, FIRST_HAS_IT], blocks)
    sentence = f"{_became(facts)}: {_which(facts, facts.zone, now)}."
    give_back = facts.cover is not None and facts.cover.taker == facts.user and facts.cover.open
    blocks = [words(sentence), *([buttons(_give_back(facts.cover))] if give_back and facts.cover else [])]
    return _rendered([sentence], blocks)


def asked_for(outcome: CoverOutcome, zone: str, act: Act) -> Rendered:
    """Who is asked when, and how to take it back; that nobody can be reached in time, where that is so."""
    cover = outcome.cover
    if not outcome.changed:
        sentence = f"{plain_name(cover.asked)} is asked already to take {_which(cover, zone, act.now)}."
    else:
        sentence = f"{_told(outcome, zone, act)} Until somebody takes it, it is yours: {_which(cover, zone, act.now)}."
    return _rendered([sentence], [words(sentence), buttons(_withdraw(cover))])


def taken(outcome: CoverOutcome, zone: str, act: Act) -> Rendered:
    """It is yours now, or was already."""
    cover = outcome.cover
    already = "" if outcome.changed else " already"
    sentence = (
        f"You have {plain_name(cover.asker_name)}’s shift{already}: {_which(cover, zone, act.now)}. "
        "You can give it back until it starts."
    )
    return _rendered([sentence], [words(sentence), buttons(_give_back(cover))])


def ended(outcome: CoverOutcome, zone: str, act: Act) -> Rendered:
    """Whose the shift is again."""
    cover = outcome.cover
    if cover.asker == act.user:
        taker = f", and {plain_name(cover.taker_name)} is told" if cover.taker_name else ""
        sentence = f"Nobody is asked to cover you any more{taker}. The shift is yours: {_which(cover, zone, act.now)}."
    else:
        again = " The others are asked anew." if outcome.told else ""
        sentence = f"{plain_name(cover.asker_name)} has that shift again: {_which(cover, zone, act.now)}.{again}"
    return _rendered([sentence], [words(sentence)])


def covers_listed(covers: OwnCovers, zone: str, act: Act) -> Rendered:
    """Each with its button: what the reader can take, what they have for others, what they asked for themselves."""
    rows = [(f"{plain_name(one.asker_name)} asks: {_which(one, zone, act.now)}", _take(one)) for one in covers.offered]
    rows += [
        (f"You have, for {plain_name(one.asker_name)}: {_which(one, zone, act.now)}", _give_back(one))
        for one in covers.taken
    ]
    rows += [(_own_row(one, zone, act.now), _withdraw(one)) for one in covers.asked]
    lines = [line for line, _ in rows[:MOST_LISTED]] or [NOTHING_ASKED]
    blocks: list[Block] = [words(line, press) for line, press in rows[:MOST_LISTED]] or [words(NOTHING_ASKED)]
    if len(rows) > MOST_LISTED:
        lines.append(f"and {len(rows) - MOST_LISTED} more, later")
        blocks.append(words(lines[-1]))
    return _rendered(lines, blocks, HOW_TO_ASK)


def _own_row(cover: CoverFacts, zone: str, now: datetime) -> str:
    became = f"{plain_name(cover.taker_name)} has" if cover.taker_name else f"{plain_name(cover.asked)} is asked for"
    return f"{became} your shift: {_which(cover, zone, now)}"


def _told(outcome: CoverOutcome, zone: str, act: Act) -> str:
    now = [plain_name(name) for name, when in outcome.told if when == act.now]
    later = [(when, plain_name(name)) for name, when in outcome.told if when is not None and when > act.now]
    said = [f"{some(now)} {_is_are(now)} asked now."] if now else []
    if later:
        names = [name for _, name in later]
        first = local(min(when for when, _ in later), zone, act.now)
        said.append(f"{some(names)} {_is_are(names)} asked when their day starts ({first} yours).")
    if not said:
        names = [plain_name(name) for name, _ in outcome.told]
        said.append(
            f"{some(names)} {_is_are(names)} not at work before it starts, so nobody is asked by me: ask them yourself "
            f"to type {COMMAND} cover, or ask somebody who is at work with @."
        )
    return " ".join(said)


def _became(facts: CoverNewsFacts) -> str:
    asker, cover = plain_name(facts.asker_name), facts.cover
    if cover is None:
        return f"{asker} does not ask for this any more"
    if cover.state is CoverState.TAKEN and cover.taker_name is not None:
        taker = "You have" if cover.taker == facts.user else f"{plain_name(cover.taker_name)} has taken"
        return f"{taker} {asker}’s shift"
    if cover.state is CoverState.BEGUN:
        return f"Nobody took this in time, so {asker} has the shift"
    return "There is nothing here for you to take any more"


def _which(shift: CoverFacts | CoverNewsFacts, zone: str, now: datetime) -> str:
    """The region and the hours, in the reader's time."""
    return f"{plain_name(shift.region)}, {from_to(shift.starts, shift.ends, zone, now)}"


def _is_are(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _take(cover: CoverFacts) -> ButtonElement:
    return button("Take", ids.TAKE_COVER, cover.id, aloud=f"Take the shift of {cover.asker_name}", primary=True)


def _give_back(cover: CoverFacts) -> ButtonElement:
    return button("Give back", ids.END_COVER, cover.id, aloud=f"Give the shift back to {cover.asker_name}")


def _withdraw(cover: CoverFacts) -> ButtonElement:
    return button("Withdraw", ids.END_COVER, cover.id, aloud=f"Ask no more for {cover.region} to be covered")


def _rendered(lines: Sequence[str], blocks: Sequence[Block], ending: str = SEE_IT) -> Rendered:
    return Rendered(text=escape("\n".join([fit("\n".join(lines), MOST_TEXT), ending])), blocks=blocks)
