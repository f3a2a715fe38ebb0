"""Any days at all: the rules of the walk. Each is something that happens, told in a sentence."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any, ClassVar, Final
from zoneinfo import ZoneInfo

from hypothesis import note
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from bot.sandbox.people.form import Form
from models.labels import label_of
from models.storage.database import Database
from tests.people import CAST, JONAS, OPS, SECRET, WEI, at
from tests.walk import chances
from tests.walk.acts import Acts, Way
from tests.walk.crashes import Moment
from tests.walk.deciding import Deciding
from tests.walk.endings import get_well
from tests.walk.story import called
from tests.walk.truths import Truths
from tests.walk.walked import ZONES, Walked

CHANNEL: Final = {OPS: "#ops", SECRET: "#secret"}


class AnyDays(Deciding, RuleBasedStateMachine):
    """One workspace over some days. What is refused is part of any story; anything else that is raised is a bug."""

    begin_anew: ClassVar[Callable[[], Database]]

    def __init__(self) -> None:
        super().__init__()
        self.workspace = Walked(type(self).begin_anew(), at("mon 08:30"))
        self.acts = Acts(self.workspace)
        self.truths = Truths(self.workspace)
        self.opened = 0
        self.troubles: list[str] = []
        self.is_well = True

    def teardown(self) -> None:
        """Time goes by, all is well; then nothing may be lost, doubled or out of date."""
        try:
            if self.is_well:
                note("Then all is well again, and hours pass.")
                get_well(self.workspace, self.troubles)
                self.truths.all_hold()
        finally:
            self.workspace.close()

    # ---- what happens

    @initialize(
        begins=chances.beginnings, where=chances.either_channel, to=chances.targets, urgency=chances.urgencies,
        decider=chances.asked, hours=chances.hours,
    )  # fmt: skip
    def two_items_are_under_way(
        self, begins: datetime, where: str, to: str, urgency: str, decider: str, hours: int | None
    ) -> None:  # fmt: skip
        """Every story begins with two items: the first is offered to the next region, the second asks somebody."""
        self.tell(f"The clock is turned to {begins:%a %d %b %H:%M}", lambda: self.workspace.turn_to(begins))
        self.opens(WEI, OPS, "next", "🟢 Steady")
        self.opens(JONAS, where, to, urgency)
        self.asks_to_decide(chances.OWNER, 1, decider, hours)

    @rule(happening=chances.happenings)
    def then(self, happening: tuple[str, dict[str, Any]]) -> None:
        """One thing after the other: each is a method below, and what it is about."""
        name, about = happening
        getattr(self, name)(**about)

    # ---- people

    def opens(self, user: str, where: str, to: str, urgency: str) -> None:
        """Somebody fills in the form for a new item. The headline is one that no item had before."""
        headline = f"{chances.HEADLINES[self.opened % len(chances.HEADLINES)]}{self.opened}"
        self.opened += 1

        def fill(form: Form) -> None:
            form.fill("Next step", "Restart it")
            choose_urgency(form, urgency)
            if to != "next":
                form.choose("To", to)

        happens = f"{called(user)} hands {headline} off to {to} in {CHANNEL[where]}, {urgency}"
        self.tell(happens, lambda: self.acts.sends_form(user, headline, where, fill))

    def hands_on(self, who: str, number: int, to: str, way: Way) -> None:
        """Somebody hands an item off, with its note as it stands; what circles wants a line on what is new."""
        item = self.item(number)
        user, words = self.person(who, item), f"{label_of(item.number)} to {mentioned(to)}: the logs are in"
        self.tell(f"{called(user)} says {words!r} {way}", lambda: self.acts.says(user, words, way))

    def rewrites(self, who: str, number: int, urgency: str, update: bool) -> None:
        """Somebody opens an item's form, to hand it off anew or only to better its note."""
        item = self.item(number)
        user, label = self.person(who, item), label_of(item.number)

        def fill(form: Form) -> None:
            if "What is new" in form.labels:
                form.fill("What is new", "The logs are in")
            form.fill("Next step", f"Restart it, then look at {self.workspace.clock():%H:%M}")
            choose_urgency(form, urgency)

        if update:
            act = partial(self.acts.presses, user, item, "Update", fill)
        else:
            act = partial(self.acts.sends_form, user, label, OPS, fill)
        self.tell(f"{called(user)} {'updates' if update else 'hands off by form'} {label}, {urgency}", act)

    def wants(self, who: str, number: int, wish: str, way: Way) -> None:
        """Somebody wants something of an item, in one of the ways there are."""
        item, (words, label, emoji) = self.item(number), chances.WISHES[wish]
        user, name = self.person(who, item), label_of(item.number)
        acts = {
            Way.BUTTON: lambda: self.acts.presses(user, item, label),
            Way.OWN_DM: lambda: self.acts.presses_in_dm(user, item, label),
            Way.REACTION: lambda: self.acts.reacts(user, item, emoji),
        }
        act = acts.get(way, lambda: self.acts.says(user, words.format(name), way))
        self.tell(f"{called(user)} wants to {wish} {name} {way}", act)

    wants_of_own = wants

    def presses_last(self, label: str, number: int) -> None:
        """Somebody who sees such a button presses the last one."""
        able = [one.user for one in CAST if self.acts.see(one.user, label)]
        if able:
            user = able[number % len(able)]
            acts = {"Undo": self.acts.undoes, "Snooze": self.acts.snoozes, "Cancel": self.acts.cancels}
            act = acts.get(label, self.acts.ends_their_day)
            self.tell(f"{called(user)} presses the last {label} they see", lambda: act(user))

    def asks(self, user: str, words: str, way: Way) -> None:
        """Somebody asks for something that changes nothing."""
        self.tell(f"{called(user)} says {words!r} {way}", lambda: self.acts.says(user, words, way))

    def goes_away(self, user: str, first: int, days: int, way: Way) -> None:
        """Somebody says that they are away, from so many days on."""
        begins = self.workspace.hours.local_date(user, self.workspace.clock()) + timedelta(days=first)
        words = f"away {begins}..{begins + timedelta(days=days - 1)}"
        self.tell(f"{called(user)} says {words!r} {way}", lambda: self.acts.says(user, words, way))

    # ---- the workspace

    def comes_or_leaves(self, whose: tuple[str, str]) -> None:
        """Somebody leaves a channel or joins it; or the bot is taken out of it or invited."""
        who, channel = whose
        user = self.workspace.slack.bot_user_id if who == chances.THE_BOT else who
        happens = f"{called(user)} leaves {CHANNEL[channel]}, or joins it"
        self.tell(happens, lambda: self.workspace.comes_or_leaves(user, channel))

    def changes(self, news: str) -> None:
        """A channel is archived or is back, somebody is deactivated or is back, a roster is applied."""
        if news in chances.ROSTERS:
            self.tell(f"A roster is applied: {news}", lambda: self.workspace.apply(chances.ROSTERS[news]))
        elif news in CHANNEL:
            self.tell(f"{CHANNEL[news]} is archived, or is back", lambda: self.workspace.closes_or_opens(news))
        else:
            self.tell(f"{called(news)}'s account", lambda: self.workspace.loses_or_gets_account(news))

    # ---- what goes wrong

    def fails(self, failure: tuple[str, str], times: int) -> None:
        """Slack's next answers are failures: it has taken nothing, or has and does not say so, or refuses for good."""
        method, kind = failure
        if kind in chances.FOR_GOOD:
            self.troubles.append(kind)
        seconds = 30 if kind == "ratelimited" else None
        happens = f"Slack's next {times} answers to {method} are {kind}"
        self.tell(happens, lambda: self.workspace.slack.faults.next(method, kind, times=times, retry_after=seconds))

    def dies(self, moment: Moment, commits: int) -> None:
        """The bot is going to be killed at a bad moment; or is killed while it has nothing to do."""
        if moment is Moment.NOW:
            self.tell("The bot is killed and started again", self.workspace.come_back)
            return
        crashes = self.workspace.crashes
        assert crashes is not None
        self.tell(f"The bot will die {moment}, {commits} commits on", lambda: crashes.arm(moment, commits))

    def delays(self, delay: str) -> None:
        """Events are held back, or let go, or come twice; or the bot only answers until the clock goes on."""
        self.tell(delay, chances.DELAYS[delay](self.workspace))

    # ---- the clock

    def minutes_pass(self, minutes: int) -> None:
        """Some minutes, with nothing in between."""
        self.turn(f"{minutes} minutes pass", timedelta(minutes=minutes))

    def hours_pass(self, hours: int) -> None:
        """Some hours; the bot looks every hour."""
        for _ in range(hours):
            self.turn("an hour passes", timedelta(hours=1))

    def morning_comes(self, whose: str) -> None:
        """The next 09:00 of somebody."""
        self._becomes(time(9), whose)

    def evening_comes(self, whose: str) -> None:
        """The next time that their day is near its end."""
        self._becomes(time(16, 30), whose)

    def _becomes(self, at_wall: time, whose: str) -> None:
        zone = ZoneInfo(ZONES[whose])
        wall = self.workspace.clock().astimezone(zone)
        then = datetime.combine(wall.date() + timedelta(days=wall.time() >= at_wall), at_wall, zone)
        self.turn(f"it becomes {at_wall:%H:%M} where {called(whose)} is", then.astimezone(UTC) - self.workspace.clock())

    def leaps(self, hours: int) -> None:
        """The machine was off for hours or days; or somebody sets its clock right, an hour back."""
        self.turn(f"the clock leaps by {hours} h", timedelta(hours=hours))

    def turn(self, happens: str, length: timedelta) -> None:
        """Turn the clock."""
        self.workspace.too_slow = False
        self.tell(happens, lambda: self.workspace.turn_to(self.workspace.clock() + length))


def choose_urgency(form: Form, urgency: str) -> None:
    """Choose it, unless it stands there: the form draws itself anew for each choice."""
    if form.values["Urgency"] != urgency:
        form.choose("Urgency", urgency)


def mentioned(target: str) -> str:
    """A target as people type it: a person with @."""
    return f"@{target}" if target in {one.name for one in CAST} else target
