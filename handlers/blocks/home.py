"""The Home tab: what waits for its reader, what they own, and who is on shift, each with its buttons."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from handlers import ids
from handlers.blocks.card.buttons import press
from handlers.blocks.decisions.rows import question_rows
from handlers.blocks.entry_lines import LONG, item_line, own_line
from handlers.blocks.limits import fit, one_line
from handlers.blocks.parts import button, buttons, headline, said, small, words
from handlers.blocks.read_back.sender_questions import MOST_QUESTIONS, asked_with_button
from handlers.blocks.rendered import Rendered
from handlers.blocks.shifts.who import turn_lines
from handlers.blocks.times import clock, greeting, local
from handlers.blocks.words import COMMAND, literal, plain_name, steady
from models.facts.home import MOST_ITEMS, HomeFacts, PartFacts
from models.facts.item import ItemFacts
from models.lists import MOST_COUNTED

LONGEST_STEP: Final = 140
REST: Final = "… Open has the rest"
MOST_TEAMS: Final = 5
BEGIN: Final = (
    "I hand work on to the next region with its context, and wake nobody up for it.\n"
    "To begin, go to your team’s channel, /invite me there, and type /handoff setup: I propose regions from who is in "
    "it. Then /handoff and a few words hand something off."
)


def home(facts: HomeFacts, now: datetime, answer: Rendered | None = None) -> View:
    """The tab as it is at `now` (UTC), times as its reader's zone has them; `answer` is to what they just did there."""
    blocks: list[Block | dict[str, Any]] = [
        *([*answer.blocks, DividerBlock()] if answer else []),
        headline(f"{greeting(now, facts.zone)}, {plain_name(facts.name)}"),
        *_begin(facts),
        *_to_decide(facts, now),
        *_to_answer(facts),
        *_waiting(facts.waiting, facts.zone, now),
        *_owned(facts.owned),
        *_on_shift(facts, now),
        small(f"As of {clock(now, facts.zone, now)}. Open this tab again to see it anew."),
    ]
    return View(type="home", blocks=blocks)


def not_known_yet() -> View:
    """For somebody Slack has not told of yet."""
    return View(
        type="home",
        blocks=[said("I am asking Slack who you are. This tab fills by itself in a moment.")],
    )


def _begin(facts: HomeFacts) -> list[Block]:
    new = button("Hand something off", ids.OPEN_FORM, "words:", primary=True)
    if facts.is_new_here:
        return [said(BEGIN), buttons(new)]
    quiet = [] if facts.has_something else [said("Nothing waits for you, and you own nothing.")]
    return [*quiet, buttons(new)]


def _to_decide(facts: HomeFacts, now: datetime) -> list[Block]:
    if not facts.decisions:
        return []
    rows = question_rows(facts.decisions, facts.zone, now, MOST_ITEMS)
    return [said(f"*TO DECIDE* ({len(facts.decisions)})"), *rows]


def _to_answer(facts: HomeFacts) -> list[Block]:
    if not facts.questions:
        return []
    shown, left_out = facts.questions[:MOST_QUESTIONS], len(facts.questions) - MOST_QUESTIONS
    blocks: list[Block] = [said(f"*TO ANSWER* ({len(facts.questions)})")]
    for item, question in shown:
        blocks += [words(item_line(item, LONG)), asked_with_button(item, question)]
    return [*blocks, small(f"and {left_out} more, which follow once these are answered")] if left_out > 0 else blocks


def _waiting(part: PartFacts, zone: str, now: datetime) -> list[Block]:
    def entry(item: ItemFacts) -> list[Block]:
        by = [f"By {local(item.by, zone, now)}"] if item.by else []
        sender = [f"from {literal(item.owner.name)}"]
        claim = press("Claim", ids.CLAIM, item, named=True, primary=True)
        opens = press("Open", ids.FULL_NOTE, item, named=True)
        return [_item(item, item_line(item, LONG)), small(" · ".join([*by, *sender])), buttons(claim, opens)]

    return _part("WAITING FOR YOU", part, entry, "list waiting")


def _owned(part: PartFacts) -> list[Block]:
    def entry(item: ItemFacts) -> list[Block]:
        done, hand_off = press("Done", ids.DONE, item, named=True), press("Hand off", ids.HAND_OFF, item, named=True)
        return [_item(item, own_line(item)), buttons(done, hand_off, press("Open", ids.FULL_NOTE, item, named=True))]

    return _part("YOU OWN", part, entry, "list mine")


def _part(heading: str, part: PartFacts, entry: Callable[[ItemFacts], Sequence[Block]], typed: str) -> list[Block]:
    if not part.items:
        return []
    number = str(part.total) if part.total <= MOST_COUNTED else f"over {MOST_COUNTED:,}"
    blocks: list[Block] = [said(f"*{heading}* ({number})")]
    for item in part.items:
        blocks += entry(item)
    left_out = part.total - len(part.items)
    return [*blocks, small(f"and {left_out} more: {COMMAND} {typed}")] if left_out > 0 else blocks


def _item(item: ItemFacts, line: str) -> Block:
    step = steady(fit(one_line(item.note.next_step), LONGEST_STEP, REST))
    return words("\n".join(part for part in (line, step) if part))


def _on_shift(facts: HomeFacts, now: datetime) -> list[Block]:
    if not facts.who.teams:
        return []
    teams = facts.who.teams[:MOST_TEAMS]
    blocks: list[Block] = [said("*ON SHIFT NOW AND NEXT*")]
    for team in teams:
        blocks += turn_lines(team, facts.zone, now, named=len(facts.who.teams) > 1)
    return [*blocks, buttons(button("I am away", ids.OPEN_FORM, "away:"))]
