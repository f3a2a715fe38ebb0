"""The forms that set a team up: inside Slack's limits whatever people are called, and however many there are."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.views import View

from bot.sandbox.block_limits import check_view
from handlers.blocks.digest.welcome import welcome_blocks
from handlers.blocks.setup.preview import setup_preview
from handlers.blocks.setup.region import holidays_option, member_form, region_form, zone_option
from handlers.blocks.setup.team import asking_form, refused_form, setup_form
from handlers.blocks.setup.words import day_words, saved
from models.facts.setup import SetupFacts
from models.facts.welcome import WelcomeFacts
from models.roster.proposal import Candidate, propose_team
from models.shifts.plan import Hours, RegionPlan, Rotation
from models.shifts.searching import find_holiday_places
from models.shifts.zones import zone_names
from models.verbs.setting_up import Saved
from tests.handlers.blocks import samples
from tests.handlers.blocks.checks import check_message, check_words
from tests.handlers.blocks.samples import MARK
from tests.handlers.blocks.test_any_texts import ANY

TODAY = date(2027, 3, 1)
MOST = 150
NAMES = samples.headlines.map(lambda text: text[:80])


def setting_up(people: int, zones: int, name: str = "Wei Lin", *, is_new: bool = True) -> SetupFacts:
    """A team of so many people in so many zones that lie far apart, all of the same name."""
    far = zone_names()[:: len(zone_names()) // zones][:zones]
    users = [Candidate(f"U0{place:04}", far[place % len(far)]) for place in range(people)]
    plan = propose_team("Ops", "C0OPS", users, date(2027, 3, 8), [one.user for one in users[:3]])
    return SetupFacts(
        id=2**31 - 1, channel="C0OPS", channel_name="ops", plan=plan, is_new=is_new, resumed=True, has_bot=False,
        today=TODAY, names={one.user: name for one in users}, without_zone=(name,) * 3, outsiders=2,
    )  # fmt: skip


def forms(facts: SetupFacts) -> list[View]:
    """All forms of a setup."""
    region = facts.plan.regions[0]
    return [
        setup_form(facts), setup_form(facts, "1772352000"), region_form(facts, region, 0),
        region_form(facts, None, None), member_form(facts, region, 0, region.members[0].user), setup_preview(facts),
    ]  # fmt: skip


def with_names(facts: SetupFacts, name: str) -> SetupFacts:
    """The same, with regions and the team called so."""
    regions = tuple(replace(one, name=f"{name[:70]}{place}") for place, one in enumerate(facts.plan.regions))
    return replace(facts, plan=replace(facts.plan, name=name[:80], regions=regions))


@ANY
@given(NAMES, samples.names, st.booleans())
def test_any_names(name: str, place: str, is_new: bool) -> None:
    """What people are called stands in plain text; a region's name may stand in ours, made literal."""
    facts = with_names(setting_up(9, 3, name, is_new=is_new), place)
    for view in forms(facts):
        check_view(view.to_dict())
        check_words(view.to_dict())


@pytest.mark.parametrize("rotation", Rotation)
@pytest.mark.parametrize("zones", [1, 24])
def test_as_many_as_there_can_be(zones: int, rotation: Rotation) -> None:
    facts = setting_up(MOST, zones, MARK * 30)
    regions = tuple(replace(one, rotation=rotation) for one in facts.plan.regions)
    for view in forms(replace(facts, plan=replace(facts.plan, regions=regions))):
        check_view(view.to_dict())


def test_a_hundred_regions_are_shown_as_far_as_there_is_room() -> None:
    facts = setting_up(MOST, 24, MARK * 30)
    regions = tuple(replace(facts.plan.regions[0], name=f"R{number}") for number in range(100))
    for view in forms(replace(facts, plan=replace(facts.plan, regions=regions))):
        check_view(view.to_dict())


def test_what_stands_in_between() -> None:
    for view in (asking_form("C0OPS", "setup:1"), refused_form("No.")):
        check_view(view.to_dict())


def test_every_choice_of_the_pickers_fits() -> None:
    options = [zone_option(name, "23:59") for name in zone_names()]
    options += [holidays_option(place.code) for letter in "abcdefghij" for place in find_holiday_places(letter)]
    for option in (*options, holidays_option(None)):
        option.validate_json()


@ANY
@given(NAMES, st.booleans(), st.booleans())
def test_what_is_said_when_it_is_saved(name: str, is_new: bool, has_bot: bool) -> None:
    facts = replace(with_names(setting_up(9, 3, name), f"{MARK}{name}"[:80]), has_bot=has_bot)
    check_message(saved(Saved(facts, is_new)))


@ANY
@given(NAMES, st.booleans(), st.booleans())
def test_a_welcome(name: str, by_file: bool, leads_only: bool) -> None:
    where = (None, None) if leads_only else (name, Hours.parse("09:00-17:00"))
    facts = WelcomeFacts(name, "#ops", where[0], where[1], None if by_file else name, (name, name))
    check_words([block.to_dict() for block in welcome_blocks([facts] * 9)])


@pytest.mark.parametrize(
    "days, told",
    [
        ({0, 1, 2, 3, 4}, "Mon to Fri"),
        ({6, 0, 1, 2, 3}, "Sun to Thu"),
        ({0, 2}, "Mon, Wed"),
        ({5, 6}, "Sat, Sun"),
        (set(range(7)), "every day"),
        ({0, 1, 3, 4}, "Mon, Tue, Thu, Fri"),
    ],
)
def test_weekdays_are_told_in_few_words(days: set[int], told: str) -> None:
    assert day_words(frozenset(days)) == told


def test_a_region_of_one_is_no_people() -> None:
    facts = setting_up(1, 1)
    region: RegionPlan = facts.plan.regions[0]
    assert f"{region.name} · 1 person" in str(setup_form(facts).to_dict())
