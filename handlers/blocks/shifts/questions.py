"""Questions to one person: whether they are away, and where they work now. Answered, they say what is true."""

from datetime import date, datetime
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement, DatePickerElement, InputBlock, PlainTextObject
from slack_sdk.models.views import View

from handlers import ids
from handlers.blocks.parts import button, buttons, words
from handlers.blocks.rendered import Rendered
from handlers.blocks.shifts.away import dates
from handlers.blocks.times import from_to
from handlers.blocks.words import COMMAND, escape
from models.facts.questions import AwayQuestionFacts, ZoneQuestionFacts
from models.verbs.moving import FOR_GOOD, TRIP

_AWAY: Final = "Are you away today? Your Slack status looks like it. If you are, others take your turns."


def away_question_message(facts: AwayQuestionFacts, now: datetime) -> Rendered:
    """The question with its buttons; once answered, what was said."""
    if facts.asked:
        pressed = (
            button("Yes, today", ids.AWAY_TODAY, facts.id, primary=True),
            button("Yes, other days", ids.AWAY_DATES, facts.id),
            button("No", ids.NOT_AWAY, facts.id),
        )
        return _said(_AWAY, f"Or type {COMMAND} away today.", pressed)
    if facts.first is not None:
        sentence = f"You are away {dates(facts.first, facts.last, now)}. Others take your turns."
        cancel = button("Cancel", ids.COME_BACK, facts.absence)
        return _said(sentence, f"{COMMAND} away list shows it, and takes it back.", (cancel,))
    says = "Then nothing has changed" if facts.answered else "I asked whether you are away; nothing has changed"
    return _said(f"{says}: you count as at work in your hours.", f"{COMMAND} away today says that you are not.")


def zone_question_message(facts: ZoneQuestionFacts, now: datetime) -> Rendered:
    """The question with its buttons; once answered, what holds now."""
    place = city(facts.zone)
    ends = f"{COMMAND} who shows who is on shift."
    if facts.asked:
        when = (
            f" As things are, your day is {from_to(facts.day.start, facts.day.end, facts.zone, now)} there."
            if facts.day
            else ""
        )
        return _said(f"Slack shows you in {place} now.{when} {_which(facts)}", ends, _answers(facts))
    undo = (button("Undo", ids.UNDO_MOVE, facts.id),) if facts.can_undo else ()
    if facts.answer == TRIP and facts.until is not None:
        return _said(f"Until {_day(facts.until)} your hours are those of {place}.", ends, undo)
    if facts.answer == FOR_GOOD:
        return _said(f"From now on your hours are those of {place}; the roster says so.", ends, undo)
    return _said("Your hours stay as they were.", ends)


def trip_form(facts: ZoneQuestionFacts, opened_in: str) -> View:
    """Asks for the last day of the trip."""
    until = DatePickerElement(action_id="until")
    return View(
        type="modal",
        callback_id=ids.TRIP_FORM,
        private_metadata=f"{facts.id}:{opened_in}",
        title=PlainTextObject(text="A trip"),
        submit=PlainTextObject(text="Save"),
        close=PlainTextObject(text="Never mind"),
        blocks=[
            InputBlock(
                block_id="until", label=PlainTextObject(text=f"Last day in {city(facts.zone)}"[:150]), element=until
            )
        ],
    )


def city(timezone: str) -> str:
    """What people call a zone: its city."""
    return timezone.rpartition("/")[2].replace("_", " ")


def _which(facts: ZoneQuestionFacts) -> str:
    if facts.home:
        return "That is where the roster has you: are you back?"
    return "Shall your hours move there, for this trip or for good?"


def _answers(facts: ZoneQuestionFacts) -> tuple[ButtonElement, ...]:
    no = button("No", ids.NOT_MOVED, facts.id)
    if facts.home:
        return button("I am back", ids.MOVED, facts.id, primary=True), no
    trip = button("This trip, until…", ids.TRIP, facts.id, primary=True)
    return trip, button("For good", ids.MOVED, facts.id), no


def _said(sentence: str, ends: str, pressed: tuple[ButtonElement, ...] = ()) -> Rendered:
    blocks: list[Block] = [words(sentence), *([buttons(*pressed)] if pressed else [])]
    return Rendered(escape(f"{sentence}\n{ends}"), blocks)


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b} {day.year}"
