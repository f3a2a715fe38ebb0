"""Addresses at which shifts are read: each is one person's, shows their own shifts or a team's, and can be taken back.

Only a hash of the secret in it is kept. Whoever has the address reads what its person may read, and no more.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.access import require_active
from models.acts import Act
from models.calendars.publishing import PublishedShift, published
from models.people import find_person, hold_person, name_of, names_of
from models.refusals import RefusedError
from models.roster.known import VERSION
from models.roster.rows import teams_of
from models.storage.database import Database
from models.tables import Feed, Team
from models.verbs.recording import acting

OWN: Final = "own"
BYTES: Final = 32
DAYS_BACK: Final = 14
DAYS: Final = 200


@dataclass(frozen=True, slots=True)
class FeedFacts:
    """An address that somebody has or can have: `scope` names it, `team` is None for their own shifts.

    `given_at` (UTC) is when they got the one that they have.
    """

    scope: str
    team: str | None
    given_at: datetime | None


@dataclass(frozen=True, slots=True)
class GivenFeed:
    """An address that was given just now: what is secret in it is known here and nowhere else."""

    feed: FeedFacts
    secret: str


@dataclass(frozen=True, slots=True)
class FeedContent:
    """What stands at an address: a title, the shifts, people's names by user id, and a number that grows with changes.

    `own` is the user id of whose shifts these are; None for a team's.
    """

    title: str
    shifts: tuple[PublishedShift, ...]
    names: Mapping[str, str]
    version: int
    own: str | None


def feeds_of(session: Session, act: Act) -> list[FeedFacts]:
    """The addresses that who acts has or can have: for their own shifts, and for each of their teams.

    Raises RefusedError where they are in no team.
    """
    user = require_active(session, act).user
    teams = _teams(session, act, user)
    given = {feed.scope: feed.given_at for feed in session.scalars(_of(act.workspace_id, user))}
    own = [FeedFacts(OWN, None, given.get(OWN))] if any(team.region_of(user) for team in teams) else []
    return [*own, *(FeedFacts(_scope(team), team.name, given.get(_scope(team))) for team in teams)]


def give_feed(database: Database, act: Act, scope: str) -> GivenFeed:
    """Give who acts an address; the one they had before is none any more. Raises RefusedError."""
    with acting(database, act) as session:
        facts, user = _theirs(session, act, scope)
        hold_person(session, act.workspace_id, user)  # who presses twice at once gets one address, the later one
        secret = secrets.token_urlsafe(BYTES)
        feed = session.scalars(_of(act.workspace_id, user).where(Feed.scope == scope)).first()
        if feed is None:
            team_id = int(scope.partition(":")[2]) if facts.team is not None else None
            feed = Feed(workspace_id=act.workspace_id, user=user, scope=scope, team_id=team_id)
            session.add(feed)
        feed.hash, feed.given_at = _hash(secret), act.now
        return GivenFeed(FeedFacts(scope, facts.team, act.now), secret)


def revoke_feed(database: Database, act: Act, scope: str) -> FeedFacts:
    """Take back the address that who acts has: it shows nothing any more. Raises RefusedError."""
    with acting(database, act) as session:
        facts, user = _theirs(session, act, scope)
        for feed in session.scalars(_of(act.workspace_id, user).where(Feed.scope == scope)):
            session.delete(feed)
        return FeedFacts(scope, facts.team, None)


def read_feed(session: Session, secret: str, now: datetime) -> FeedContent | None:
    """What stands at the address with that secret at `now` (UTC).

    None where there is none, or its person is deactivated or in that team no more.
    """
    feed = session.scalars(select(Feed).where(Feed.hash == _hash(secret))).first()
    if feed is None:
        return None
    person = find_person(session, feed.workspace_id, feed.user)
    teams = teams_of(session, feed.workspace_id, feed.user)
    if feed.team_id is not None:
        teams = [team for team in teams if team.id == feed.team_id]
    if not teams or (person is not None and person.deactivated):
        return None
    own = feed.user if feed.team_id is None else None
    first = now.date() - timedelta(days=DAYS_BACK)
    shifts = [one for team in teams for one in published(team.plan(), first, DAYS, own)]
    title = teams[0].name if own is None else f"Shifts of {name_of(session, feed.workspace_id, feed.user)}"
    version = session.scalar(select(VERSION)) or 0
    return FeedContent(title, tuple(shifts), names_of(session, feed.workspace_id), version, own)


def _theirs(session: Session, act: Act, scope: str) -> tuple[FeedFacts, str]:
    for facts in feeds_of(session, act):
        if facts.scope == scope:
            return facts, str(act.user)
    raise RefusedError("That calendar is not yours to read: /handoff calendar shows which are.")


def _teams(session: Session, act: Act, user: str) -> list[Team]:
    teams = teams_of(session, act.workspace_id, user)
    if not teams:
        raise RefusedError("You are in no team’s roster yet, so there are no shifts to show.")
    return teams


def _scope(team: Team) -> str:
    return f"team:{team.id}"


def _of(workspace_id: int, user: str) -> Select[Feed]:
    return select(Feed).where(Feed.workspace_id == workspace_id, Feed.user == user)


def _hash(secret: str) -> str:
    """The secret is as random as the hash is long: no salt and no slow hash would make it harder to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()
