"""What was found: an answer that only who asked sees."""

from datetime import datetime
from typing import Final

from handlers.blocks.entry_lines import headline_line
from handlers.blocks.rendered import Rendered
from handlers.blocks.spoken import in_words
from handlers.blocks.times import day
from handlers.blocks.words import counted, plain_name
from models.search.finding import Found, FoundItem
from models.search.statements import MOST_COUNTED
from models.tables import State

MOST_LINES: Final = 20
_STATES: Final = {State.DONE: " · done", State.CANCELLED: " · cancelled"}


def found_items(found: Found, zone: str, now: datetime, command: str) -> Rendered:
    """The best of what was found in one text section; dates as the reader's zone has them at `now` (UTC)."""
    elsewhere = _elsewhere(found)
    if not found.items:
        lines = ["Nothing fits that you can see." if not elsewhere else "Nothing fits that can be shown here."]
        return in_words(
            "\n".join([*lines, *elsewhere]), f"Type {command} find with fewer words, or {command} list all."
        )
    lines = [_heading(found), *(_line(item, zone, now) for item in found.items)]
    if found.total > len(found.items):
        more = f"{found.total - len(found.items)} more" if found.is_counted else "many more"
        lines.append(f"and {more}: add words, or state:, kind:, owner:, region:, before:")
    return in_words("\n".join([*lines, *elsewhere]), f"Type {command} show {found.items[0].label} to see the first.")


def _heading(found: Found) -> str:
    return f"Found {counted(found.total, 'item') if found.is_counted else f'over {MOST_COUNTED:,} items'}:"


def _line(item: FoundItem, zone: str, now: datetime) -> str:
    line = headline_line(item.urgency, item.label, item.headline)
    opened = day(item.opened_at, zone, now)
    return f"{line} · {plain_name(item.owner)}{_STATES.get(item.state, '')} · opened {opened}"


def _elsewhere(found: Found) -> list[str]:
    """How much is not shown in this place: what belongs to a private channel may be read over somebody's shoulder."""
    if not found.left_out:
        return []
    count = counted(found.left_out, "item") if found.left_out <= MOST_COUNTED else f"over {MOST_COUNTED:,} items"
    more = " more" if found.items else ""
    return [f"{count}{more} of private channels or confidential: ask me in my direct messages to see them."]
