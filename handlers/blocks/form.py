"""The hand-off form: two fields to type, three preset, and the rest folded away."""

from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DateTimePickerElement,
    InputBlock,
    MarkdownTextObject,
    Option,
    OptionGroup,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from handlers import ids
from handlers.blocks.form_words import by_label, decided_words, place_label, sees_words, told_words, warning_words
from handlers.blocks.limits import fit
from handlers.blocks.words import urgency as urgency_word
from handlers.form_state import Filled, FormState, Mode, target_value
from models.facts.form import FormChoices, receivers_asleep
from models.facts.places import Place
from models.notes import LONGEST_HEADLINE, LONGEST_NEWS, LONGEST_TEXT, Draft
from models.tables import ByChoice, Urgency
from models.targets import ToNext, ToPerson

OPTION_TEXT: Final = 75
# What More context unfolds, in the note's order: field, label, hint.
FOLDED_BEFORE: Final = (("decision", "Decision", "The question, so that it can be answered with yes or no"),)
FOLDED_AFTER: Final = (
    ("without_decision", "Without a decision", "What happens if nobody decides in time"),
    ("state_now", "State now", "Done, in progress, blocked on whom"),
    ("why", "Why", "Options weighed, concerns raised and answered"),
    ("ruled_out", "Ruled out", "So that nobody tries it again"),
    ("if_then", "If / then", "What to watch for, and what to do then"),
    ("links", "Links", "Documents, tickets, dashboards, recordings (from minute 12)"),
)
TITLES: Final = {Mode.NEW: "Hand off", Mode.HAND_OFF: "Hand off", Mode.UPDATE: "Update"}


def handoff_form(state: FormState, choices: FormChoices, filled: Filled, now: datetime) -> View:
    """The form as a view. Typed text stays in Slack as long as an input keeps its ids, so ids never change but By's."""
    draft = filled.draft
    asleep = state.mode is not Mode.UPDATE and receivers_asleep(choices, draft.urgency, now)
    blocks: list[Block] = [
        *_team_block(choices),
        *_news_block(state, choices, draft),
        _text("headline", "Headline", draft.headline, "What is it about, in one line?", longest=LONGEST_HEADLINE),
        _text("next_step", "Next step", draft.next_step, "Begin with a verb: restart the rebuild, then …", lines=True),
        _urgency_block(draft.urgency),
        *_by_blocks(choices, draft, now),
        *([] if state.mode is Mode.UPDATE else [_to_block(choices, now)]),
        *(_unfolded(draft) if state.unfolded else [_fold_button()]),
        *_said_blocks(state, choices, now, asleep=asleep),
    ]
    return View(
        type="modal",
        callback_id=ids.HANDOFF_FORM,
        private_metadata=state.as_metadata(),
        title=PlainTextObject(text=TITLES[state.mode]),
        submit=PlainTextObject(text=_submit(state, asleep=asleep)),
        close=PlainTextObject(text="Cancel"),
        blocks=blocks,
    )


def _submit(state: FormState, *, asleep: bool) -> str:
    if state.mode is Mode.UPDATE:
        return "Save"
    return "Send anyway" if asleep and state.sure else "Send"


def _text(
    field: str,
    label: str,
    value: str,
    hint: str,
    *,
    longest: int = LONGEST_TEXT,
    lines: bool = False,
    needed: bool = True,
) -> Block:
    element = PlainTextInputElement(
        action_id=field,
        initial_value=fit(value, longest) or None,
        placeholder=PlainTextObject(text=hint),
        max_length=longest,
        multiline=lines,
        focus_on_load=field in {"headline", "whats_new"} and not value,
    )
    return InputBlock(block_id=field, label=PlainTextObject(text=label), element=element, optional=not needed)


def _team_block(choices: FormChoices) -> list[Block]:
    if not choices.teams:
        return []
    options = [_option(name, str(team_id)) for team_id, name in choices.teams]
    chosen = next((option for option in options if option.value == str(choices.team_id)), options[0])
    return [_choice("team", "Team", StaticSelectElement(action_id=ids.REDRAWS, options=options, initial_option=chosen))]


def _news_block(state: FormState, choices: FormChoices, draft: Draft) -> list[Block]:
    """What goes in circles is handed on with a line on what is new, which comes first."""
    if state.mode is not Mode.HAND_OFF or not choices.wants_news:
        return []
    hint = "What changed since it came back, in one line"
    return [_text("whats_new", "What is new", draft.whats_new, hint, longest=LONGEST_NEWS)]


