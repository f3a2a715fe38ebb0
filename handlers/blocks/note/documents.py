"""What a note links to: buttons that say where they lead, and all of it in one line."""

from typing import Final

from slack_sdk.models.blocks import Block

from handlers.blocks.limits import fit, one_line, units
from handlers.blocks.parts import buttons, link_button, small_words
from handlers.blocks.words import some, steady
from models.documents import LONGEST_ADDRESS, Document, documents_in

MOST_LINKS: Final = 10
MOST_IN_BRIEF: Final = 3
LONGEST_SERVICE: Final = 40


def document_rows(links: str) -> list[Block]:
    """Plain text links nowhere, so each address gets a button that says where it leads, what it is called there, and
    from when on a recording is meant."""
    found = [one for one in documents_in(links) if units(one.address) <= LONGEST_ADDRESS]
    rows: list[Block] = [buttons(link_button(_label(one), one.address)) for one in found[:MOST_LINKS]]
    if len(found) > MOST_LINKS:
        rows.append(small_words(f"and {len(found) - MOST_LINKS} more, to copy from above"))
    return rows


def documents_in_brief(links: str) -> str:
    """Where the links lead, as one line; empty without any."""
    found = [_place(one) for one in documents_in(links)]
    return some(list(dict.fromkeys(found)), MOST_IN_BRIEF)


def _label(document: Document) -> str:
    title = f": {steady(one_line(document.title))}" if document.title else ""
    return f"Open {_place(document)}{title}"


def _place(document: Document) -> str:
    """The service first: it is read from the address, and a title can say anything."""
    service = fit(document.service, LONGEST_SERVICE)
    return service if document.seconds is None else f"{service} from {_when(document.seconds)}"


def _when(seconds: int) -> str:
    """A place in a recording: "minute 12", "12:34", "1:02:03"."""
    minutes, rest = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes}:{rest:02}" if rest else f"minute {minutes}"
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
