"""The sandbox, running: the stand-in Slack with its page, and the bot connected to it as to the real one."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from pydantic import SecretStr

from bot.clock import Clock, choose_clock, clock_of
from bot.run_lock import RunLock
from bot.running import Sunrelay, connected_bot
from bot.sandbox import StandIn
from bot.sandbox.seed import roster_text, seed, seed_newcomers
from bot.sandbox.turned_clock import TurnedClock
from bot.sandbox_rest import Resting
from bot.settings import Settings
from bot.web.server import PortProblem
from bot.world_strip import world_strip
from models.roster.apply import apply_roster
from models.roster.file import read_roster
from models.storage.database import Database
from models.workspace.connecting import the_workspace

FOLDER: Final = Path(".sunrelay")
TICK_SECONDS: Final = 1.0
TRY: Final = """
This is the sandbox: a Slack of its own, on this machine; nothing of it leaves it. Its clock can be turned on the page.
Six people work for the team Platform, in Singapore, Berlin and Los Angeles; eight more are in no team. Try, in #ops:

  /handoff Replica 3 lags 40 s     as anybody; fill in the next step, and press Send
  the button Claim on the card     as somebody in the region it waits for
  /handoff list, who, help         as anybody
  /handoff setup                   as Priya, who leads the team: its regions, people, hours and turns;
                                   as anybody in #our-team: fourteen people in four cities become a team
  ⏭ beside a region                on the page, on top: the clock goes on to the next start of its day, and the
                                   morning's DM comes: a red number stands beside whoever got one; choose them,
                                   then Sunrelay

Everything here begins anew at the next start. Ctrl+C ends it."""


@dataclass(frozen=True)
class Sandbox:
    """The sandbox while it runs: Slack, the bot that is connected to it, and the clock both live by."""

    slack: StandIn
    bot: Sunrelay
    clock: TurnedClock


def run_sandbox(settings: Settings, ended: threading.Event, say: Callable[[str], None], why: str = "") -> None:
    """Serve the sandbox until `ended` is set; `say` prints the page's address first, then why and what to try."""
    with open_sandbox(settings, say, why):
        ended.wait()


@contextmanager
def open_sandbox(
    settings: Settings, say: Callable[[str], None], why: str = "", *, folder: Path = FOLDER
) -> Iterator[Sandbox]:
    """The sandbox, running until the block ends; it keeps what it keeps in `folder`."""
    flows = choose_clock(settings.clock_file)
    turned = TurnedClock(flows().timestamp(), lambda: flows().timestamp())
    clock, file = clock_of(turned.now), folder / "sandbox.db"
    folder.mkdir(exist_ok=True)
    with RunLock(file, "start in another folder"), _slack(settings.port, turned) as slack:
        say(slack.url)
        say(f"{why}{TRY}")
        _remove(file)
        inside = _settings_for(settings, slack, file)
        prepare = seed_roster(clock)
        with connected_bot(inside, clock=clock, locks=False, prepare=prepare, listens=False) as bot:
            slack.tell_of_regions(partial(world_strip, bot.database))
            slack.deliver_by_socket()
            bot.start()
            turned.rest = Resting(bot, slack)
            try:
                yield Sandbox(slack, bot, turned)
            finally:
                turned.pause()


def seed_roster(clock: Clock) -> Callable[[Database], None]:
    """Keeps the sandbox's roster in a database that has none."""

    def apply(database: Database) -> None:
        with database.write() as session:
            apply_roster(session, the_workspace(session), read_roster(roster_text()), clock())

    return apply


@contextmanager
def _slack(port: int, clock: TurnedClock) -> Iterator[StandIn]:
    slack = StandIn(clock.now, port, clock=clock)
    seed(slack)
    seed_newcomers(slack)
    try:
        slack.start()
    except OSError as problem:
        why = os.strerror(problem.errno) if problem.errno else str(problem)
        raise PortProblem(
            f"PORT {port} cannot be listened on ({why}): stop what uses it, or set PORT to another."
        ) from None
    try:
        yield slack
    finally:
        slack.stop()


def _remove(file: Path) -> None:
    """The workspace begins anew, so what was kept of the one before goes."""
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        file.with_name(name).unlink(missing_ok=True)


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
