"""What a line in a card's thread tells of one change of hands, as plain values."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.facts.item import OfferFacts, item_facts
from models.facts.read_backs import ReadBackFacts, facts_of_read_back
from models.people import days_of, name_of
from models.roster.rows import load_team
from models.tables import Event, Item, ReadBack, Team, Verb


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One change of hands. Instants are UTC. `other` is who had the item, or who gets it back.

    `sees_at` is when `other` is next at work, `at` itself while they are, None with no day ahead. `left` and `to` are
    names of regions or people; `to` None: nobody is left. `in_time` says that the offer had waited as long as it may.
    `offer` is where it stands now, if this change is still the last one. `read_back` is what who claimed says to it.
    """

    verb: Verb
    label: str
    actor: str
    actor_region: str | None
    other: str
    other_region: str | None
    at: datetime
    reason: str
    sees_at: datetime | None
    left: str | None
    left_person: bool
    to: str | None
    in_time: bool
    hops: int
    offer: OfferFacts | None
    undone_at: datetime | None
    read_back: ReadBackFacts | None = None


def line_facts(session: Session, event: Event, now: datetime) -> LineFacts:
    """What the event changed, read from its row; `now` is UTC."""
    item = session.get_one(Item, event.item_id)
    team = load_team(session, item.team_id)
    other = _other(event, item)
    left = event.details.get("left") or {}
    return LineFacts(
        verb=event.verb,
        label=item.label,
        actor=name_of(session, item.workspace_id, event.actor),
        actor_region=_region(team, event.actor),
        other=name_of(session, item.workspace_id, other),
        other_region=_region(team, other),
        at=event.at,
        reason=event.reason,
        sees_at=days_of(session, item.workspace_id, other).wakes_at(event.at),
        left=_place(session, item, left),
        left_person=bool(left.get("user")),
        to=_place(session, item, event.details),
        in_time=_was_due(event),
        hops=_hops(event, team),
        offer=item_facts(session, item, now).offer if item.last_event == event.id else None,
        undone_at=event.undone_at,
        read_back=_read_back(session, item, event),
    )


def _read_back(session: Session, item: Item, event: Event) -> ReadBackFacts | None:
    row = session.get(ReadBack, event.id)
    return facts_of_read_back(session, item.workspace_id, row) if row is not None else None


def _other(event: Event, item: Item) -> str:
    """Who had the item before a claim; who gets it back; who still has it while an offer moves on."""
    if event.verb is Verb.CLAIM:
        return str(event.details["from"])
    if event.verb is Verb.SEND_BACK:
        return str(event.details["to"])
    return str(event.before.get("owner", item.owner))


def _region(team: Team, user: str | None) -> str | None:
    region = team.region_of(user) if user else None
    return region.name if region else None


def _place(session: Session, item: Item, details: dict[str, str | None]) -> str | None:
    if details.get("user"):
        return name_of(session, item.workspace_id, details["user"])
    return details.get("region")


def _was_due(event: Event) -> bool:
    due = event.before.get("move_at")
    return due is not None and datetime.fromisoformat(due) <= event.at


def _hops(event: Event, team: Team) -> int:
    """How often the item had come to another region after the event: coming to the one that held it is no hop."""
    hops, held = int(event.before.get("hops", 0)), event.before.get("region_id")
    came_to = next((region.id for region in team.regions if region.name == event.details.get("region")), None)
    return hops + (held is not None and came_to is not None and came_to != held)
