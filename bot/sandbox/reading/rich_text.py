"""rich_text as a reader sees it."""

from bot.sandbox.payload import Json
from bot.sandbox.reading.dates import render_date
from bot.sandbox.reading.text import Reader


def rich_text(block: Json, reader: Reader) -> str:
    """All parts of the block: sections, lists, quotes and preformatted text."""
    return "\n".join(_part(p, reader) for p in block["elements"])


def _part(part: Json, reader: Reader) -> str:
    if part["type"] != "rich_text_list":
        return "".join(_piece(e, reader) for e in part.get("elements", []))
    ordered = part.get("style") == "ordered"
    lines = [_part(e, reader) for e in part["elements"]]
    return "\n".join(f"{i}. {line}" if ordered else f"• {line}" for i, line in enumerate(lines, 1))


def _piece(piece: Json, reader: Reader) -> str:
    kind = piece["type"]
    if kind == "user":
        return f"@{reader.person(piece['user_id'])}"
    if kind == "channel":
        return f"#{reader.channel(piece['channel_id'])}"
    if kind == "broadcast":
        return f"@{piece['range']}"
    if kind == "emoji":
        return f":{piece['name']}:"
    if kind == "date":
        shown = render_date(int(piece["timestamp"]), piece["format"], reader.zone, reader.now)
        return shown or str(piece.get("fallback", ""))
    return str(piece.get("text", piece.get("url", "")))
