"""The answers to the DM at the end of a day: chosen one by one, sent by one press, put off once, taken back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from models.acts import Act
from models.facts.day_end import day_end
from models.facts.evening import EveningFacts, evening_facts
from models.facts.evening_choices import Choice, asks_again_at
from models.owed.owing import owe_message
from models.refusals import AlreadyDoneError, RefusedError
from models.storage.conflicts import ConflictError, again_after_conflicts
from models.storage.database import Database
from models.tables import Message, MessageKind
from models.targets import ToNext
from models.verbs.closing import finish
from models.verbs.handing_off import hand_off
from models.verbs.keeping import keep
from models.verbs.outcomes import Outcome
from models.verbs.questions import find_question, keep_body
from models.verbs.recording import acting
from models.verbs.undoing import UNDO_FOR, undo

BUSY: Final = "there was too much to do at once: press again."
Does = Callable[[Database, Act, int], Outcome]


def choose(database: Database, act: Act, message_id: int, number: int, choice: Choice) -> None:
    """Keep what its reader wants to become of an item; nothing happens to it yet. Raises RefusedError."""
    with acting(database, act) as session:
        message = _hold_working(session, act, message_id)
        numbers = {one.entry.item.number for one in evening_facts(session, message, act.now).asking}
        if number not in numbers:
            raise RefusedError("That one wants no answer any more: the message above says what became of it.")
        _keep_choices(session, message, {number: choice}, act.now)


def send_as_shown(database: Database, act: Act, message_id: int, shown: Mapping[int, Choice]) -> None:
    """Do with each item what is chosen, or preset; `shown` is what the reader's client shows, by the items' numbers.

    Each is an act of its own. What of it is not done is said in the DM, which asks on for that one. Raises RefusedError
    where nothing can be done.
    """
    refused: dict[int, str] = {}
    for number, choice in _begin(database, act, message_id, shown).items():
        each = replace(act, key=f"{act.key}:{number}" if act.key else None, message=message_id)
        try:
            again_after_conflicts(_DOES[choice])(database, each, number)
        except AlreadyDoneError:
            continue
        except RefusedError as refusal:
            refused[number] = refusal.say
        except ConflictError:
            refused[number] = BUSY
    _keep_refused(database, act, message_id, refused)


def ask_again(database: Database, act: Act, message_id: int) -> datetime:
    """Ask the reader once more, in half an hour, or five minutes before their day ends; gives when (UTC).

    Raises RefusedError where that was wanted already, or the day ends too soon.
    """
    with acting(database, act) as session:
        message = _hold_working(session, act, message_id)
        if "again" in message.body or "first" in message.body:
            raise RefusedError("I ask once more and no oftener. The buttons here work until your next day starts.")
        at = asks_again_at(day_end(session, message, act.now).day.end, act.now)
        if at is None:
            raise RefusedError("Your day ends too soon for that. The buttons here work until your next day starts.")
        day = {name: message.body[name] for name in ("date", "start", "end")}
        owe_message(
            session, act.workspace_id, MessageKind.EVENING, f"{message.key}:again", act.now,
            due_at=at, user=message.user, body={**day, "first": message.id}, expires_at=message.expires_at,
        )  # fmt: skip
        keep_body(session, message, {**message.body, "again": at.isoformat()}, act.now)
        return at


def undo_evening(database: Database, act: Act, message_id: int) -> list[str]:
    """Take back what the DM's button did in the last ten minutes; gives the sentences of what cannot be any more.

    Raises RefusedError where there is nothing to take back.
    """
    with database.read() as session:
        facts = evening_facts(session, find_question(session, act, message_id, MessageKind.EVENING), act.now)
    events = sorted(_undoable(facts, act.now), reverse=True)
    if not events:
        raise RefusedError("Undo works for ten minutes. /handoff list mine shows what can be done now.")
    refused = []
    for event in events:
        try:
            undo(database, replace(act, key=f"{act.key}:{event}" if act.key else None), event)
        except AlreadyDoneError:
            continue
        except RefusedError as refusal:
            refused.append(refusal.say)
    return refused


def _undoable(facts: EveningFacts, now: datetime) -> Iterator[int]:
    for one in facts.entries:
        if one.answer is not None and now - one.answer.at <= UNDO_FOR:
            yield one.answer.event


def _hold_working(session: Session, act: Act, message_id: int) -> Message:
    """The reader's DM, held, while its buttons work. Raises RefusedError."""
    message = find_question(session, act, message_id, MessageKind.EVENING, holds=True)
    if "folded" in message.body:
        raise RefusedError("I asked again further down: answer there.")
    if day_end(session, message, act.now).over:
        raise RefusedError("That day is over, and its buttons with it: /handoff list mine shows what is yours now.")
    return message


def _begin(database: Database, act: Act, message_id: int, shown: Mapping[int, Choice]) -> dict[int, Choice]:
    """Keep what is shown as what is chosen; gives what is to be done now, by the items' numbers."""
    with acting(database, act) as session:
        message = _hold_working(session, act, message_id)
        asking = {one.entry.item.number for one in evening_facts(session, message, act.now).asking}
        _keep_choices(session, message, {number: shown[number] for number in shown.keys() & asking}, act.now)
        sent = [one for one in evening_facts(session, message, act.now).asking if one.is_sent]
        if not sent:
            raise RefusedError("Nothing can be sent as it stands: choose what becomes of each, or add what is missing.")
        return {one.entry.item.number: one.choice for one in sent if one.choice is not None}


def _keep_choices(session: Session, message: Message, chosen: Mapping[int, Choice], now: datetime) -> None:
    """A choice that is made anew forgets why it was not done before."""
    choices = {**message.body.get("choices", {}), **{str(number): one.value for number, one in chosen.items()}}
    refused = {number: why for number, why in message.body.get("refused", {}).items() if int(number) not in chosen}
    keep_body(session, message, {**message.body, "choices": choices, "refused": refused}, now)


@again_after_conflicts
def _keep_refused(database: Database, act: Act, message_id: int, refused: Mapping[int, str]) -> None:
    with database.write() as session:
        message = find_question(session, act, message_id, MessageKind.EVENING, holds=True)
        why = {str(number): say for number, say in refused.items()}
        keep_body(session, message, {**message.body, "refused": why}, act.now)


def _hand_off(database: Database, act: Act, number: int) -> Outcome:
    return hand_off(database, act, number, ToNext())


_DOES: Final[Mapping[Choice, Does]] = {Choice.HAND_OFF: _hand_off, Choice.KEEP: keep, Choice.DONE: finish}
