"""The story one finds oneself in: a night's work round the world, told by people who type and press, in its order."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.sandbox.people.form import Form
from bot.sandbox.people.message import Message
from bot.sandbox.people.person import Person
from bot.sandbox.seed import OPS, PEOPLE
from bot.sandbox.stand_in import StandIn
from bot.sandbox.turned_clock import TurnedClock

# Whose morning it is when the story is told.
READER: Final = "U0JONAS"
MONDAY, TUESDAY = 0, 1
# Days begin on the full hour here, and end half an hour after their reminder.
HALF_AN_HOUR: Final = 1_800.0
SINGAPORE, BERLIN, LOS_ANGELES = (ZoneInfo(zone) for zone in ("Asia/Singapore", "Europe/Berlin", "America/Los_Angeles"))
BEGINS: Final = (MONDAY, "15:00", SINGAPORE)
ENDS: Final = (TUESDAY, "09:05", BERLIN)
# A machine may be too busy to answer in Slack's three seconds: people try again.
TRIES: Final = 5
BANNER: Final = "Launch banner text v3 for the EU"
CERTIFICATES: Final = "Gateway certificates run out on Thursday"
BACKFILL: Final = "Backfill the orders of February"
REPLICA: Final = "Replica 3 lags 40 s, failover not safe"


def story_begins(now: datetime) -> datetime:
    """When it begins (UTC): in the latest week in which it is over by `now` (UTC), so that it never lies ahead."""
    monday = (now - timedelta(days=now.weekday())).date()
    return _at(monday if _at(monday, *ENDS) <= now else monday - timedelta(weeks=1), *BEGINS)


def tell_story(slack: StandIn, clock: TurnedClock) -> None:
    """Play it with the app that is connected, from where the clock stands at its beginning to Jonas's morning.

    Raises StoryError where it breaks off, StoryStopped where the clock ends before it.
    """
    scene = _Scenes(slack, clock)
    wei, priya, jonas, luis = (slack.person(user) for user in ("U0WEI", "U0PRIYA", "U0JONAS", "U0LUIS"))
    _berlin_has_monday(scene, wei, jonas)
    _los_angeles_works(scene, luis)
    _singapore_works(scene, wei, priya)
    for user, _, _ in PEOPLE:
        if user != READER:
            scene.reads(slack.person(user))
    jonas.reads(jonas.turns_to(wei.id))
    scene.at(*ENDS)


def _berlin_has_monday(scene: "_Scenes", wei: Person, jonas: Person) -> None:
    scene.at(MONDAY, "15:10", SINGAPORE)
    scene.hands_off(wei, BACKFILL, "Run step 2 for the last week, compare the counts", "Steady")
    scene.at(MONDAY, "14:30", BERLIN)
    scene.claims(jonas, BACKFILL)
    jonas.posts(OPS, "Coffee machine on the third floor is fixed :tada:")
    scene.hands_off(jonas, BANNER, "Ask counsel whether line 2 may stay", "Steady")
    scene.at(MONDAY, "16:40", BERLIN)
    scene.reads(jonas)


def _los_angeles_works(scene: "_Scenes", luis: Person) -> None:
    scene.at(MONDAY, "09:20", LOS_ANGELES)
    scene.claims(luis, BANNER)
    scene.at(MONDAY, "14:10", LOS_ANGELES)
    luis.posts_file(OPS, "banner-v3.png", text="This is how it looks now", thread=scene.card(BANNER))
    luis.replies(scene.card(BANNER), "Counsel wants line 2 changed. They answer in the Singapore morning.")
    scene.passes_on(luis, BANNER)
    scene.hands_off(luis, CERTIFICATES, "Renew them from the vault, one region at a time", "Watch")


def _singapore_works(scene: "_Scenes", wei: Person, priya: Person) -> None:
    scene.at(TUESDAY, "09:30", SINGAPORE)
    scene.claims(wei, CERTIFICATES)
    scene.claims(priya, BANNER)
    scene.at(TUESDAY, "11:50", SINGAPORE)
    priya.replies(scene.card(BANNER), "Counsel agrees to the new line 2. Banner is out.")
    scene.reacts(priya, BANNER, "white_check_mark")
    scene.at(TUESDAY, "14:15", SINGAPORE)
    wei.replies(scene.card(CERTIFICATES), "Singapore and Sydney are renewed. Frankfurt needs somebody with access.")
    scene.passes_on(wei, CERTIFICATES)
    scene.hands_off(wei, REPLICA, "Restart the rebuild, then wait for lag < 5 s", "Critical")
    wei.posts(wei.turns_to(READER), "The vault's code has changed. Ask me for it before you renew Frankfurt.")
    alert = "replica-3: replication lag 41 s (threshold 5 s)"
    scene.slack.bot_posts(OPS, alert, app="Alerts", thread=scene.card(REPLICA))


@dataclass(frozen=True)
class _Scenes:
    """Turns the clock and lets people act; each time the app does all there is to do."""

    slack: StandIn
    clock: TurnedClock

    def at(self, day: int, wall: str, zone: ZoneInfo) -> None:
        self.clock.to(_at(self._monday(), day, wall, zone).timestamp(), HALF_AN_HOUR)
        if self.clock.is_ended():
            raise StoryStopped

    def hands_off(self, person: Person, headline: str, next_step: str, urgency: str) -> None:
        form = self._form_for(person, headline)
        form.fill("Next step", next_step)
        form.choose("Urgency", next(choice for choice in form.choices("Urgency") if urgency in choice))
        self._sends(form, headline)
        if form.is_open:  # "Send anyway", where something critical goes to people who are asleep
            self._sends(form, headline)
        self.clock.rest()

    def claims(self, person: Person, headline: str) -> None:
        self.reacts(person, headline, "raising_hand")

    def reacts(self, person: Person, headline: str, reaction: str) -> None:
        person.reacts(self.card(headline), reaction)
        self.clock.rest()

    def passes_on(self, person: Person, headline: str) -> None:
        """Its owner hands the item with that headline to whoever is next."""
        number = next(word for word in self.card(headline).text.split() if word.startswith("H-")).rstrip(":.,")
        for _ in range(TRIES):
            person.types(OPS, f"/handoff {number} to next")
            self.clock.rest()
            if f"Owner: {person.user.real_name}" not in self.card(headline).text:
                return
        raise StoryError(f"{headline!r} could not be handed to whoever is next")

    def reads(self, person: Person) -> None:
        """They look at their direct messages and at #ops."""
        person.reads()
        person.reads(OPS)

    def card(self, headline: str) -> Message:
        for message in self.slack.messages(OPS):
            if message.by_bot and message.thread_ts is None and headline in message.text:
                return message
        raise StoryError(f"no card says {headline!r}")

    def _form_for(self, person: Person, headline: str) -> Form:
        for _ in range(TRIES):
            form = person.types(OPS, f"/handoff {headline}").form
            if form is not None:
                return form
            self.clock.rest()
        raise StoryError(f"no form opened for {headline!r}")

    def _sends(self, form: Form, headline: str) -> None:
        errors: dict[str, str] = {}
        for _ in range(TRIES):
            errors = form.submit()
            if not errors:
                return
            self.clock.rest()
        raise StoryError(f"{headline!r} was refused: {errors}")

    def _monday(self) -> date:
        now = datetime.fromtimestamp(self.clock.now(), UTC)
        return (now - timedelta(days=now.weekday())).date()


class StoryError(Exception):
    """The story cannot be told to its end. Its text says where it broke off."""


class StoryStopped(Exception):
    """The clock has ended before the story."""


def _at(monday: date, day: int, wall: str, zone: ZoneInfo) -> datetime:
    """A local time of that week as an instant (UTC)."""
    local = datetime.combine(monday + timedelta(days=day), time.fromisoformat(wall), tzinfo=zone)
    return local.astimezone(UTC)
