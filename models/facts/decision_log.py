"""What was decided, newest first: for whoever asks, of the items that they see."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acts import Act
from models.decisions import ENDED
from models.facts.comments import comments_of
from models.facts.decisions import DecisionFacts, decision_facts, decisions_wanted_of
from models.facts.item import card_link
from models.people import days_of, find_person
from models.queue import visible_to
from models.tables import CommentKind, Decision, Item

# Words are looked for in the latest so many.
MOST_SEARCHED: Final = 2_000
_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    """A decision, or that nobody decided in time; the trade-offs that were tagged, and the address of the thread."""

    decision: DecisionFacts
    trade_offs: tuple[str, ...]
    link: str | None


@dataclass(frozen=True, slots=True)
class DecisionLog:
    """The newest decisions that have all of the `words`; `more`: there are others. `wanted` is what the reader is asked
    themselves, where they gave no words, `zone` the one they read times in.

    `searched_all` is False where there are older ones in which the words were not looked for.
    """

    words: str
    wanted: tuple[DecisionFacts, ...]
    found: tuple[LoggedDecision, ...]
    more: bool
    searched_all: bool
    zone: str


def decision_log(session: Session, act: Act, words: str, limit: int) -> DecisionLog:
    """The first `limit` of the log, of the items that who acts may see."""
    sought = [word.casefold() for word in words.split()]
    found: list[LoggedDecision] = []
    looked_at = 0
    for item, decision in _newest(session, act):
        looked_at += 1
        if looked_at > MOST_SEARCHED or len(found) > limit:
            break
        logged = _logged(session, item, decision)
        if all(word in _text_of(logged) for word in sought):
            found.append(logged)
    zone = days_of(session, act.workspace_id, act.user or "").zone
    wanted = () if sought else decisions_wanted_of(session, act.workspace_id, act.user or "", act.now)
    return DecisionLog(words, tuple(wanted), tuple(found[:limit]), len(found) > limit, looked_at <= MOST_SEARCHED, zone)


def _newest(session: Session, act: Act) -> Iterator[tuple[Item, Decision]]:
    """All that has ended and that who acts sees, newest first, read some at a time."""
    visible = visible_to(act, find_person(session, act.workspace_id, act.user or ""))
    rows = select(Item, Decision).join(Decision, Decision.item_id == Item.id)
    rows = rows.where(Decision.workspace_id == act.workspace_id, Decision.verdict.in_(ENDED), visible)
    rows = rows.order_by(Decision.decided_at.desc(), Decision.id.desc())
    read = 0
    while some := session.execute(rows.offset(read).limit(_AT_ONCE)).all():
        yield from ((item, decision) for item, decision in some)
        read += len(some)


def _logged(session: Session, item: Item, decision: Decision) -> LoggedDecision:
    tagged = (one.text for one in comments_of(session, item) if one.kind is CommentKind.TRADE_OFF and one.text)
    return LoggedDecision(decision_facts(session, item, decision), tuple(tagged), card_link(session, item))


def _text_of(logged: LoggedDecision) -> str:
    """All in which words are looked for."""
    one = logged.decision
    told = (one.label, one.headline, one.question, one.why, one.condition, one.without, one.name, *logged.trade_offs)
    return "\n".join(told).casefold()
