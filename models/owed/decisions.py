"""Telling people what they are to decide: in their digest; by a DM of its own on a day without one, and an hour before.

A DM that tells it names the questions (their rows) in its body, and has an entry of each one's item.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from models.owed.owing import (
    ABOUT_TO_BEGIN,
    ARRIVALS_JOIN,
    DECIDES,
    RANK_DM,
    RANK_URGENT,
    owe_edit,
    owe_message,
    show_in,
)
from models.people import days_of, get_person, is_gone
from models.storage.holding import hold
from models.tables import Action, Decision, Delivery, DeliveryState, Entry, Item, Message, MessageKind, Urgency, Verdict

# Whoever was told of a question less than that ago is not reminded of it.
TOLD_JUST_NOW: Final = timedelta(minutes=30)
_TELLS: Final = (MessageKind.DIGEST, MessageKind.DECISION)


def decisions_in(message: Message) -> list[int]:
    """The questions (their rows) that a DM tells of, in its order."""
    told: list[int] = message.body.get("decisions", [])
    return told


def tell_decider(session: Session, decision: Decision, item: Item, now: datetime, *, aloud: bool = False) -> None:
    """Tell who is asked at `now` (UTC) and is at work: their digest of today shows it from now on; on a day without
    one, or where it is to be told `aloud`, they get a DM. Who is not at work reads it in their next day's digest.

    A question that nobody decided in time is told all the same: it was passed on after that.
    """
    at = days_of(session, item.workspace_id, decision.decider).wakes_at(now)
    if at is None or at - now > ABOUT_TO_BEGIN or is_gone(session, item.workspace_id, decision.decider):
        return
    message = None if aloud else _standing_today(session, decision, item, now)
    if message is None:
        owe_decision(session, decision, item, now, due_at=at, late=decision.verdict is Verdict.LAPSED)
    else:
        _join(session, message, item, decision, now)


def owe_decision(
    session: Session,
    decision: Decision,
    item: Item,
    now: datetime,
    *,
    due_at: datetime | None = None,
    late: bool = False,
) -> None:
    """Owe the decider a DM about the question. It joins one that is not sent yet, or of these ten minutes.

    `late`: it also tells of questions whose time is over.
    """
    hold(session, get_person(session, item.workspace_id, decision.decider))
    message = _recent(session, decision, now)
    if message is None:
        day = days_of(session, item.workspace_id, decision.decider).current(due_at or now)
        rank = RANK_URGENT if item.urgency is Urgency.CRITICAL else RANK_DM
        message = owe_message(
            session, item.workspace_id, MessageKind.DECISION, f"decision:{decision.id}:{now.isoformat()}", now,
            rank=rank, due_at=due_at, user=decision.decider, expires_at=day.end if day else None,
        )  # fmt: skip
    if message is not None:
        message.body = {**message.body, **({"late": True} if late else {})}
        session.flush()
        _join(session, message, item, decision, now)


def told_times(session: Session, decision: Decision) -> tuple[datetime, ...]:
    """When (UTC) Slack took what told the decider of the question: for each DM the first time that it showed it."""
    first = func.min(Delivery.sent_at)
    rows = session.execute(_sent(decision).with_only_columns(Message, first).group_by(Message.id).order_by(first))
    return tuple(at for message, at in rows if decision.id in decisions_in(message) and at is not None)


def was_pinged_since(session: Session, decision: Decision, since: datetime) -> bool:
    """Whether a new DM has told the decider of the question since then (UTC), or is about to: edits are silent."""
    posts = _telling(decision).where(Delivery.action == Action.POST)
    sent = posts.where(Delivery.sent_at >= max(since, decision.asked_at))
    owed = posts.where(Delivery.state.in_((DeliveryState.PENDING, DeliveryState.SENDING)), Message.ts.is_(None))
    found = [*session.scalars(sent), *session.scalars(owed)]
    return any(decision.id in decisions_in(message) for message in found)


def told_in_digest_since(session: Session, message: Message, now: datetime) -> set[int]:
    """The questions (rows) that the reader's digest of the running day tells of, if it was sent since `message` was
    owed."""
    posts = select(Message).join(Delivery).where(Delivery.action == Action.POST)
    theirs = posts.where(Message.workspace_id == message.workspace_id, Message.user == message.user)
    digests = theirs.where(Message.kind == MessageKind.DIGEST, Message.expires_at > now)
    since = session.scalars(digests.where(Delivery.sent_at >= message.created_at))
    return {decision for digest in since for decision in decisions_in(digest)}


def show_decisions(session: Session, message: Message, decisions: Sequence[int]) -> None:
    """Let an unsent DM tell of these questions (rows), and of no other; `fill_digest` notes their items."""
    message.body = {**message.body, "decisions": list(decisions)}
    session.flush()


def _join(session: Session, message: Message, item: Item, decision: Decision, now: datetime) -> None:
    hold(session, message)
    before = [one for one in decisions_in(message) if one != decision.id]
    message.body = {**message.body, "decisions": [*before, decision.id]}
    show_in(session, message, item, DECIDES)
    owe_edit(session, message, now)


def _standing_today(session: Session, decision: Decision, item: Item, now: datetime) -> Message | None:
    """What the decider has on this day of theirs that can show the question: a DM about this item, or their digest."""
    day = days_of(session, item.workspace_id, decision.decider).current(now)
    if day is None:
        return None
    theirs = select(Message).where(Message.workspace_id == item.workspace_id, Message.user == decision.decider)
    theirs = theirs.where(Message.ts.is_not(None)).order_by(Message.id.desc())
    of_item = exists(select(Entry.item_id).where(Entry.message_id == Message.id, Entry.item_id == item.id))
    asked = theirs.where(Message.kind == MessageKind.DECISION, Message.created_at >= day.start, of_item)
    digests = theirs.where(Message.kind == MessageKind.DIGEST, Message.expires_at > now)
    return session.scalars(asked).first() or session.scalars(digests).first()


def _recent(session: Session, decision: Decision, now: datetime) -> Message | None:
    """The decider's last DM about decisions, if it is not sent yet or was owed in these ten minutes."""
    unsent = exists().where(_is_post(), Delivery.state == DeliveryState.PENDING)
    given_up = exists().where(_is_post(), Delivery.state.in_((DeliveryState.DROPPED, DeliveryState.PARKED)))
    query = select(Message).where(
        Message.workspace_id == decision.workspace_id, Message.user == decision.decider,
        Message.kind == MessageKind.DECISION, unsent | (Message.created_at > now - ARRIVALS_JOIN), ~given_up,
    )  # fmt: skip
    message = session.scalars(query.order_by(Message.id.desc())).first()
    if message is not None and hold(session, message):
        message = session.scalars(query.order_by(Message.id.desc())).first()  # it may just have been given up
    return message


def _is_post() -> ColumnElement[bool]:
    return (Delivery.message_id == Message.id) & (Delivery.action == Action.POST)


def _telling(decision: Decision) -> Select[Message]:
    """The decider's DMs with an entry of the question's item, each with its deliveries."""
    shown = select(Entry.message_id).where(Entry.item_id == decision.item_id)
    telling = select(Message).join(Delivery).where(Message.id.in_(shown), Message.user == decision.decider)
    return telling.where(Message.kind.in_(_TELLS))


def _sent(decision: Decision) -> Select[Message]:
    return _telling(decision).where(Delivery.sent_at >= decision.asked_at)
