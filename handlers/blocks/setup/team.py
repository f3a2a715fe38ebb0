"""The form that sets a team up: what is proposed, a button for each region, and the team's first day."""

from typing import Final

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    DatePickerElement,
    InputBlock,
    PlainTextInputElement,
    PlainTextObject,
    UserMultiSelectElement,
)
from slack_sdk.models.views import View

from handlers import ids
from handlers.blocks.limits import fit
from handlers.blocks.parts import button, buttons, small_words, words
from handlers.blocks.setup.words import heads, left_out, region_words
from handlers.blocks.words import steady
from models.facts.setup import SetupFacts
from models.roster.values import LONGEST_NAME

NEW: Final = "new"
# A modal has at most 100 blocks.
MOST_REGIONS: Final = 80
ASKING: Final = "I am asking Slack who is in this channel, and in which time zones. This takes a few seconds."


def setup_form(facts: SetupFacts, begun: str = "") -> View:
    """The team as it would be. Everything is filled in; ids stay the same, so that nothing typed is lost.

    `begun` makes them new, for what is begun anew: then Slack forgets what was typed.
    """
    fresh = f":{begun}" if begun else ""
    out = left_out(facts)
    called = "" if facts.is_new else f"{steady(facts.plan.name)}. "
    blocks: list[Block] = [words(f"{called}{heads(facts)}."), *([small_words(out)] if out else [])]
    if facts.is_new:
        blocks.append(_name(facts.plan.name, fresh))
    for place, region in enumerate(facts.plan.regions[:MOST_REGIONS]):
        blocks.append(words(region_words(facts, region), _change(facts.id, place, region.name)))
    blocks.append(buttons(*_below(facts)))
    if facts.can_start_later:
        blocks.append(_starts(facts, fresh))
    blocks.append(_leads(facts.plan.leads, fresh))
    return modal(
        ids.SETUP_FORM, "Set up the team" if facts.is_new else "Change the team", blocks, f"{facts.id}{fresh}",
        submit="Preview", close="Cancel",
    )  # fmt: skip


def asking_form(channel: str, external_id: str) -> View:
    """What stands there while Slack is asked; it turns into the form by itself, or when one presses Continue."""
    view = modal(
        ids.SETUP_ASKING, "Set up the team", [words(ASKING)], channel, submit="Continue", close="Cancel"
    )  # fmt: skip
    view.external_id = external_id
    return view


def refused_form(sentence: str) -> View:
    """Why something was not done, where no input stands to say it at."""
    return modal(ids.SETUP_REFUSED, "Set up the team", [words(sentence)], "", close="Close")


def modal(callback: str, title: str, blocks: list[Block], metadata: str, *, close: str, submit: str = "") -> View:
    """A modal of ours."""
    return View(
        type="modal", callback_id=callback, private_metadata=metadata, title=plain(title), blocks=blocks,
        submit=plain(submit) if submit else None, close=plain(close),
    )  # fmt: skip


def plain(text: str) -> PlainTextObject:
    """Text that nothing formats."""
    return PlainTextObject(text=text)


def _name(name: str, fresh: str) -> Block:
    """Slack counts an emoji as two: what is too long for us is refused in words."""
    element = PlainTextInputElement(action_id="team_name", initial_value=name, max_length=2 * LONGEST_NAME)
    return InputBlock(block_id=f"team_name{fresh}", label=plain("Team name"), element=element)


def _change(setup: int, place: int, name: str) -> ButtonElement:
    return button(fit(f"Change {steady(name)}", 60), ids.SETUP_REGION, f"{setup}:{place}")


def _below(facts: SetupFacts) -> list[ButtonElement]:
    more = button("Add a region", ids.SETUP_REGION, f"{facts.id}:{NEW}")
    return [more, button("Begin anew", ids.SETUP_ANEW, facts.id)] if facts.resumed else [more]


def _starts(facts: SetupFacts, fresh: str) -> Block:
    starts = facts.plan.regions[0].starts or facts.today
    return InputBlock(
        block_id=f"starts{fresh}", label=plain("First day"), hint=plain("Before it nobody has a shift."),
        element=DatePickerElement(action_id="starts", initial_date=starts.isoformat()),
    )  # fmt: skip


def _leads(leads: tuple[str, ...], fresh: str) -> Block:
    element = UserMultiSelectElement(action_id="leads", initial_users=list(leads) or None)
    hint = plain("They may change the team, and hear of what is stuck.")
    return InputBlock(block_id=f"leads{fresh}", label=plain("Leads"), hint=hint, element=element)
