"""The hand-off form: two fields to type, three preset, and the rest folded away."""

from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    MarkdownTextObject,
    Option,
    OptionGroup,
    PlainTextObject,
    RadioButtonsElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from handlers import ids
from handlers.blocks.form.fold import fold
from handlers.blocks.form.inputs import anew, choice_input, option, text_input, time_input
from handlers.blocks.form.source import source_blocks
from handlers.blocks.form.words import (
    by_label,
    decided_words,
    decider_words,
    place_label,
    sees_words,
    told_words,
    warning_words,
)
from handlers.blocks.words import escape
from handlers.blocks.words import urgency as urgency_word
from handlers.form_state import Filled, FormState, Mode, target_value
from models.facts.form import FormChoices, receivers_asleep
from models.facts.places import Place
from models.facts.sources import SourceFacts
from models.kinds import Kind
from models.notes import LONGEST_HEADLINE, LONGEST_NEWS, Draft
from models.tables import ByChoice, Urgency
from models.targets import ToNext, ToPerson

TITLES: Final = {Mode.NEW: "Hand off", Mode.HAND_OFF: "Hand off", Mode.UPDATE: "Update"}


def handoff_form(
    state: FormState, choices: FormChoices, filled: Filled, now: datetime, facts: SourceFacts | None = None
) -> View:
    """The form as a view. Typed text stays in Slack as long as an input keeps its ids, so ids never change but By's.

    `facts` are of the message that it is made from, if it is.
    """
    draft, kind, turn = filled.draft, choices.kind, state.source.turn if state.source else 0
    asleep = state.mode is not Mode.UPDATE and receivers_asleep(choices, draft.urgency, now)
    blocks: list[Block] = [
        *(source_blocks(state.source, facts) if state.source and facts else []),
        *_team_block(choices),
        *_news_block(state, choices, draft),
        _headline(anew("headline", turn), draft, kind),
        text_input("next_step", "Next step", draft.next_step, kind.prompt("next_step"), lines=True),
        _urgency_block(draft.urgency),
        *_by_blocks(choices, draft, now),
        *([] if state.mode is Mode.UPDATE else [_to_block(choices, now)]),
        *fold(choices, draft, unfolded=state.unfolded, source=state.source),
        *_said_blocks(state, choices, now, asleep=asleep),
    ]
    return View(
        type="modal",
        callback_id=ids.HANDOFF_FORM,
        private_metadata=state.as_metadata(),
        title=PlainTextObject(text=TITLES[state.mode]),
        submit=PlainTextObject(text=_submit(state, asleep=asleep)),
        close=PlainTextObject(text="Cancel"),
        notify_on_close=True,
        blocks=blocks,
    )


def _submit(state: FormState, *, asleep: bool) -> str:
    if state.mode is Mode.UPDATE:
        return "Save"
    return "Send anyway" if asleep and state.sure else "Send"


def _headline(field: str, draft: Draft, kind: Kind) -> Block:
    return text_input(field, "Headline", draft.headline, kind.prompt("headline"), longest=LONGEST_HEADLINE)


def _team_block(choices: FormChoices) -> list[Block]:
    if not choices.teams:
        return []
    options = [option(name, str(team_id)) for team_id, name in choices.teams]
    chosen = next((one for one in options if one.value == str(choices.team_id)), options[0])
    return [
        choice_input("team", "Team", StaticSelectElement(action_id=ids.REDRAWS, options=options, initial_option=chosen))
    ]


def _news_block(state: FormState, choices: FormChoices, draft: Draft) -> list[Block]:
    """What goes in circles is handed on with a line on what is new, which comes first."""
    if state.mode is not Mode.HAND_OFF or not choices.wants_news:
        return []
    hint = "What changed since it came back, in one line"
    return [text_input("whats_new", "What is new", draft.whats_new, hint, longest=LONGEST_NEWS)]


def _urgency_block(urgency: Urgency) -> Block:
    options = [option(urgency_word(one), one.value) for one in Urgency]
    chosen = next(one for one in options if one.value == urgency.value)
    element = RadioButtonsElement(action_id=ids.REDRAWS, options=options, initial_option=chosen)
    return choice_input("urgency", "Urgency", element)


def _by_blocks(choices: FormChoices, draft: Draft, now: datetime) -> list[Block]:
    """By, whose choices depend on To: a block id of its own for each To lets Slack forget the former ones."""
    options = [
        option(by_label(kind, choices.by_times.get(kind), choices.chosen, choices.zone, now), kind.value)
        for kind in ByChoice
    ]
    chosen = next(one for one in options if one.value == draft.by_choice.value)
    element = StaticSelectElement(action_id=ids.REDRAWS, options=options, initial_option=chosen)
    blocks = [choice_input(f"by:{target_value(choices.chosen.target)}", "By", element)]
    if draft.by_choice is ByChoice.TIME:
        blocks.append(time_input("by_time", "Time", draft.by, needed=True))
    return blocks


def _to_block(choices: FormChoices, now: datetime) -> Block:
    regions = [place for place in choices.places if not isinstance(place.target, ToPerson)]
    people = [place for place in choices.places if isinstance(place.target, ToPerson)]
    groups = [
        OptionGroup(label=PlainTextObject(text=label), options=[_place(one, choices, now) for one in places])
        for label, places in (("Regions", regions), ("People", people))
        if places
    ]
    element = StaticSelectElement(
        action_id=ids.REDRAWS, option_groups=groups, initial_option=_place(choices.chosen, choices, now)
    )
    return choice_input("to", "To", element)


def _place(place: Place, choices: FormChoices, now: datetime) -> Option:
    first = "Next: " if isinstance(place.target, ToNext) else ""
    return option(first + place_label(place, choices.zone, now), target_value(place.target))


def _said_blocks(state: FormState, choices: FormChoices, now: datetime, *, asleep: bool) -> list[Block]:
    """Who will see it and who is told when; last of all, so that it stands above Send."""
    lines = [sees_words(choices.audience)]
    if choices.nobody_can:
        lines.append(escape(choices.nobody_can))
    elif state.mode is not Mode.UPDATE and not choices.lacks_people:
        lines.append(told_words(choices.chosen, choices.nobody_until, choices.zone, now))
        lines.extend(decided_words(choices.chosen))
    if choices.decider is not None:
        lines.append(decider_words(choices.decider, choices.zone, now))
    said: list[Block] = [
        ContextBlock(block_id="said", elements=[MarkdownTextObject(text="\n".join(lines), verbatim=True)])
    ]
    if asleep:
        warning = MarkdownTextObject(text=warning_words(choices, now), verbatim=True)
        said.append(ContextBlock(block_id="warning", elements=[warning]))
    return said
