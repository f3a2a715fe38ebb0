"""Writing an item's note: what a form says of it is checked and kept as a version, and what follows from it follows."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from models.acts import Act
from models.notes import Draft, current_note, draft_of, keep_note, line_of_news
from models.roster.rows import load_team
from models.tables import Item, Verb
from models.verbs.discretion import keep_discreet, kind_wanted
from models.verbs.offers import follow_note, tell_when_seen
from models.verbs.outcomes import Outcome
from models.verbs.recording import record, snapshot


@dataclass(frozen=True, slots=True)
class Written:
    """What a form or command says of an item that is there: its note, what is new, who is named who was not before."""

    draft: Draft
    news: str
    named: frozenset[str] = frozenset()


def as_written(session: Session, act: Act, item: Item, draft: Draft) -> Written:
    """The draft, checked against its kind; those whom the item is for are kept at once. Raises RefusedError."""
    team = load_team(session, item.team_id)
    checked = draft.checked(kind_wanted(team, draft, item))
    return Written(checked, checked.whats_new, frozenset(keep_discreet(session, act, team, item, checked)))


def as_it_stands(session: Session, item: Item, whats_new: str) -> Written:
    """The item's note, with a line on what is new now; without one it keeps the line it has."""
    draft, news = draft_of(item, current_note(session, item)), line_of_news(whats_new)
    return Written(replace(draft, whats_new=news) if news else draft, news)


def told(news: str) -> dict[str, str]:
    """The event's detail that says what was new with it."""
    return {"news": news} if news else {}


def keep_written(session: Session, act: Act, item: Item, written: Written) -> Outcome:
    """Keep the note alone: owner and offer stay as they are. Who is named now and was not before is told."""
    before = snapshot(item)
    changed = rewrite(session, act, item, written.draft) or bool(written.named)
    if changed:
        record(session, act, item, Verb.UPDATE, before, **told(written.news))
    if written.named:
        tell_when_seen(session, item, act.now, written.named)
    return Outcome.of(session, item, act, changed=changed)


def item_author(act: Act) -> str:
    """Who writes a note: always a person."""
    if act.user is None:
        raise ValueError("a note is written by a person")
    return act.user


def rewrite(session: Session, act: Act, item: Item, draft: Draft) -> bool:
    """Keep the draft as the item's note, its times following urgency and By; say whether that changes anything."""
    before, times = snapshot(item), (item.urgency, item.by_choice)
    keep_note(session, item, draft, item_author(act), act.now)
    if item.is_live and times != (item.urgency, item.by_choice):
        follow_note(session, item, act.now)
    return snapshot(item) != before
