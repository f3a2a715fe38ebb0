"""The pace of posts into a workspace: spread evenly, shared by all replicas, learnt where nobody has set it.

Slack refuses with 429 what is over its limit, and does not say what that is (docs.slack.dev/apis/web-api/rate-limits).
So the first posts go as fast as they can. A refusal gives two bounds: what was tried is too fast, what got through is
not. The pace is then set between them, and after a while without a refusal nearer to the upper one. Instants are real
time.
"""

from datetime import datetime, timedelta
from math import ceil, sqrt
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.storage.once import insert_once
from models.tables import Pace

# What a replica whose clock is ahead has noted is believed so far, and no further.
BELIEVED: Final = timedelta(seconds=120)
LONGEST_SHARED_HOLD: Final = 60.0
# After so long without a post Slack's allowance may be full again: what is counted from then on is counted anew.
QUIET: Final = timedelta(seconds=1.5)
PROOF_SECONDS, PROOF_POSTS = 4.0, 20
# A pace that was hardly used proves nothing.
USED: Final = 0.8
# Before anything is learnt, what went through is measured over so long at most: a refusal is for the last posts' sake.
WINDOW: Final = timedelta(seconds=3)
STEP_UP: Final = 1.5
NEAR: Final = 0.95
RELEARN_SECONDS: Final = 200.0
RELEARN_UP: Final = 1.1
MOST_BURST: Final = 10


def held_pace(session: Session, workspace_id: int) -> Pace:
    """The workspace's pace, made where there is none yet, and held until the transaction ends."""
    query = select(Pace).where(Pace.workspace_id == workspace_id)
    query = query.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(query).first()
    if found is None:
        insert_once(session, Pace, workspace_id=workspace_id, counted=0, emptied=False)
        found = session.scalars(query).one()
    return found


def learnt_pace(session: Session, workspace_id: int) -> float | None:
    """How many posts a minute Slack lets through, as far as that was learnt."""
    return session.scalars(select(Pace.per_minute).where(Pace.workspace_id == workspace_id)).first()


def spread(per_minute: float) -> tuple[timedelta, timedelta]:
    """The time from one post to the next, and by how much a late sender may be ahead of that to catch up.

    In no minute there are more than `per_minute` posts, those of catching up among them.
    """
    burst = 1 + min(MOST_BURST - 1, int(per_minute // 100))
    apart = timedelta(microseconds=ceil(60_000_000 / (per_minute - burst + 1)))
    return apart, (burst - 1) * apart


def next_slot(pace: Pace, limit: float | None, now: datetime) -> datetime:
    """When the next post may go out; `limit`, in posts a minute, is what somebody has set."""
    _, ahead = _spread(pace, limit)
    return max(now, _due(pace, now) - ahead)


def take_slot(pace: Pace, limit: float | None, now: datetime) -> datetime:
    """Reserve the next post's time, and give it: not before it, one post goes out."""
    at, due = next_slot(pace, limit, now), _due(pace, now)
    unknown = limit is None and pace.per_minute is None
    if pace.since is None or at > due + QUIET or (unknown and at > pace.since + WINDOW):
        _count_anew(pace, at)
    pace.counted += 1
    if limit is None:
        _rise(pace, at)
    apart, _ = _spread(pace, limit)
    pace.next_at = max(at, due) + apart
    return at


def note_refusal(pace: Pace, limit: float | None, called_at: datetime, now: datetime, retry_after: float) -> None:
    """Slack has refused a post for the whole workspace, asking to wait `retry_after` seconds.

    Calls that were under way when it refused another one say nothing new.
    """
    if pace.refused_at is not None and called_at <= pace.refused_at <= now:
        return
    pace.counted = max(0, pace.counted - 1)
    if limit is None:
        _learn(pace, now, retry_after)
    apart, ahead = _spread(pace, limit)
    pace.refused_at = now
    pace.next_at = now + timedelta(seconds=min(retry_after, LONGEST_SHARED_HOLD)) + ahead + apart


def _spread(pace: Pace, limit: float | None) -> tuple[timedelta, timedelta]:
    per_minute = limit or pace.per_minute
    return spread(per_minute) if per_minute else (timedelta(), timedelta())


def _due(pace: Pace, now: datetime) -> datetime:
    return pace.next_at if pace.next_at is not None and pace.next_at <= now + BELIEVED else now


def _learn(pace: Pace, now: datetime, retry_after: float) -> None:
    seconds = max((now - (pace.since or now)).total_seconds(), 0.01)
    went_through = 60 * max(pace.counted, 1) / seconds
    if pace.per_minute is None:
        # What went through before may have been saved up: it bounds nothing, and is only where to begin.
        pace.per_minute = sqrt(went_through * 60 * max(pace.counted, 1) / (seconds + retry_after))
    else:
        pace.high = min(pace.high or pace.per_minute, pace.per_minute)
        if pace.emptied:
            pace.low = max(pace.low or 0.0, went_through)
        if pace.low is None or pace.low > pace.high * NEAR:
            pace.low = pace.high * (0.5 if pace.low is None else 0.9)
        pace.per_minute = sqrt(pace.low * pace.high)
    _count_anew(pace, now)
    pace.emptied = True


def _rise(pace: Pace, at: datetime) -> None:
    """What went through long enough is the new lower bound, and the pace goes on towards the upper one."""
    if pace.per_minute is None or pace.since is None or pace.counted < PROOF_POSTS:
        return
    seconds = (at - pace.since).total_seconds()
    if seconds < PROOF_SECONDS:
        return
    if pace.counted * 60 / seconds < pace.per_minute * USED:
        _count_anew(pace, at)
        return
    pace.low = max(pace.low or 0.0, pace.per_minute)
    if pace.high is not None and pace.per_minute >= pace.high * NEAR:
        if seconds < RELEARN_SECONDS:
            return
        pace.high = pace.per_minute * RELEARN_UP
    upper = pace.per_minute * STEP_UP if pace.high is None else sqrt(pace.per_minute * pace.high)
    pace.per_minute = min(upper, pace.per_minute * STEP_UP)
    _count_anew(pace, at)


def _count_anew(pace: Pace, at: datetime) -> None:
    pace.since, pace.counted, pace.emptied = at, 0, False
