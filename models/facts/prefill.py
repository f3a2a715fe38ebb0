"""What a form for an item is filled with beyond its last note: what was tagged and linked in its thread since then."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.facts.comments import CommentFacts, added_since, comments_of
from models.facts.decisions import DecisionFacts, standing_facts
from models.notes import LONGEST_TEXT, Draft, current_note
from models.tables import CommentKind, Item, ThreadLink, Verdict

# The field of the note that a tagged reply belongs into, and how it begins there.
FIELDS: Final = {
    CommentKind.CONCERN: ("why", "Concern"),
    CommentKind.TRADE_OFF: ("why", "Trade-off"),
    CommentKind.DECISION: ("decision", "Decision"),
    CommentKind.QUESTION: ("state_now", "Question"),
    CommentKind.CONTEXT: ("state_now", "Context"),
}
DECIDED: Final = {Verdict.APPROVED: "approved", Verdict.APPROVED_IF: "approved", Verdict.DECLINED: "declined"}
LONGEST_LINE: Final = 600
CUT: Final = "…"
MORE: Final = "… the thread has more that was tagged."
MOST_LINKS: Final = 10


@dataclass(frozen=True, slots=True)
class _Added:
    """A line for a field; where `instead` of it stands there, that is what becomes of it."""

    field: str
    line: str
    instead: str = ""


def filled_from_thread(session: Session, item: Item, draft: Draft) -> Draft:
    """The draft with what was tagged, answered or linked in the item's thread since its note was last written, and with
    what was decided on it.

    What stands in it already is not added again. What does not fit is said.
    """
    written_at = current_note(session, item).written_at
    draft = with_comments(draft, comments_of(session, item), written_at)
    draft = _with_all(draft, _decided(standing_facts(session, item), written_at))
    return _with_all(draft, _links(session, item, draft))


def with_comments(draft: Draft, comments: Iterable[CommentFacts], since: datetime) -> Draft:
    """The draft with those of the comments that were tagged or answered after `since` (UTC)."""
    new = [comment for comment in added_since(comments, since) if comment.text.strip()]
    return _with_all(draft, [_line(comment, draft) for comment in new])


def _with_all(draft: Draft, lines: Iterable[_Added]) -> Draft:
    for one in lines:
        filled: dict[str, Any] = {one.field: _with(getattr(draft, one.field), one)}
        draft = replace(draft, **filled)
    return draft


def _line(comment: CommentFacts, draft: Draft) -> _Added:
    field, name = FIELDS[comment.kind]
    if comment.kind is CommentKind.DECISION and not draft.decision:
        return _Added("decision", _short(comment.text))
    if comment.kind is CommentKind.DECISION:  # another is asked for there already
        field = "why"
    said = f"{name} ({comment.author}): {_short(comment.text)}"
    if comment.answered_by is None:
        return _Added(field, said)
    return _Added(field, f"{said}\n→ {comment.answered_by}: {_short(comment.answer)}", said)


def _decided(decision: DecisionFacts | None, since: datetime) -> list[_Added]:
    """Who decided what, and why, where that was after `since` (UTC)."""
    if decision is None or decision.verdict not in DECIDED or (decision.decided_at or since) <= since:
        return []
    condition = f" if: {_short(decision.condition)}" if decision.condition else ""
    return [
        _Added("why", f"Decision ({decision.name}): {DECIDED[decision.verdict]}{condition} → {_short(decision.why)}")
    ]


def _links(session: Session, item: Item, draft: Draft) -> list[_Added]:
    query = select(ThreadLink).where(ThreadLink.item_id == item.id).order_by(ThreadLink.ts, ThreadLink.id)
    new = {link.url: link.title for link in session.scalars(query) if link.url not in draft.links}
    lines = [f"{title}: {url}" if title else url for url, title in new.items()]
    return [_Added("links", line) for line in lines[-MOST_LINKS:]]


def _short(text: str) -> str:
    line = text.strip()
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - len(CUT)].rstrip() + CUT


def _with(text: str, added: _Added) -> str:
    """The text with the line behind it, unless it is there; that there was no room for it is said."""
    if added.line in text or text.endswith(MORE):
        return text
    if added.instead and added.instead in text:
        longer = text.replace(added.instead, added.line, 1)
        return longer if _units(longer) <= LONGEST_TEXT else text
    for line in (added.line, MORE):
        longer = f"{text}\n{line}" if text else line
        if _units(longer) <= LONGEST_TEXT - (len(MORE) + 1 if line is not MORE else 0):
            return longer
    return text


def _units(text: str) -> int:
    """How long Slack finds the text: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
