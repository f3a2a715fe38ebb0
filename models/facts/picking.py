"""Items to choose from in a picker: what is under way and who acts sees, their own first."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from models.access import find_item
from models.acts import Act
from models.facts.threads import item_in_thread, items_made_from
from models.labels import label_of, number_in
from models.notes import IS_ITS_NOTE, current_note
from models.people import find_person
from models.queue import visible_to
from models.refusals import RefusedError
from models.tables import IS_LIVE, Item, Note

MOST = 100


@dataclass(frozen=True, slots=True)
class Picked:
    """An item as a choice."""

    number: int
    headline: str

    @property
    def label(self) -> str:
        """The id people use: `H-42`."""
        return label_of(self.number)


def items_to_pick(session: Session, act: Act, typed: str) -> list[Picked]:
    """What fits the typed id or words, at most a hundred, what who acts owns first, then the most needed."""
    visible = visible_to(act, find_person(session, act.workspace_id, act.user or ""))
    query = select(Item.number, Note.headline).join(Note, IS_ITS_NOTE)
    query = query.where(Item.workspace_id == act.workspace_id, IS_LIVE, visible, *_fitting(typed))
    in_order = query.order_by(Item.owner != act.user, Item.pressing, Item.created_at, Item.id)
    return [Picked(number, headline) for number, headline in session.execute(in_order.limit(MOST))]


def item_of_thread(session: Session, act: Act, channel: str, root: str) -> Picked | None:
    """The item under way that the thread is about, if who acts sees it."""
    item = item_in_thread(session, act.workspace_id, channel, root)
    return _pick_seen(session, act, item) if item is not None and item.is_live else None


def item_made_from(session: Session, act: Act, channel: str, root: str) -> Picked | None:
    """The last item under way that was made from a message of the thread, of those that who acts sees."""
    made = session.scalars(items_made_from(act.workspace_id, channel, root))
    return next(filter(None, (_pick_seen(session, act, item) for item in made)), None)


def pick(session: Session, act: Act, number: int) -> Picked:
    """The item of that number. Raises NotVisibleError, NotKnownYetError."""
    item = find_item(session, act, number)
    return Picked(item.number, current_note(session, item).headline)


def _pick_seen(session: Session, act: Act, item: Item) -> Picked | None:
    try:
        return pick(session, act, item.number)
    except RefusedError:
        return None


def _fitting(typed: str) -> list[ColumnElement[bool]]:
    """Every word is in the headline; or it is the item's id, begun or whole."""
    words = typed.split()
    if not words:
        return []
    number = number_in(typed.strip()) or number_in(f"H-{typed.strip()}")
    # SQLite knows small letters of ASCII alone, so that each word is also looked for as it was typed.
    small = func.lower(Note.headline)
    each = [
        small.contains(one.lower(), autoescape=True) | Note.headline.contains(one, autoescape=True) for one in words
    ]
    return [and_(*each) if number is None else or_(and_(*each), Item.number == number)]
