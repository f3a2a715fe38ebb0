"""How a team that is being set up is told: its people, its regions' hours and days, and what was saved."""

from collections.abc import Collection
from datetime import date
from typing import Final

from handlers.blocks.parts import words
from handlers.blocks.rendered import Rendered
from handlers.blocks.words import COMMAND, escape, plain_name, some, steady
from models.facts.setup import SetupFacts
from models.shifts.plan import MemberPlan, RegionPlan, Rotation
from models.shifts.searching import holiday_place_name
from models.verbs.setting_up import Saved

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
TURNS: Final = {
    Rotation.WEEKLY: "one person for a week",
    Rotation.DAILY: "one person for a day",
    Rotation.ALL: "everybody at once",
}
_SHORTEST_RUN: Final = 3


def heads(facts: SetupFacts) -> str:
    """How many people there are, and where: "14 people: Sydney 3, Singapore 4, Berlin 4, Los Angeles 3"."""
    regions = ", ".join(f"{steady(region.name)} {len(region.members)}" for region in facts.plan.regions)
    number = sum(len(region.members) for region in facts.plan.regions)
    return f"{_people(number)}: {regions}"


def left_out(facts: SetupFacts) -> str:
    """Who of the channel is in no region, and why; empty where everybody is in one."""
    said = []
    if facts.without_zone:
        said.append(f"No time zone in Slack: {some([plain_name(name) for name in facts.without_zone])}.")
    if facts.outsiders:
        said.append(f"Guests, apps and people of other companies are left out: {facts.outsiders}.")
    return " ".join(said)


def region_words(facts: SetupFacts, region: RegionPlan) -> str:
    """A region in three lines: its name and size, when it works, whose turn a shift is."""
    holidays = f"holidays of {holiday_place_name(region.holidays)}" if region.holidays else "no holidays"
    names = some([plain_name(facts.name(member.user)) for member in region.members], 4)
    return (
        f"{steady(region.name)} · {_people(len(region.members))}\n"
        f"{region.hours}, {day_words(region.days)}, {region.timezone}; {holidays}\n"
        f"{TURNS[region.rotation].capitalize()}: {names}"
    )


def own_words(facts: SetupFacts, member: MemberPlan) -> str:
    """What differs for a member: "Ida Vogt: Mon to Wed, 09:00-13:00"; empty for who is as their region."""
    own = [day_words(member.days)] if member.days is not None else []
    own += [str(member.hours)] if member.hours is not None else []
    own += [member.timezone] if member.timezone is not None else []
    return f"{plain_name(facts.name(member.user))}: {', '.join(own)}" if own else ""


def day_words(days: Collection[int]) -> str:
    """Weekdays (0 is Monday): "Mon to Fri", "Sun to Thu", "Mon, Wed"."""
    if len(days) == len(DAYS):
        return "every day"
    first = next((day for day in sorted(days) if (day - 1) % 7 not in days), 0)
    run = [(first + step) % 7 for step in range(len(days))]
    if set(run) == set(days) and len(run) >= _SHORTEST_RUN:
        return f"{DAYS[run[0]]} to {DAYS[run[-1]]}"
    return ", ".join(DAYS[day] for day in sorted(days))


def date_words(day: date, today: date) -> str:
    """A date: "Mon 8 Mar", with its year where that is another one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%a} {day.day} {day:%b}{year}"


def saved(outcome: Saved) -> Rendered:
    """That the team is set up or changed, what follows, and what to type next."""
    facts, plan = outcome.facts, outcome.facts.plan
    name, starts = steady(plan.name), plan.regions[0].starts
    if not outcome.is_new:
        sentence = f"{name} is changed. {heads(facts)}. Whose shifts are others now is told."
    else:
        begins = f", from {date_words(starts, facts.today)}" if starts else ""
        sentence = (
            f"{name} is set up{begins}. {heads(facts)}. Everybody is told on top of their first morning message, "
            "so nobody gets one for this."
        )
    invite = "" if facts.has_bot else " I am not in this channel yet: type /invite @Sunrelay, or no card can be posted."
    next_step = f"{COMMAND} hands something off, {COMMAND} who shows who is on shift, {COMMAND} setup changes the team."
    said = f"{sentence}{invite}"
    return Rendered(text=escape(f"{said}\n{next_step}"), blocks=[words(said), words(next_step)])


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"
