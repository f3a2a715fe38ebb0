"""Questions to whoever an item comes from: in DMs and in the card's thread, and the forms in which they are written."""

from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from handlers import ids
from handlers.blocks.card.parts import shortened
from handlers.blocks.form.reason import Field, words_form
from handlers.blocks.limits import fit, one_line
from handlers.blocks.parts import button, said, words
from handlers.blocks.rendered import Rendered
from handlers.blocks.spoken import message
from handlers.blocks.times import at_clock, clock, clock_token, token
from handlers.blocks.words import COMMAND, literal, plain_name, quoted, steady
from models.facts.item import ItemFacts, PersonFacts
from models.facts.sender_questions import QuestionFacts
from models.owed.digests import EntryFacts

LONGEST_ASIDE: Final = 110
MOST_QUESTIONS: Final = 3


def question_line(question: QuestionFacts, label: str) -> Rendered:
    """The line in the card's thread: who asks whom what, and the answer once there is one."""
    asker, asked = literal(question.asker_name), literal(question.asked_name)
    blocks: list[Block] = [
        said(f"{asker} asks {asked}{_seen_when(question)}:"),
        words(quoted(shortened(question.text))),
    ]
    if question.answered_at is not None:
        where = " in this thread" if question.in_thread else ""
        blocks.append(said(f"{asked} answered{where}, {token(question.answered_at)}{'.' if where else ':'}"))
        blocks += [] if where else [words(quoted(shortened(question.answer)))]
    return message(blocks, f"Type {COMMAND} show {label} to see it.")


def to_answer(entry: EntryFacts) -> list[Block]:
    """What the reader of a DM is asked about its item, each with a button that answers it."""
    return [asked_with_button(entry.item, one) for one in entry.asked[:MOST_QUESTIONS]]


def who_asks(entry: EntryFacts) -> str:
    """A heading over an item of which the reader is asked something: "Jonas Weber asks you", in mrkdwn."""
    return f"{literal(entry.asked[0].asker_name)} asks you"


def asks_about(entry: EntryFacts) -> str:
    """The same for a locked phone, as plain text: "Jonas Weber asks you about H-42 Replica lags"."""
    headline = steady(fit(one_line(entry.item.note.headline), LONGEST_ASIDE))
    return f"{plain_name(entry.asked[0].asker_name)} asks you about {entry.item.label} {headline}"


def answer_by_typing(item: ItemFacts) -> str:
    """How to answer without the button; what has no card has no thread either."""
    if item.channel is None:
        return f"Type {COMMAND} show {item.label} to see what it is about."
    return f"Reply in the thread of {item.label} to answer; {COMMAND} show {item.label} shows it."


def own_question(question: QuestionFacts, zone: str, now: datetime) -> str:
    """What the reader has asked, and what came of it, as one line of plain text."""
    return f"You asked {plain_name(question.asked_name)}: {_brief(question.text)}, {_outcome(question, zone, now)}"


def news_of_answer(question: QuestionFacts) -> str:
    """An answer to the reader's question, as one line of plain text."""
    answer = _brief(question.answer)
    return f"{plain_name(question.asked_name)} answered {_brief(question.text)}: {answer}"


def ask_form(item: ItemFacts, asked: PersonFacts, zone: str, now: datetime, metadata: str) -> View:
    """One field for the question; it says who reads it, and when whoever is asked does."""
    hint = f"{sees_when(asked, zone, now)}{_where_it_stands(item)}"
    return words_form(
        f"Ask about {item.label}", "Ask", metadata, Field(f"Your question for {plain_name(asked.name)}", hint)
    )


def answer_form(item: ItemFacts, question: QuestionFacts, metadata: str) -> View:
    """One field for the answer, under the whole question."""
    hint = f"{plain_name(question.asker_name)} is told in their hours.{_where_it_stands(item)}"
    return words_form(f"Answer on {item.label}", "Answer", metadata, Field("Your answer", hint, above=question.text))


def sees_when(asked: PersonFacts, zone: str, now: datetime) -> str:
    """When somebody reads what they are asked, times as the asker's `zone` has them at `now` (UTC)."""
    name = plain_name(asked.name)
    if asked.until:
        return f"{name} is at work till {clock(asked.until, zone, now)}."
    if asked.back:
        return f"{name} sees it {at_clock(asked.back, zone, now)}, when the day starts there."
    return f"{name} has no day ahead: nobody can say when they see it."


def _where_it_stands(item: ItemFacts) -> str:
    return " It stands in the card’s thread, too." if item.channel else ""


def answer_button(item: ItemFacts, question: QuestionFacts) -> ButtonElement:
    """The button that answers it, which names the item."""
    return button(f"Answer {item.label}", ids.ANSWER, question.id, primary=True)


def asked_with_button(item: ItemFacts, question: QuestionFacts) -> Block:
    """Who asks what, with the button that answers it beside it."""
    answer = button("Answer", ids.ANSWER, question.id, aloud=f"Answer on {item.label}", primary=True)
    return words(f"{plain_name(question.asker_name)}: {quoted(shortened(question.text))}", answer)


def _seen_when(question: QuestionFacts) -> str:
    if question.sees_at is None or question.answered_at is not None:
        return f", {clock_token(question.at)}"
    if question.sees_at <= question.at:
        return f", {clock_token(question.at)}, who is told now"
    return f", who sees it {token(question.sees_at)}"


def _outcome(question: QuestionFacts, zone: str, now: datetime) -> str:
    if question.answered_at is not None:
        return f"answered: {_brief(question.answer)}"
    if question.sees_at is None or question.sees_at <= question.at:
        return f"asked {at_clock(question.at, zone, now)}"
    return f"seen {at_clock(question.sees_at, zone, now)}, when the day starts there"


def _brief(text: str) -> str:
    return quoted(fit(one_line(text), LONGEST_ASIDE))
