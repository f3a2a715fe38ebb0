"""The sandbox as it runs: the bot over Socket Mode, its clock turned, and the world beside it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.sandbox import Person
from bot.sandbox.seed import OPS
from bot.sandbox_run import Sandbox, SandboxOptions
from tests.bot.sandboxes import a_sandbox
from tests.people import at


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """The sandbox on Monday at 07:40 UTC, twenty minutes before Berlin's day; the clock stands until it is turned."""
    folder: Path = tmp_path_factory.mktemp("sandbox")
    clock_file = folder / "clock"
    clock_file.write_text(str(at("mon 07:40").timestamp()), encoding="ascii")
    with a_sandbox(SandboxOptions(folder), clock_file=clock_file) as running:
        yield running


@pytest.fixture
def wei(sandbox: Sandbox) -> Person:
    return sandbox.slack.person("U0WEI")


def utc(instant: float) -> str:
    return f"{datetime.fromtimestamp(instant, UTC):%a %H:%M}"


def test_the_world_beside_the_clock(sandbox: Sandbox) -> None:
    strip, berlin = sandbox.slack.regions(), sandbox.slack.now >= at("mon 08:00").timestamp()
    assert [(one["region"], one["open"], one["timezone"]) for one in strip] == [
        ("Singapore", True, "Asia/Singapore"), ("Berlin", berlin, "Europe/Berlin"),
        ("Los Angeles", False, "America/Los_Angeles"),
    ]  # fmt: skip
    assert [one["on_shift"] for one in strip] == [["U0WEI"], ["U0JONAS"], ["U0LUIS"]]
    assert [utc(one["end"]) for one in strip] == ["Mon 09:00", "Mon 16:00", "Tue 01:00"]
    assert {utc(one["first_start"]) for one in strip} <= {"Mon 08:00", "Mon 17:00"}


def test_over_a_jump_everything_happens_at_its_time(sandbox: Sandbox, wei: Person) -> None:
    """Berlin hears of it at eight sharp, though the clock is turned from twenty to eight to ten past."""
    form = wei.types(OPS, "/handoff Replica 3 lags").form
    assert form is not None
    assert form.fill("Next step", "Restart the rebuild").submit() == {}
    jonas = sandbox.slack.person("U0JONAS")
    assert jonas.dms == []
    sandbox.clock.to(at("mon 08:10").timestamp())
    (morning,) = jonas.dms
    assert "Replica 3 lags" in morning.text
    assert utc(float(morning.ts)) == "Mon 08:00"
    assert utc(sandbox.slack.now) == "Mon 08:10"
    assert jonas.presses(morning, "Claim H-1").ok
    sandbox.clock.rest()
    assert "Jonas Weber" in sandbox.slack.messages(OPS)[-1].text
    assert "Claim H-1" not in morning.buttons, "what came of the press is seen once all is at rest"
