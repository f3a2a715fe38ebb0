"""What the hand-off form says beside its inputs: who will see the item, who is told when, what each choice means."""

from datetime import date, datetime

from handlers.blocks.times import local, span
from handlers.blocks.words import literal, some
from models.facts.audience import Audience
from models.facts.deciders import DeciderFacts
from models.facts.form import FormChoices
from models.facts.places import Morning, Place
from models.tables import ByChoice
from models.targets import ToPerson

MOST_NAMES = 5


def place_label(place: Place, zone: str, now: datetime) -> str:
    """A choice of To: "Berlin, on now, Jonas Weber" or "Los Angeles, from Tue 18:00 (09:00 there)"."""
    people = f", {' and '.join(place.on_shift)}" if place.on_shift else ""
    if place.is_on(now):
        return f"{place.name}, {'at work' if isinstance(place.target, ToPerson) else 'on'} now{people}"
    return f"{place.name}, from {both(place.starts, zone, place.zone, now)}{people}"


def by_label(kind: ByChoice, at: datetime | None, chosen: Place, zone: str, now: datetime) -> str:
    """A choice of By, in both people's times."""
    if kind is ByChoice.TIME or at is None:
        return "Pick a time"
    names = {
        ByChoice.END: f"End of {chosen.name}'s day",
        ByChoice.NOON: f"Noon, {chosen.name}'s time",
        ByChoice.BACK: "Before I am back",
    }
    return f"{names[kind]}, {both(at, zone, chosen.zone, now)}"


def both(at: datetime, mine: str, theirs: str, now: datetime) -> str:
    """An instant in the reader's time, and in the other zone where its clock shows another."""
    here, there = local(at, mine, now), local(at, theirs, now)
    return here if here == there else f"{here} ({there.split()[-1]} there)"


def sees_words(audience: Audience) -> str:
    """Who will see the item."""
    if audience.only_for is not None:
        others = some([literal(name) for name in audience.only_for], MOST_NAMES)
        return f"Seen by: only you and {others}." if others else "Seen by: only you. Name the people it is for."
    if not audience.name:
        missing = " I am not in it: `/invite` me there, or the card cannot be posted." if audience.known else ""
        return f"Seen by: only the members of this channel.{missing}"
    channel = f"#{literal(audience.name)}"
    people = f" ({audience.head_count} people)" if audience.head_count > 1 else ""
    unless = "" if audience.known else "; if this channel is private, only its members"
    said = f"Seen by: {'only the members of' if audience.private else 'everyone in'} {channel}{people}{unless}."
    if not audience.has_bot:
        said += f" I am not in {channel}: `/invite` me there, or the card cannot be posted."
    return said


def told_words(place: Place, nobody_until: Morning | None, zone: str, now: datetime) -> str:
    """Who is told, and when, in the reader's time (`zone`) and theirs."""
    name = literal(place.name)
    if place.is_on(now) and isinstance(place.target, ToPerson):
        return f"{name} is at work now and is told at once."
    if place.is_on(now):
        return f"{name} is on shift now: {_names(place)} told at once."
    if nobody_until is not None:
        told = both(place.starts, zone, place.zone, now)
        morning = f"{local(nobody_until.at, nobody_until.zone, now)} {literal(nobody_until.where)}"
        until = f"{span(nobody_until.at - now)}, until {morning}"
        return f"Nobody is at work for {until}. {name} is told {told}; nobody is woken."
    return f"{name}'s day starts in {span(place.starts - now)}, {both(place.starts, zone, place.zone, now)}. Told then."


def decided_words(place: Place) -> list[str]:
    """Why a region that would have come earlier is passed over."""
    return [
        f"{literal(skip['region'])} is closed on {_day(skip['date'])} ({literal(skip['reason'])}): "
        f"this goes to {literal(place.name)}."
        for skip in place.skipped
    ]


def decider_words(decider: DeciderFacts, zone: str, now: datetime) -> str:
    """When who is to decide is asked, in the reader's time (`zone`) and theirs; and where that is too late."""
    name = literal(decider.name)
    if decider.asked_at is None:
        return f"{name} has no working day ahead: nobody decides this unless you pick somebody else."
    told = "at once" if decider.asked_at <= now else both(decider.asked_at, zone, decider.zone, now)
    if decider.in_time:
        return f"{name} is asked to decide {told}."
    return f"{name} is asked {told}, too late for that time: pick a later one, or somebody else."


def warning_words(choices: FormChoices, now: datetime) -> str:
    """What to know before something critical goes to people who are asleep."""
    asleep = f"*{literal(choices.chosen.name)} is asleep for {span(choices.chosen.starts - now)}. I wake nobody.*"
    if not choices.page:
        return f"{asleep} If it cannot wait, call somebody."
    return f"{asleep} If it cannot wait: <{choices.page}|page the team>."


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day:%A}, {day.day} {day:%B}"


def _names(place: Place) -> str:
    names = " and ".join(literal(name) for name in place.on_shift)
    return f"{names} {'is' if len(place.on_shift) == 1 else 'are'}" if names else "they are"
