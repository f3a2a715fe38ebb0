"""A note as its author gives it, and keeping it as a version."""

import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from models.kinds import GENERAL, LABELS, Kind
from models.refusals import RefusedError
from models.tables import ByChoice, Item, Note, Urgency

LONGEST_HEADLINE = 150
LONGEST_TEXT = 3_000
LONGEST_NEWS = 150
LONGEST_RECAP = 12_000
WAS_CUT = "… (cut here: it was too long)"
IS_ITS_NOTE = (Note.item_id == Item.id) & (Note.version == Item.note_version)
# Made once: making a statement takes longer than running it.
_NOTE = select(Note).where(Note.item_id == bindparam("item"), Note.version == bindparam("version"))


def kept_words(text: str) -> str:
    """People's words as they are kept, trimmed: of more than fits into a note's text it is said that it was cut."""
    words = text.strip()
    return words if len(words) <= LONGEST_TEXT else words[: LONGEST_TEXT - len(WAS_CUT)] + WAS_CUT


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form says of an item. Texts are people's own words; instants are UTC; `decision_owner` is a user id.

    `only_for` are the user ids of those who alone see a confidential item that has no channel, its owner left out.
    """

    headline: str
    next_step: str = ""
    urgency: Urgency = Urgency.STEADY
    by_choice: ByChoice = ByChoice.END
    by: datetime | None = None
    decision_owner: str | None = None
    decision: str = ""
    decide_by: datetime | None = None
    without_decision: str = ""
    state_now: str = ""
    why: str = ""
    ruled_out: str = ""
    if_then: str = ""
    links: str = ""
    whats_new: str = ""
    recap: str = ""
    kind: str = GENERAL
    only_for: tuple[str, ...] = ()

    def checked(self, kind: Kind | None = None) -> "Draft":
        """The same, trimmed. Raises RefusedError, naming the field, where something needed is missing or too long.

        `kind` says what is needed, where it is known.
        """
        trimmed = replace(self, **{name: getattr(self, name).strip() for name in TEXTS})
        headline = " ".join(trimmed.headline.split())
        if not says_something(headline):
            raise RefusedError("Say in one line what this is about.", "headline")
        if len(headline) > LONGEST_HEADLINE:
            raise RefusedError(
                f"A headline has at most {LONGEST_HEADLINE} characters; this has {len(headline)}. "
                "Put the rest under State now (More context).",
                "headline",
            )
        if not says_something(trimmed.next_step):
            raise RefusedError("Say what the next person should do first.", "next_step")
        for name in TEXTS:
            longest = LONGEST_RECAP if name == "recap" else LONGEST_TEXT
            if len(getattr(trimmed, name)) > longest:
                raise RefusedError(f"At most {longest} characters fit here.", name)
        _require_what_is_needed(trimmed, kind or Kind(self.kind))
        if self.by_choice is ByChoice.TIME and self.by is None:
            raise RefusedError("Pick the time by which it is wanted.", "by")
        return replace(trimmed, headline=headline, whats_new=line_of_news(trimmed.whats_new))


def says_something(text: str) -> bool:
    """Whether anything of the text can be seen: signs without a width or a form of their own do not count."""
    return any(unicodedata.category(sign)[0] not in "CZ" for sign in text)


TEXTS = (
    "headline", "next_step", "decision", "without_decision", "state_now", "why", "ruled_out", "if_then", "links",
    "whats_new", "recap",
)  # fmt: skip
# What a version of the note keeps; the rest is the item's.
KEPT = tuple(one.name for one in fields(Draft) if one.name not in {"urgency", "by_choice", "by", "kind", "only_for"})


def _require_what_is_needed(draft: Draft, kind: Kind) -> None:
    for name in kind.needed(critical=draft.urgency is Urgency.CRITICAL):
        if not getattr(draft, name):
            raise RefusedError(f"{LABELS[name]} is needed for the kind {kind.name}.", name)


def line_of_news(text: str) -> str:
    """What is new since an item came back, as one line. Raises RefusedError where it is too long for one."""
    line = " ".join(text.split())
    if len(line) > LONGEST_NEWS:
        raise RefusedError(
            f"What is new has at most {LONGEST_NEWS} characters; this has {len(line)}. "
            "Put the rest under State now (More context).",
            "whats_new",
        )
    return line


def keep_note(session: Session, item: Item, draft: Draft, author: str, now: datetime) -> bool:
    """Keep the draft as the item's next version, if it says anything new, and say whether it does. Old ones stay."""
    item.urgency, item.by_choice, item.kind = draft.urgency, draft.by_choice, draft.kind
    if draft.by_choice is ByChoice.TIME:
        item.by = draft.by
    values = {name: value for name, value in asdict(draft).items() if name in KEPT}
    latest = _kept(session).get((item.id, item.note_version)) or session.get(Note, (item.id, item.note_version))
    if latest is not None and all(getattr(latest, name) == value for name, value in values.items()):
        return False
    newest = session.scalar(select(func.max(Note.version)).where(Note.item_id == item.id))  # undo may show an older one
    version = (newest or 0) + 1
    note = Note(item_id=item.id, version=version, author=author, written_at=now, **values)
    session.add(note)
    _kept(session)[item.id, version] = note
    item.note_version, item.indexed = version, False
    session.flush()
    return True


def current_note(session: Session, item: Item) -> Note:
    """The item's note as it stands. A session asks once for each version, which never changes."""
    kept, key = _kept(session), (item.id, item.note_version)
    if key not in kept:
        kept[key] = session.scalars(_NOTE, {"item": item.id, "version": item.note_version}).one()
    return kept[key]


def read_notes(session: Session, items: Sequence[Item]) -> None:
    """Read those of many items at once, before each of them is asked for."""
    notes = session.scalars(select(Note).join(Item, IS_ITS_NOTE).where(Item.id.in_([item.id for item in items])))
    _kept(session).update({(note.item_id, note.version): note for note in notes})


def _kept(session: Session) -> dict[tuple[int, int], Note]:
    kept: dict[tuple[int, int], Note] = session.info.setdefault("notes", {})
    return kept


def draft_of(item: Item, note: Note) -> Draft:
    """The item's note as a draft, to fill a form with."""
    kept = {name: getattr(note, name) for name in KEPT}
    only_for = tuple(sorted(one.user for one in item.named if one.user != item.owner)) if item.confidential else ()
    return Draft(urgency=item.urgency, by_choice=item.by_choice, by=item.by, kind=item.kind, only_for=only_for, **kept)
