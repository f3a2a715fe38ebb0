"""What has changed since its reader last had an item: on top of the full note, or in one line elsewhere."""

from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block

from handlers.blocks.circling import LABELS
from handlers.blocks.decisions.words import short_line
from handlers.blocks.limits import fit, one_line
from handlers.blocks.note.comments import counts_words
from handlers.blocks.parts import small, words
from handlers.blocks.times import local
from handlers.blocks.words import plain_name, quoted, steady, urgency
from models.facts.since import FieldFacts, SinceFacts

LONGEST_BEFORE: Final = 160
MOST_NAMED: Final = 4


def since_blocks(since: SinceFacts | None, zone: str, now: datetime) -> list[Block]:
    """Each change with what stood there before; nothing for who never had it. Times as the reader's `zone` has them."""
    if since is None:
        return []
    heading = f"*Since you last had it*, till {local(since.left_at, zone, now)}"
    if since.is_nothing:
        return [small(f"{heading}, nothing has changed.")]
    lines = [_field(one, zone, now) for one in since.fields]
    return [small(heading), words("\n".join([*lines, *_rest(since, zone, now)]))]


def since_line(since: SinceFacts | None, zone: str, now: datetime) -> str:
    """The same in a plain line that only names what has changed; empty where nothing has."""
    if since is None or since.is_nothing:
        return ""
    names = [LABELS[one.name] for one in since.fields]
    more = [f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else []
    changed = [", ".join([*names[:MOST_NAMED], *more])] if names else []
    return f"Changed since you last had it: {'; '.join([*changed, *_rest(since, zone, now)])}"


def _field(one: FieldFacts, zone: str, now: datetime) -> str:
    label = LABELS[one.name]
    if not one.before:
        return f"{label} is new"
    before = local(one.before, zone, now) if isinstance(one.before, datetime) else _in_short(one)
    return f"{label} {'is gone' if one.gone else 'has changed'}; it was {before}"


def _in_short(one: FieldFacts) -> str:
    before = str(one.before)
    return plain_name(before) if one.name == "decision_owner" else quoted(steady(fit(one_line(before), LONGEST_BEFORE)))


def _rest(since: SinceFacts, zone: str, now: datetime) -> list[str]:
    was = [f"it was {urgency(since.urgency)}"] if since.urgency else []
    tagged = [f"{counts_words(since.tagged)} tagged"] if since.tagged else []
    return [*was, *tagged, *([short_line(since.decided, zone, now)] if since.decided else [])]
