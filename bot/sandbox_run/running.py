"""The sandbox, running: the stand-in Slack with its page, and the bot connected to it as to the real one."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from pydantic import SecretStr

from bot.clock import Clock, choose_clock, clock_of
from bot.run_lock import RunLock
from bot.running import Sunrelay, connected_bot
from bot.sandbox import Impossible, StandIn
from bot.sandbox.keeping import Keeping
from bot.sandbox.kept_world import put_in_place
from bot.sandbox.play.story import READER, StoryError, StoryStopped, story_begins, tell_story
from bot.sandbox.turned_clock import TurnedClock
from bot.sandbox_run.reactions import understood
from bot.sandbox_run.regions import world_strip
from bot.sandbox_run.resting import Resting
from bot.sandbox_run.starting import SandboxOptions, Start, make_folder, take_up
from bot.sandbox_run.words import EXPOSED, words_for
from bot.settings import Settings
from bot.web.server import PortProblem
from models.roster.apply import apply_roster
from models.shifts.plan import TeamPlan
from models.storage.database import Database
from models.storage.opening import DatabaseProblem
from models.workspace.connecting import the_workspace

log = logging.getLogger(__name__)

# Jumps of the clock tick by themselves: this is for the time that passes in between.
TICK_SECONDS: Final = 5.0
CONNECTS_WITHIN: Final = 10.0
# So many calls, events and deliveries Slack remembers; the page shows fewer.
REMEMBERS: Final = 5_000


@dataclass(frozen=True)
class Sandbox:
    """The sandbox while it runs: Slack, the bot that is connected to it, and the clock both live by."""

    slack: StandIn
    bot: Sunrelay
    clock: TurnedClock


def run_sandbox(
    settings: Settings,
    ended: threading.Event,
    say: Callable[[str], None],
    why: str = "",
    options: SandboxOptions = SandboxOptions(),  # noqa: B008 - it cannot be changed
) -> None:
    """Serve the sandbox until `ended` is set; `say` prints the page's address first, then why and what to try."""
    with open_sandbox(settings, say, why, options, ended.is_set):
        ended.wait()


@contextmanager
def open_sandbox(
    settings: Settings,
    say: Callable[[str], None],
    why: str = "",
    options: SandboxOptions = SandboxOptions(),  # noqa: B008 - it cannot be changed
    is_ended: Callable[[], bool] = lambda: False,
) -> Iterator[Sandbox]:
    """The sandbox, running until the block ends. Raises what a start of the bot raises, RosterFileProblem, and
    SandboxFolderProblem.

    A story that is being told when `is_ended` is not told to its end, and nothing of it is kept.
    """
    make_folder(options.folder)
    with ExitStack() as ends:
        ends.enter_context(RunLock(options.database, "start in another folder"))
        start = take_up(options)
        clock = _clock(settings, start)
        clock.is_ended = is_ended
        slack = ends.enter_context(_slack(settings.port, options.host, clock, start))
        say(slack.url)
        if slack.world.is_exposed:
            say(EXPOSED.format(host=options.host))
        say(f"{why}\n{words_for(start, options)}")
        keeping = Keeping(start.files, slack.world, start.source, partial(slack.forget_old, REMEMBERS))
        ends.callback(keeping.stop)
        bot = ends.enter_context(_bot(settings, slack, clock, start, options.database))
        ends.callback(clock.pause)
        has_story = start.is_new and start.team.is_story and settings.clock_file is None
        if not has_story or _tell(slack, clock):
            keeping.start()
        yield Sandbox(slack, bot, clock)


def seed_roster(clock: Clock, teams: tuple[TeamPlan, ...]) -> Callable[[Database], None]:
    """Keeps these teams in a database that has none."""

    def apply(database: Database) -> None:
        with database.write() as session:
            apply_roster(session, the_workspace(session), teams, clock())

    return apply


def _clock(settings: Settings, start: Start) -> TurnedClock:
    flows = choose_clock(settings.clock_file)
    now = flows()
    if start.kept is not None:
        begins = max(start.kept.at, start.files.latest())
    else:
        begins = (story_begins(now) if start.team.is_story else now).timestamp()
    if settings.clock_file is not None:
        begins = max(now.timestamp(), begins if start.kept is not None else 0.0)
    clock = TurnedClock(begins, lambda: flows().timestamp())
    clock.reaches = start.files.reaches
    return clock


@contextmanager
def _slack(port: int, host: str, clock: TurnedClock, start: Start) -> Iterator[StandIn]:
    slack = StandIn(clock.now, port, clock=clock)
    if start.kept is not None:
        put_in_place(slack.world, start.kept)
    else:
        start.team.move_in(slack)
    try:
        slack.start(host)
    except OSError as problem:
        why = os.strerror(problem.errno) if problem.errno else str(problem)
        raise PortProblem(
            f"PORT {port} cannot be listened on ({why}): "
            "stop what uses it, or set PORT to another (PORT=3001 make run)."
        ) from None
    try:
        yield slack
    finally:
        slack.stop()


@contextmanager
def _bot(settings: Settings, slack: StandIn, turned: TurnedClock, start: Start, file: Path) -> Iterator[Sunrelay]:
    """The bot, connected and running, with the clock's rests waiting for it."""
    clock, inside = clock_of(turned.now), _settings_for(settings, slack, file)
    prepare = seed_roster(clock, start.team.teams) if start.is_new else lambda _: None
    try:
        connected = connected_bot(inside, clock=clock, locks=False, prepare=prepare, listens=False)
        with connected as bot:
            slack.tell_of_regions(partial(world_strip, bot.database))
            slack.tell_of_emoji(understood(bot.desk.emoji))
            slack.deliver_by_socket()
            bot.start()
            _wait_for_connection(slack)
            turned.rest = Resting(bot, slack)
            yield bot
    except DatabaseProblem as problem:
        raise DatabaseProblem(f"{problem} Or begin anew: sunrelay sandbox --reset.") from None


def _wait_for_connection(slack: StandIn) -> None:
    until = time.monotonic() + CONNECTS_WITHIN
    while not slack.sockets.count and time.monotonic() < until:
        time.sleep(0.01)


def _tell(slack: StandIn, clock: TurnedClock) -> bool:
    """Play the story; where it breaks off, all else can be used. False where it is not wanted any more."""
    slack.open_as(READER)
    slack.world.is_ready = False
    try:
        tell_story(slack, clock)
    except (Impossible, StoryError) as problem:
        log.warning("The sandbox's story breaks off: %s. All else can be tried.", problem)
    except StoryStopped:
        return False
    slack.world.is_ready = True
    slack.changes.note()
    return True


def _settings_for(settings: Settings, slack: StandIn, file: Path) -> Settings:
    """What the person set, but for Slack and the database: these are the sandbox's own."""
    return settings.model_copy(
        update={
            "slack_bot_token": SecretStr(slack.bot_token),
            "slack_app_token": SecretStr(slack.app_token),
            "slack_signing_secret": None,
            "slack_api_url": slack.api_url,
            "database_url": f"sqlite:///{file}",
            "public_url": None,
            "tick_seconds": min(settings.tick_seconds, TICK_SECONDS),
        }
    )
