"""The clock: the wall's, or a file's."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from freezegun import freeze_time

from bot.clock import ClockProblem, FileClock, choose_clock, wall_clock

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock_file(tmp_path: Path) -> Path:
    path = tmp_path / "clock"
    path.write_text(f"{NOON.timestamp()}\n", encoding="ascii")
    return path


def test_the_wall_clock_says_now_in_utc() -> None:
    with freeze_time(NOON):
        assert wall_clock() == NOON
        assert wall_clock().utcoffset() == timedelta(0)


def test_the_wall_clock_goes_on() -> None:
    with freeze_time(NOON) as frozen:
        frozen.tick(timedelta(minutes=5))
        assert wall_clock() == NOON + timedelta(minutes=5)


def test_without_a_file_the_wall_clock_is_chosen() -> None:
    assert choose_clock(None) is wall_clock


def test_the_file_is_followed_forwards_and_back(clock_file: Path) -> None:
    clock = choose_clock(clock_file)
    assert clock() == NOON
    for seconds in (0.25, 86400, -86400):
        clock_file.write_text(str(NOON.timestamp() + seconds), encoding="ascii")
        assert clock() == NOON + timedelta(seconds=seconds)
    assert clock().utcoffset() == timedelta(0)


@pytest.mark.parametrize("text", ["", "noon", "12:00", "nan", "inf", "1e300", "1 2"])
def test_a_garbled_file_stops_the_start(clock_file: Path, text: str) -> None:
    clock_file.write_text(text, encoding="ascii")
    with pytest.raises(ClockProblem, match=r"CLOCK_FILE .* write the seconds"):
        FileClock(clock_file)


def test_a_file_of_bytes_stops_the_start(clock_file: Path) -> None:
    clock_file.write_bytes(b"\xff\xfe")
    with pytest.raises(ClockProblem):
        FileClock(clock_file)


def test_a_missing_file_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(ClockProblem):
        FileClock(tmp_path / "missing")


def test_a_file_garbled_later_stops_the_clock_and_is_told_once(
    clock_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = FileClock(clock_file)
    caplog.set_level(logging.WARNING, logger="bot.clock")
    clock_file.write_text("", encoding="ascii")
    assert [clock(), clock(), clock()] == [NOON, NOON, NOON]
    assert len(caplog.records) == 1
    clock_file.write_text(str(NOON.timestamp() + 60), encoding="ascii")
    assert clock() == NOON + timedelta(minutes=1)
    clock_file.unlink()
    assert clock() == NOON + timedelta(minutes=1)
    assert len(caplog.records) == 2
