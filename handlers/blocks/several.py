"""All that waits, in an answer, page by page; and the form in which several of it are claimed at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from slack_sdk.models.blocks import Block, CheckboxesElement, InputBlock, Option, PlainTextObject
from slack_sdk.models.views import View

from handlers import ids
from handlers.blocks.digest.top import how_many
from handlers.blocks.entry_lines import item_line
from handlers.blocks.limits import fit, one_line
from handlers.blocks.parts import button, buttons, said, small_words, words
from handlers.blocks.rendered import Rendered
from handlers.blocks.spoken import message_for
from handlers.blocks.times import clock
from handlers.blocks.words import COMMAND, counted, plain_name, steady
from models.facts.item import ItemFacts
from models.facts.waiting import WaitingFacts
from models.verbs.claiming_several import Became, Claimed

PAGE: Final = 20
PER_BLOCK: Final = 10  # Slack: options of checkboxes
MOST_TO_CLAIM: Final = 30
MOST_OPTION: Final = 75
NOTHING: Final = "Nothing waits for you any more. Enjoy the quiet."


def all_waiting(facts: WaitingFacts, now: datetime) -> Rendered:
    """A page of what waits, the most needed first; its buttons turn to the next one and claim several."""
    if not facts.items:
        return message_for([said(NOTHING)], f"Type {COMMAND} list to see what you own.", facts.zone, now)
    last = facts.first + len(facts.items)
    heading = f"{facts.first + 1} to {last} of {how_many(facts.total)} that wait for you, the most needed first:"
    lines = "\n".join(_line(item, facts.zone, now) for item in facts.items)
    more = [] if facts.next is None else [button(f"Next {PAGE}", ids.SEE_ALL, f"{facts.digest}:{facts.next}")]
    blocks: list[Block] = [
        said(heading), words(lines), buttons(button("Claim several", ids.CLAIM_SEVERAL, facts.digest), *more)
    ]  # fmt: skip
    return message_for(blocks, f"Type {COMMAND} show {facts.items[0].label} to see one.", facts.zone, now)


def several_form(facts: WaitingFacts, now: datetime) -> View:
    """Checkboxes for what waits. What there is no room for is said."""
    if not facts.items:
        return _view("Claim several", [said(NOTHING)])
    blocks: list[Block] = [_boxes(facts, first, now) for first in range(0, len(facts.items), PER_BLOCK)]
    left_out = facts.total - len(facts.items)
    if left_out > 0:
        blocks.append(
            small_words(f"and {how_many(left_out)} more that press less: claim these first, or open this again")
        )
    return _view("Claim several", blocks, callback=ids.SEVERAL_FORM, submit="Claim")


def several_claimed(claimed: Sequence[Claimed]) -> View:
    """What became of each, those that are theirs first, with a button that undoes the claim."""
    theirs = [one for one in claimed if one.became is Became.THEIRS]
    others = [one for one in claimed if one.became is not Became.THEIRS]
    are = "is" if len(theirs) == 1 else "are"
    blocks: list[Block] = [said(f"{counted(len(theirs), 'item')} of {len(claimed)} {are} yours.")]
    blocks += [_theirs(one) for one in theirs]
    blocks += [words(f"– {_why(one)}") for one in others]
    return _view("What became of them", blocks)


def several_undone(shown: Mapping[str, Any], event: str, says: str) -> View:
    """The same view, as Slack has it, with `says` in place of the line whose button undoes that event."""
    blocks = [
        words(says).to_dict() if (block.get("accessory") or {}).get("value") == event else block
        for block in shown.get("blocks") or ()
    ]
    return _view("What became of them", blocks)


def _theirs(one: Claimed) -> Block:
    line = f"✓ {one.label} {steady(fit(one.says, MOST_OPTION))}".rstrip()
    undo = button("Undo", ids.UNDO_ONE, one.event, aloud=f"Undo for {one.label}") if one.event is not None else None
    return words(line, undo)


def _why(one: Claimed) -> str:
    return one.says if one.label in one.says else f"{one.label}: {one.says}"


def _line(item: ItemFacts, zone: str, now: datetime) -> str:
    by = f" · by {clock(item.by, zone, now)}" if item.by else ""
    return f"{item_line(item)} · {plain_name(item.owner.name)}{by}"


def _boxes(facts: WaitingFacts, first: int, now: datetime) -> Block:
    items = facts.items[first : first + PER_BLOCK]
    label = f"{first + 1} to {first + len(items)}, the most needed first"
    options = [_option(item, facts.zone, now) for item in items]
    return InputBlock(
        block_id=f"claim{first}:{facts.digest}", label=_plain(label), optional=True,
        element=CheckboxesElement(action_id="claim", options=options),
    )  # fmt: skip


def _option(item: ItemFacts, zone: str, now: datetime) -> Option:
    by = f"By {clock(item.by, zone, now)} · " if item.by else ""
    step = steady(fit(f"{by}{one_line(item.note.next_step)}", MOST_OPTION))
    line = item_line(item, MOST_OPTION - 30)
    return Option(
        text=_plain(fit(line, MOST_OPTION)), value=str(item.number), description=_plain(step) if step else None
    )


def _view(
    title: str, blocks: Sequence[Block | dict[str, Any]], *, callback: str = ids.SEVERAL_DONE, submit: str | None = None
) -> View:
    return View(
        type="modal", callback_id=callback, title=_plain(title), blocks=blocks, close=_plain("Close"),
        submit=_plain(submit) if submit else None,
    )  # fmt: skip


def _plain(text: str) -> PlainTextObject:
    return PlainTextObject(text=text, emoji=True)
