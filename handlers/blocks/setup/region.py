"""The forms for one region of a team that is being set up, and for a member whose days or hours are others."""

from datetime import time
from typing import Final

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ExternalDataSelectElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    SectionBlock,
    StaticSelectElement,
    TimePickerElement,
    UserMultiSelectElement,
)
from slack_sdk.models.views import View

from handlers import ids
from handlers.blocks.limits import MOST_TEXT, fit
from handlers.blocks.parts import words
from handlers.blocks.setup.team import NEW, modal, plain
from handlers.blocks.setup.words import DAYS, TURNS, own_words
from handlers.blocks.words import plain_name
from models.facts.setup import SetupFacts
from models.roster.values import LONGEST_NAME
from models.shifts.plan import RegionPlan
from models.shifts.searching import holiday_place_name, shown
from models.shifts.zones import city_of

OPTION_TEXT: Final = 75
MOST_OPTIONS: Final = 100
REMOVE: Final = "remove"
NO_HOLIDAYS: Final = "none"
NONE_LABEL: Final = "No public holidays"


def region_form(facts: SetupFacts, region: RegionPlan | None, place: int | None, again: str = "") -> View:
    """A region as it would be; `region` None is one more.

    `again` is another one each time it is drawn anew: so one can choose the same member once more.
    """
    first = facts.plan.regions[0]
    hours = region.hours if region else first.hours
    people = [member.user for member in region.members] if region else []
    rename = None if facts.is_new or region is None else "A new name is a new region: what waits there moves on."
    blocks = [
        _field("region_name", "Name", _name(region), rename),
        _field("zone", "Time zone", _zone(region.timezone if region else None), "Type a city or a country."),
        _field("holidays", "Public holidays", _holidays(region), "Type a country, or a part of one."),
        *_hours(hours.start, hours.end),
        _days(region.days if region else first.days),
        _field("members", "People", UserMultiSelectElement(action_id="members", initial_users=people or None)),
        _turns(region),
    ]
    if region is not None and place is not None:
        blocks += [_part_time(facts, region, place, again), *_remove(facts)]
    metadata = f"{facts.id}:{NEW if place is None else place}"
    return modal(ids.SETUP_REGION_FORM, "Region", blocks, metadata, submit="Keep", close="Back")


def member_form(facts: SetupFacts, region: RegionPlan, place: int, user: str) -> View:
    """What differs for one member: what is as the region's follows it."""
    member = region.member(user)
    hours = (member.hours if member else None) or region.hours
    days = (member.days if member else None) or region.days
    zone = (member.timezone if member else None) or region.timezone
    blocks = [
        words(f"{plain_name(facts.name(user))}: what you leave as it is follows the region."),
        _field("zone", "Time zone", _zone(zone), "Type a city or a country."),
        *_hours(hours.start, hours.end),
        _days(days),
    ]
    metadata = f"{facts.id}:{place}:{user}"
    return modal(ids.SETUP_MEMBER_FORM, "Days and hours", blocks, metadata, submit="Keep", close="Back")


def zone_option(name: str, wall: str = "") -> Option:
    """A time zone as a choice, with what its clocks show now."""
    now = f", {wall} now" if wall else ""
    return _option(f"{shown(city_of(name), name)}{now}", name)


def holidays_option(code: str | None) -> Option:
    """A place whose public holidays close the region as a choice; None for no holidays."""
    return _option(NONE_LABEL, NO_HOLIDAYS) if code is None else _option(shown(holiday_place_name(code), code), code)


def _name(region: RegionPlan | None) -> InputInteractiveElement:
    return PlainTextInputElement(
        action_id="region_name", initial_value=region.name if region else None, max_length=2 * LONGEST_NAME
    )


def _zone(name: str | None) -> InputInteractiveElement:
    initial = zone_option(name) if name else None
    return ExternalDataSelectElement(action_id=ids.ZONE_PICKER, initial_option=initial, min_query_length=0)


def _holidays(region: RegionPlan | None) -> InputInteractiveElement:
    initial = holidays_option(region.holidays) if region else None
    return ExternalDataSelectElement(action_id=ids.HOLIDAYS_PICKER, initial_option=initial, min_query_length=0)


def _hours(start: time, end: time) -> list[Block]:
    begins = TimePickerElement(action_id="from", initial_time=f"{start:%H:%M}")
    ends = TimePickerElement(action_id="to", initial_time=f"{end:%H:%M}")
    return [_field("from", "From", begins), _field("to", "To", ends, "Not later than From: on the next day.")]


def _days(days: frozenset[int]) -> Block:
    options = [_option(name, str(number)) for number, name in enumerate(DAYS)]
    chosen = [option for number, option in enumerate(options) if number in days]
    return _field("days", "Days", CheckboxesElement(action_id="days", options=options, initial_options=chosen))


def _turns(region: RegionPlan | None) -> Block:
    options = [_option(label.capitalize(), rotation.value) for rotation, label in TURNS.items()]
    chosen = next((option for option in options if region and option.value == region.rotation.value), options[0])
    element = RadioButtonsElement(action_id="turns", options=options, initial_option=chosen)
    return _field("turns", "On shift", element, "The order is that of the people above.")


def _part_time(facts: SetupFacts, region: RegionPlan, place: int, again: str) -> Block:
    options = [
        _option(plain_name(facts.name(member.user)), f"{facts.id}:{place}:{member.user}")
        for member in region.members[:MOST_OPTIONS]
    ]
    select = StaticSelectElement(action_id=ids.SETUP_MEMBER, options=options, placeholder=plain("Choose"))
    own = [line for member in region.members if (line := own_words(facts, member))]
    text = "\n".join(["Does somebody here have other days or hours?", *own])
    return SectionBlock(block_id=f"part_time:{again}", text=plain(fit(text, MOST_TEXT)), accessory=select)


def _remove(facts: SetupFacts) -> list[Block]:
    if len(facts.plan.regions) < 2:
        return []
    element = CheckboxesElement(action_id=REMOVE, options=[_option("Remove this region and its people", REMOVE)])
    return [_field(REMOVE, "Not needed?", element, needed=False)]


def _field(
    name: str, label: str, element: InputInteractiveElement, hint: str | None = None, *, needed: bool = True
) -> Block:
    return InputBlock(
        block_id=name, label=plain(label), element=element, hint=plain(hint) if hint else None, optional=not needed
    )


def _option(text: str, value: str) -> Option:
    return Option(text=plain(fit(text, OPTION_TEXT)), value=value)
