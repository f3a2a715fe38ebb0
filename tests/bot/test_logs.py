"""Logs: their two shapes, UTC, what the libraries may say, and that tokens never get in."""

import json
import logging
from collections.abc import Iterator

import pytest
from freezegun import freeze_time
from slack_bolt.logger import get_bolt_logger

from bot.logs import OurHandler, set_up_logs

TOKEN = "xoxb-12-34-AbCdEf"


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    names = ["", "bot", "handlers", "models", "apscheduler", "aiohttp.access", "slack_bolt.App"]
    before = {name: logging.getLogger(name).level for name in names}
    yield
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, OurHandler)]:
        root.removeHandler(handler)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


def test_a_text_line_says_when_in_utc_who_and_what(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", "text")
    with freeze_time("2027-03-01T12:00:00.250Z", tz_offset=8):
        logging.getLogger("bot.ticking.ticker").info("Ticked in %d ms", 3)
    assert capsys.readouterr().err == "2027-03-01T12:00:00.250+00:00 INFO bot.ticking.ticker: Ticked in 3 ms\n"


def test_a_json_line_holds_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", "json")
    with freeze_time("2027-03-01T12:00:00.250Z", tz_offset=8):
        logging.getLogger("bot.ticking.ticker").info("Ticked in %d ms", 3, extra={"due": 2})
    line = json.loads(capsys.readouterr().err)
    assert line == {
        "time": "2027-03-01T12:00:00.250000+00:00",
        "level": "INFO",
        "logger": "bot.ticking.ticker",
        "message": "Ticked in 3 ms",
        "due": 2,
    }


@pytest.mark.parametrize("form", ["text", "json"])
def test_tokens_are_blotted_out_even_in_tracebacks(capsys: pytest.CaptureFixture[str], form: str) -> None:
    set_up_logs("INFO", "json" if form == "json" else "text")
    sent: dict[str, str] = {}
    try:
        sent[TOKEN]
    except KeyError:
        logging.getLogger("bot").exception("Authorization: Bearer %s and %s", TOKEN, "xapp-1-A0-99-ff")
    written = capsys.readouterr().err
    assert "KeyError" in written
    assert "Bearer xoxb-…" in written
    assert "AbCdEf" not in written
    assert "A0-99" not in written


def test_debug_is_for_our_own_rooms(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("DEBUG", "text")
    for name in ("handlers.commands", "slack_sdk.web.base_client", "slack_bolt.App"):
        logging.getLogger(name).debug("said by %s", name)
    get_bolt_logger(type("App", (), {})).debug("a payload")
    assert "said by handlers.commands" in (written := capsys.readouterr().err)
    assert "slack_" not in written
    assert "payload" not in written


def test_what_is_below_the_level_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("ERROR", "text")
    for name in ("bot.web.server", "slack_sdk.web"):
        logging.getLogger(name).warning("hm")
    assert capsys.readouterr().err == ""


def test_every_job_and_request_is_too_much(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", "text")
    logging.getLogger("apscheduler.executors.default").info("Running job")
    logging.getLogger("aiohttp.access").info("GET /")
    assert capsys.readouterr().err == ""


def test_setting_up_again_replaces_and_does_not_double(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", "json")
    set_up_logs("INFO", "text")
    logging.getLogger("bot").info("once")
    assert capsys.readouterr().err.count("once") == 1
