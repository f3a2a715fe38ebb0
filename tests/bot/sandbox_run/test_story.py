"""The sandbox's story, what is kept of the sandbox between two starts, and how it begins anew."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import Person, StandIn
from bot.sandbox.people.answer import Answer
from bot.sandbox.people.form import Form
from bot.sandbox.play.story import REPLICA, story_begins
from bot.sandbox_run import SandboxOptions
from bot.sandbox_run.starting import take_up
from tests.bot.sandbox_run.conftest import Told, opened
from tests.bot.sandboxes import a_sandbox


def test_something_waits_for_the_reader_on_a_tuesday_morning(told: Told) -> None:
    assert told.local == "Tue 09:05"
    assert REPLICA in told.morning
    assert "2 waiting" in told.morning
    assert told.unread == {"U0WEI": 0, "U0PRIYA": 0, "U0LUIS": 0, "U0JONAS": 1}
    assert (told.is_ready, told.opens_as) == (True, "U0JONAS")


def test_a_few_things_are_under_way(told: Told) -> None:
    assert [line.partition(" · ")[0] for line in told.cards] == ["🟢 Steady", "✓ Done", "🟡 Watch", "🔴 Critical"]
    assert told.files == ["banner-v3.png"]


def test_the_address_is_said_first_then_why_then_what_to_try(told: Told) -> None:
    assert told.said[0].startswith("http://127.0.0.1:")
    assert told.said[1].startswith("Why.\n")
    assert "Jonas Weber" in told.said[1]
    assert "--reset" in told.said[1]
    assert len(told.said) == 2, "no warning"


def test_the_next_start_goes_on_from_there(told: Told, copy: Path) -> None:
    def claim(slack: StandIn) -> None:
        assert slack.now >= told.now, "the clock never runs backwards"
        assert [one.text for one in slack.messages("C0OPS")] == told.ops
        jonas, clock = slack.person("U0JONAS"), slack.world.clock
        assert clock is not None
        assert jonas.presses(jonas.unread[-1], "Claim H-4").ok
        clock.rest()
        assert "Owner: Jonas Weber" in _card(slack)

    opened(copy, claim)
    opened(copy, _is_jonas_s)


def _card(slack: StandIn) -> str:
    return next(one.text for one in slack.messages("C0OPS") if REPLICA in one.text)


def _is_jonas_s(slack: StandIn) -> None:
    assert "Owner: Jonas Weber" in _card(slack)


def test_what_cannot_be_read_begins_anew_and_says_so(copy: Path) -> None:
    (copy / "sandbox.json").write_text("{", encoding="utf-8")
    start = take_up(SandboxOptions(copy))
    assert (start.is_new, start.trouble) == (True, "What is kept of the sandbox cannot be read. So it begins anew.")
    assert not (copy / "sandbox.db").exists()


@pytest.mark.parametrize(
    "gone, why", [("sandbox.db", "The sandbox's database is gone. So it begins anew."), ("sandbox.json", "")]
)
def test_one_without_the_other_begins_anew(copy: Path, gone: str, why: str) -> None:
    (copy / gone).unlink()
    start = take_up(SandboxOptions(copy))
    assert (start.is_new, start.trouble) == (True, why)


def test_reset_forgets_all_of_it(copy: Path) -> None:
    assert take_up(SandboxOptions(copy)).kept is not None
    assert take_up(SandboxOptions(copy, reset=True)).is_new
    assert [file.name for file in copy.iterdir()] == ["sandbox.db.lock"]
    assert take_up(SandboxOptions(copy)).is_new


def test_a_database_of_a_later_version_is_told_with_the_way_out(copy: Path) -> None:
    with closing(sqlite3.connect(copy / "sandbox.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Exception, match=r"Or begin anew: sunrelay sandbox --reset\."):
        opened(copy, lambda _: None)


def test_a_story_that_is_not_wanted_any_more_ends_at_once_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    with a_sandbox(SandboxOptions(tmp_path), is_ended=lambda: True) as running:
        assert not running.slack.world.is_ready
    assert take_up(SandboxOptions(tmp_path)).is_new


def test_it_is_told_to_its_end_on_a_machine_too_busy_to_answer_at_first(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: set[object] = set()

    def busy(real: Callable[..., Answer | dict[str, str]], answer: Callable[[Any], Answer | dict[str, str]]) -> object:
        def act(who: Person | Form, *what: str) -> Answer | dict[str, str]:
            if (key := (repr(who), what)) in tried:
                return real(who, *what)
            tried.add(key)
            return answer(who)

        return act

    monkeypatch.setattr(Person, "types", busy(Person.types, lambda who: Answer("operation_timeout", who.user)))
    monkeypatch.setattr(Form, "submit", busy(Form.submit, lambda _: {"": "operation_timeout"}))
    found = Told(tmp_path)
    opened(tmp_path, found.look)
    assert (found.cards, found.morning) == (told.cards, told.morning)
    assert len(tried) > len(found.cards)


def test_where_it_breaks_off_all_else_can_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Person, "types", lambda who, *_: Answer("operation_timeout", who.user))

    def claimed(slack: StandIn) -> None:
        assert slack.world.is_ready
        monkeypatch.undo()
        assert slack.person("U0JONAS").types("C0OPS", "/handoff who").ok

    opened(tmp_path, claimed)
    assert "breaks off: no form opened for 'Backfill the orders of February'" in caplog.text


@pytest.mark.parametrize(
    "now, begins",
    [
        ("2027-03-04 12:00", "Mon 01 Mar 07:00"),  # a Thursday
        ("2027-03-02 08:05", "Mon 01 Mar 07:00"),  # the very minute in which it ends
        ("2027-03-02 08:04", "Mon 22 Feb 07:00"),
        ("2027-03-01 10:00", "Mon 22 Feb 07:00"),
        ("2027-07-07 00:00", "Mon 05 Jul 07:00"),
    ],
)
def test_the_story_never_lies_ahead(now: str, begins: str) -> None:
    found = story_begins(datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert f"{found:%a %d %b %H:%M}" == begins
