"""All items as plain rows for programs: what `sunrelay items` prints (design, section 10)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.notes import IS_ITS_NOTE
from models.roster.rows import load_team, offered_region
from models.tables import Item, Note, State, Team
from models.workspace.connecting import find_workspace


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item. People are Slack user ids; `offered_to` is a region's name or a user id; instants are UTC."""

    id: str
    headline: str
    next_step: str
    urgency: str
    kind: str
    state: str
    owner: str
    team: str
    region: str | None
    offered_to: str | None
    by: datetime | None
    hops: int
    created_at: datetime
    updated_at: datetime
    channel: str | None
    ts: str | None


def team_names(session: Session) -> list[str]:
    """The names of all teams that are or were in the roster, in its order."""
    return list(session.scalars(select(Team.name).order_by(Team.retired, Team.position, Team.id)))


def item_rows(session: Session, team: str | None = None) -> list[ItemRow]:
    """All items, finished ones too, by number; of one team where it is named."""
    workspace = find_workspace(session)
    if workspace is None:
        return []
    query = select(Item, Note).join(Note, IS_ITS_NOTE).where(Item.workspace_id == workspace.id).order_by(Item.number)
    if team is not None:
        query = query.where(Item.team_id.in_(select(Team.id).where(Team.name == team)))
    return [_row(session, item, note) for item, note in session.execute(query)]


def _row(session: Session, item: Item, note: Note) -> ItemRow:
    team = load_team(session, item.team_id)
    owners = team.region_of(item.owner)
    return ItemRow(
        id=item.label,
        headline=note.headline,
        next_step=note.next_step,
        urgency=item.urgency.value,
        kind=item.kind,
        state=item.state.value,
        owner=item.owner,
        team=team.name,
        region=owners.name if owners else None,
        offered_to=_offered_to(session, item),
        by=item.by,
        hops=item.hops,
        created_at=item.created_at,
        updated_at=item.updated_at,
        channel=item.channel if item.ts is not None else None,
        ts=item.ts,
    )


def _offered_to(session: Session, item: Item) -> str | None:
    if item.state is not State.OFFERED:
        return None
    if item.offered_user is not None:
        return item.offered_user
    region = offered_region(session, item)
    return region.name if region else None