def _urgency_block(urgency: Urgency) -> Block:
    options = [_option(urgency_word(one), one.value) for one in Urgency]
    chosen = next(option for option in options if option.value == urgency.value)
    element = RadioButtonsElement(action_id=ids.REDRAWS, options=options, initial_option=chosen)
    return _choice("urgency", "Urgency", element)


def _by_blocks(choices: FormChoices, draft: Draft, now: datetime) -> list[Block]:
    """By, whose choices depend on To: a block id of its own for each To lets Slack forget the former ones."""
    options = [
        _option(by_label(kind, choices.by_times.get(kind), choices.chosen, choices.zone, now), kind.value)
        for kind in ByChoice
    ]
    chosen = next(option for option in options if option.value == draft.by_choice.value)
    element = StaticSelectElement(action_id=ids.REDRAWS, options=options, initial_option=chosen)
    blocks = [_choice(f"by:{target_value(choices.chosen.target)}", "By", element)]
    if draft.by_choice is ByChoice.TIME:
        blocks.append(_time("by_time", "Time", draft.by, needed=True))
    return blocks


def _to_block(choices: FormChoices, now: datetime) -> Block:
    regions = [place for place in choices.places if not isinstance(place.target, ToPerson)]
    people = [place for place in choices.places if isinstance(place.target, ToPerson)]
    groups = [
        OptionGroup(label=PlainTextObject(text="Regions"), options=[_place(one, choices, now) for one in regions])
    ]
    if people:
        options = [_place(one, choices, now) for one in people]
        groups.append(OptionGroup(label=PlainTextObject(text="People"), options=options))
    element = StaticSelectElement(
        action_id=ids.REDRAWS, option_groups=groups, initial_option=_place(choices.chosen, choices, now)
    )
    return _choice("to", "To", element)


def _place(place: Place, choices: FormChoices, now: datetime) -> Option:
    first = "Next: " if isinstance(place.target, ToNext) else ""
    return _option(first + place_label(place, choices.zone, now), target_value(place.target))


def _unfolded(draft: Draft) -> list[Block]:
    owner = UserSelectElement(action_id="decision_owner", initial_user=draft.decision_owner)
    return [
        InputBlock(
            block_id="decision_owner", label=PlainTextObject(text="Decision owner"), element=owner, optional=True
        ),
        *(_folded_text(draft, *one) for one in FOLDED_BEFORE),
        _time("decide_by", "Decide by", draft.decide_by, needed=False),
        *(_folded_text(draft, *one) for one in FOLDED_AFTER),
    ]


def _folded_text(draft: Draft, field: str, label: str, hint: str) -> Block:
    return _text(field, label, getattr(draft, field), hint, lines=True, needed=False)


def _fold_button() -> Block:
    button = ButtonElement(action_id=ids.MORE_CONTEXT, text=PlainTextObject(text="More context"), value="unfold")
    return ActionsBlock(block_id="fold", elements=[button])


def _said_blocks(state: FormState, choices: FormChoices, now: datetime, *, asleep: bool) -> list[Block]:
    """Who will see it and who is told when; last of all, so that it stands above Send."""
    lines = [sees_words(choices.audience)]
    if state.mode is not Mode.UPDATE:
        lines.append(told_words(choices.chosen, choices.nobody_until, choices.zone, now))
        lines.extend(decided_words(choices.chosen))
    said: list[Block] = [
        ContextBlock(block_id="said", elements=[MarkdownTextObject(text="\n".join(lines), verbatim=True)])
    ]
    if asleep:
        warning = MarkdownTextObject(text=warning_words(choices, now), verbatim=True)
        said.append(ContextBlock(block_id="warning", elements=[warning]))
    return said


def _time(field: str, label: str, value: datetime | None, *, needed: bool) -> Block:
    seconds = int(value.timestamp()) if value else None
    element = DateTimePickerElement(action_id=field, initial_date_time=seconds)
    return InputBlock(block_id=field, label=PlainTextObject(text=label), element=element, optional=not needed)


def _choice(block_id: str, label: str, element: StaticSelectElement | RadioButtonsElement) -> Block:
    """An input whose change makes the form draw itself anew."""
    return InputBlock(block_id=block_id, label=PlainTextObject(text=label), element=element, dispatch_action=True)


def _option(text: str, value: str) -> Option:
    return Option(text=PlainTextObject(text=fit(text, OPTION_TEXT)), value=value)
