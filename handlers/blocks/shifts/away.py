"""What is said of absences: to who is away, and to the lead who said it for them. Why is never asked."""

from collections.abc import Sequence
from datetime import date, datetime

from slack_sdk.models.blocks import Block, ButtonElement

from handlers import ids
from handlers.blocks.parts import button, words
from handlers.blocks.rendered import Rendered
from handlers.blocks.words import COMMAND, counted, escape, plain_name
from models.acts import Act
from models.verbs.going_away import AbsenceFacts, AwayOutcome

MOST_LISTED = 20
MOST_LABELS = 10
MOST_REGIONS = 3


def went_away(outcome: AwayOutcome, act: Act) -> Rendered:
    """From when to when, what becomes of the shifts and items, and how to take it back."""
    absence, own = outcome.absence, outcome.absence.user == act.user
    whose = "You are" if own else f"{plain_name(absence.name)} is"
    if not outcome.changed:
        return _said(f"{whose} away {_dates(absence, act)} already: nothing changed.", absence)
    reader = "you" if own else "them"
    said = [f"{whose} away {_dates(absence, act)}. Nothing is sent to {reader} then, and others take the turns."]
    said += [
        f"But nobody else is there in {plain_name(region)}: it is closed on {counted(days, 'day')} by that."
        for region, days in outcome.closed[:MOST_REGIONS]
    ]
    if outcome.offered:
        said.append(f"Put on offer: {_labels(outcome.offered)}.")
    if outcome.owned:
        owns = "You still own" if own else f"{plain_name(absence.name)} still owns"
        said.append(f"{owns} {_labels(outcome.owned)}: {COMMAND} {outcome.owned[0]} hands it off.")
    return _said(" ".join(said), absence)


def came_back(outcome: AwayOutcome, act: Act) -> Rendered:
    """That an absence was taken back."""
    absence = outcome.absence
    whose = "You are" if absence.user == act.user else f"{plain_name(absence.name)} is"
    sentence = f"{whose} not away {_dates(absence, act)} any more."
    return Rendered(text=escape(f"{sentence}\n{COMMAND} away list shows what is left."), blocks=[words(sentence)])


def absences_listed(absences: Sequence[AbsenceFacts], act: Act, name: str | None = None) -> Rendered:
    """Each absence with a button that takes it back; `name` is whose they are, None for the reader's own."""
    if not absences:
        of = f" of {plain_name(name)}" if name else ""
        sentence = f"No absence{of} is noted. {COMMAND} away 2027-05-03..2027-05-07 notes one, {COMMAND} away a form."
        return Rendered(text=escape(sentence), blocks=[words(sentence)])
    heading = f"{plain_name(name)} is away:" if name else "You are away:"
    blocks: list[Block] = [words(heading)]
    lines = []
    for absence in absences[:MOST_LISTED]:
        line = _dates(absence, act) + (" (from a calendar)" if absence.from_calendar else "")
        lines.append(line)
        blocks.append(words(line) if absence.from_calendar else words(line, _cancel(absence)))
    if len(absences) > MOST_LISTED:
        lines.append(f"and {len(absences) - MOST_LISTED} more")
        blocks.append(words(lines[-1]))
    text = "\n".join([heading, *lines, f"{COMMAND} away 2027-05-03..2027-05-07 notes one more."])
    return Rendered(text=escape(text), blocks=blocks)


def _said(sentence: str, absence: AbsenceFacts) -> Rendered:
    accessory = None if absence.from_calendar else _cancel(absence)
    text = f"{sentence}\n{COMMAND} away list shows it, and takes it back."
    return Rendered(text=escape(text), blocks=[words(sentence, accessory) if accessory else words(sentence)])


def _cancel(absence: AbsenceFacts) -> ButtonElement:
    return button("Cancel", ids.COME_BACK, absence.id)


def dates(first: date, last: date | None, now: datetime) -> str:
    """When somebody is away, behind "You are away"; the year where it is not that of `now` (UTC)."""
    begins = _day(first, now)
    if last is None:
        return f"from {begins} on"
    return f"on {begins}" if last == first else f"from {begins} to {_day(last, now)}"


def _dates(absence: AbsenceFacts, act: Act) -> str:
    return dates(absence.first, absence.last, act.now)


def _day(day: date, now: datetime) -> str:
    year = "" if day.year == now.year else f" {day.year}"
    return f"{day:%a} {day.day} {day:%b}{year}"


def _labels(labels: Sequence[str]) -> str:
    more = f" and {len(labels) - MOST_LABELS} more" if len(labels) > MOST_LABELS else ""
    return f"{', '.join(labels[:MOST_LABELS])}{more}"
