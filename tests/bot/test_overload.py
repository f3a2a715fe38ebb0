"""More than can be done at once: everybody is answered within Slack's three seconds, and nothing is half done."""

import http.client
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import Final
from urllib.parse import urlencode

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot import waiting_room
from bot.clock import wall_clock
from bot.running import Sunrelay
from bot.sandbox import StandIn
from bot.sandbox.signing import sign
from bot.settings import Settings
from bot.slack.connection import Connected
from bot.waiting_room import THREADS
from models.storage.database import Database, file_of
from models.tables import Event, Item, Seen, State, Verb
from tests.bot.conftest import OPS, PATIENCE, Desk, TurnedClock, fill, wait_for
from tests.bot.lag import Lag, measured_lag
from tests.workspace import quick_database

FORM: Final = "application/x-www-form-urlencoded"
BUSY: Final = "I am busy right now, nothing was changed: please try again in a moment."
SLACK_WAITS: Final = 3.0
# Who answers has more to do than the thread that measures how slow the machine is.
MUCH: Final = 2
EACH: Final = 13
PATIENT: Final = 20

pytestmark = pytest.mark.usefixtures("slacks_patience")


@dataclass(frozen=True)
class Answer:
    """What Slack got, and after how many seconds; `late` are those for which this machine was too slow meanwhile."""

    kind: str
    number: int
    status: int
    body: str
    seconds: float
    late: float
    headers: dict[str, str]

    @property
    def is_in_time(self) -> bool:
        """Whether Slack was still waiting, had the machine been as quick as it was asked to be."""
        return self.seconds < SLACK_WAITS + MUCH * self.late


class Crowd:
    """People who all act at the same instant, over real HTTP: each on an item of their own."""

    def __init__(self, desk: Desk, port: int, lag: Lag) -> None:
        self._port = port
        self._secret = desk.slack.signing_secret
        self._desk = desk
        self._numbers: dict[str, list[int]] = {}
        self._lag = lag

    def comes(self, *, secret: str | None = None) -> list[Answer]:
        """They act, and what each is answered."""
        acts = [(kind, number) for kind, numbers in self._numbers.items() for number in numbers]
        return self._act(acts, secret or self._secret)

    def tries_again(self, answers: Sequence[Answer]) -> list[Answer]:
        """Those who got these answers do the same once more."""
        return self._act([(answer.kind, answer.number) for answer in answers], self._secret)

    def _act(self, acts: Sequence[tuple[str, int]], secret: str) -> list[Answer]:
        start = threading.Barrier(len(acts))

        def act(one: tuple[str, int]) -> Answer:
            content_type, body = PAYLOADS[one[0]](one[1], self._desk)
            start.wait()
            return self._post(one, content_type, body, secret)

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(act, acts))

    def types(self, words: str) -> Answer:
        """Somebody opens the form."""
        fields = {
            "command": "/handoff", "text": words, "user_id": "U0JONAS", "team_id": "T0SUN", "channel_id": OPS,
            "trigger_id": f"3.{words}", "response_url": "https://hooks.slack.com/x",
        }  # fmt: skip
        return self._post(("form", 0), FORM, urlencode(fields), self._secret)

    def gets_items(self, each: int) -> None:
        """Everybody gets an item to act on: to claim it, or their own to cancel."""
        self.knows(hand_off_to_each(self._desk, each))

    def knows(self, numbers: Mapping[str, list[int]]) -> None:
        """There are items for everybody already, by what is done to them."""
        self._numbers = dict(numbers)

    def _post(self, one: tuple[str, int], content_type: str, body: str, secret: str) -> Answer:
        headers = {**sign(secret, body, int(wall_clock().timestamp())), "content-type": content_type}
        began, lag = time.monotonic(), self._lag.seconds
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        connection.request("POST", "/slack/events", body.encode(), headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        found = {name.lower(): value for name, value in answer.getheaders()}
        connection.close()
        return Answer(*one, answer.status, text, time.monotonic() - began, self._lag.seconds - lag, found)


def _command(number: int, _: Desk) -> tuple[str, str]:
    fields = {
        "command": "/handoff", "text": f"claim H-{number}", "user_id": "U0JONAS", "team_id": "T0SUN",
        "channel_id": OPS, "trigger_id": f"1.{number}", "response_url": "https://hooks.slack.com/x",
    }  # fmt: skip
    return FORM, urlencode(fields)


def _event(number: int, desk: Desk) -> tuple[str, str]:
    item = item_of(desk.database, number)
    reacted = {
        "type": "reaction_added", "user": "U0JONAS", "reaction": "raised_hand", "event_ts": f"1803900000.{number:06d}",
        "item": {"type": "message", "channel": OPS, "ts": item.ts},
    }  # fmt: skip
    body = {"type": "event_callback", "team_id": "T0SUN", "event_id": f"Ev{number}", "event": reacted}
    return "application/json", json.dumps(body)


def _click(number: int, desk: Desk) -> tuple[str, str]:
    body = {
        "type": "block_actions", "team": {"id": "T0SUN"}, "user": {"id": "U0JONAS", "team_id": "T0SUN"},
        "channel": {"id": OPS}, "trigger_id": f"2.{number}", "response_url": f"{desk.slack.api_url}../respond/none",
        "actions": [{"type": "button", "action_id": "claim", "block_id": "b", "value": str(number)}],
    }  # fmt: skip
    return FORM, urlencode({"payload": json.dumps(body)})


def _submission(number: int, _: Desk) -> tuple[str, str]:
    view = {
        "id": f"V{number}", "type": "modal", "callback_id": "reason_form", "private_metadata": f"cancel:{number}:{OPS}",
        "blocks": [{"type": "input", "block_id": "reason", "element": {"type": "plain_text_input"}}],
        "state": {"values": {"reason": {"reason": {"type": "plain_text_input", "value": "not wanted"}}}},
    }  # fmt: skip
    user = {"id": "U0WEI", "team_id": "T0SUN"}
    body = {"type": "view_submission", "team": {"id": "T0SUN"}, "user": user, "view": view}
    return FORM, urlencode({"payload": json.dumps(body)})


PAYLOADS: Final[dict[str, Callable[[int, Desk], tuple[str, str]]]] = {
    "command": _command, "event": _event, "click": _click, "submission": _submission,
}  # fmt: skip


def item_of(database: Database, number: int) -> Item:
    with database.read() as session:
        return session.scalars(select(Item).where(Item.number == number)).one()


def done(database: Database, answer: Answer) -> bool:
    """Whether what was asked has its effect: all of it."""
    item = item_of(database, answer.number)
    verb = Verb.CANCEL if answer.kind == "submission" else Verb.CLAIM
    with database.read() as session:
        events = list(session.scalars(select(Event).where(Event.item_id == item.id, Event.verb == verb)))
    is_done = item.state is State.CANCELLED if verb is Verb.CANCEL else item.owner == "U0JONAS"
    assert len(events) == is_done, (answer, item.state)
    return is_done


def is_busy(answer: Answer) -> bool:
    """Whether they were told, in the form fitting what they did, to come again."""
    match answer.kind, answer.status:
        case "command", 200:
            return BUSY in answer.body and json.loads(answer.body)["response_type"] == "ephemeral"
        case "submission", 200:
            return answer.body != "" and json.loads(answer.body).get("errors") == {"reason": BUSY}
        case "click", 200:
            return False
        case _, 503:
            assert answer.headers["retry-after"] == "1"
            assert "x-slack-no-retry" not in answer.headers
            return True
    return False


def hand_off_to_each(desk: Desk, each: int) -> dict[str, list[int]]:
    return {kind: [desk.hand_off(f"{kind} {count}") for count in range(each)] for kind in PAYLOADS}


def bot_of(desk: Desk) -> Sunrelay:
    settings = Settings.model_construct(
        slack_bot_token=SecretStr(desk.slack.bot_token), slack_signing_secret=SecretStr(desk.slack.signing_secret),
        slack_api_url=desk.slack.api_url, port=0, tick_seconds=20.0,
    )  # fmt: skip
    return Sunrelay(settings, desk.database, desk.connected, desk.clock)


@pytest.fixture
def bot(desk: Desk) -> Iterator[Sunrelay]:
    bot = bot_of(desk)
    yield bot
    bot.stop()


@pytest.fixture(scope="module")
def items_of_a_crowd(
    known_file: tuple[Path, Connected], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, list[int]]]:
    """A database in which everybody has items whose cards were posted, and their numbers: to be copied, as posting them
    takes longer than all that is done to them."""
    path = Path(copyfile(known_file[0], tmp_path_factory.mktemp("crowd") / "crowd.db"))
    clock = TurnedClock()
    with StandIn(lambda: clock().timestamp()) as slack, closing(quick_database(path)) as database:
        fill(slack)
        desk = Desk(slack, database, clock, known_file[1])
        numbers = hand_off_to_each(desk, EACH)
        bot = bot_of(desk)
        bot.settle()
        bot.stop()
    return path, numbers


@pytest.fixture
def lag() -> Iterator[Lag]:
    with measured_lag() as lag:
        yield lag


@pytest.fixture
def crowd(
    desk: Desk, items_of_a_crowd: tuple[Path, dict[str, list[int]]], request: pytest.FixtureRequest, lag: Lag
) -> Crowd:
    path, numbers = items_of_a_crowd
    copyfile(path, str(desk.database.engine.url.database))  # nobody has opened it so far
    bot: Sunrelay = request.getfixturevalue("bot")
    crowd = Crowd(desk, 0, lag)
    crowd.knows(numbers)
    bot.start()
    crowd._port = bot.port or 0  # noqa: SLF001
    return crowd


@contextmanager
def locked(database: Database, seconds: float | None = None) -> Iterator[None]:
    """Another program holds SQLite's write lock, inside the block or for so long."""
    begun, over = threading.Event(), threading.Event()

    def hold() -> None:
        path = str(file_of(str(database.engine.url)))
        with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            begun.set()
            over.wait(seconds)

    holder = threading.Thread(target=hold)
    holder.start()
    assert begun.wait(PATIENCE)
    try:
        yield
    finally:
        if seconds is None:
            over.set()
        holder.join()


def test_under_a_locked_database_everybody_is_told_and_nothing_is_done(desk: Desk, crowd: Crowd) -> None:
    threads = threading.active_count()
    with locked(desk.database):
        answers = crowd.comes()
    assert [answer for answer in answers if not answer.is_in_time] == []
    assert [answer for answer in answers if answer.kind != "click" and not is_busy(answer)] == []
    assert {answer.status for answer in answers if answer.kind == "click"} <= {200, 503}
    assert [answer for answer in answers if done(desk.database, answer)] == []
    with desk.database.read() as session:
        assert list(session.scalars(select(Seen.key).where(Seen.key.like("%.%")))) == []
    assert threading.active_count() <= threads + 2  # the small pool for answers that come afterwards


def test_who_tries_again_when_it_is_free_is_served(desk: Desk, crowd: Crowd) -> None:
    with locked(desk.database):
        refused = crowd.comes()
    for _ in range(PATIENT):
        if not refused:
            return
        refused = [answer for answer in crowd.tries_again(refused) if not done(desk.database, answer)]
    raise AssertionError(refused)


@pytest.mark.parametrize("seconds", [0.5, 1.5])
def test_what_is_accepted_has_its_effect_and_what_is_not_has_none(desk: Desk, crowd: Crowd, seconds: float) -> None:
    with locked(desk.database, seconds):
        answers = crowd.comes()
    assert [answer for answer in answers if not answer.is_in_time] == []
    for answer in answers:
        if answer.kind != "click":
            assert done(desk.database, answer) is not is_busy(answer), answer
        elif answer.status == 503:
            assert not done(desk.database, answer)
    assert any(done(desk.database, answer) for answer in answers)


def test_a_click_that_is_not_done_is_told_where_it_was_made(
    bot: Sunrelay, desk: Desk, monkeypatch: pytest.MonkeyPatch, lag: Lag
) -> None:
    told: list[tuple[str | None, str]] = []
    monkeypatch.setattr(bot.desk.afterwards, "answer", lambda url, says: told.append((url, says.text)))
    crowd = Crowd(desk, 0, lag)
    crowd.gets_items(1)
    bot.settle()
    bot.start()
    crowd._port = bot.port or 0  # noqa: SLF001
    with locked(desk.database):
        crowd.comes()
    assert [BUSY in text for _, text in told] == [True]


def test_a_click_is_answered_503_where_nobody_can_be_told_in_time(bot: Sunrelay, desk: Desk, crowd: Crowd) -> None:
    bot.desk.afterwards.has_room = lambda: False
    with locked(desk.database):
        answers = crowd.comes()
    assert {answer.status for answer in answers if answer.kind == "click"} == {503}


def test_who_is_not_slack_is_told_nothing_also_when_it_is_busy(desk: Desk, crowd: Crowd) -> None:
    with locked(desk.database):
        answers = crowd.comes(secret="wrong")
    assert {answer.status for answer in answers} == {401}
    assert not any(BUSY in answer.body for answer in answers)


def test_the_same_command_at_the_same_instant_acts_once(
    desk: Desk, crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting_room, "WAITS_HERE", PATIENCE)
    monkeypatch.setattr(waiting_room, "WAITS_IN_ALL", PATIENCE)
    crowd._numbers = {kind: numbers[:1] * 8 for kind, numbers in crowd._numbers.items()}  # noqa: SLF001
    answers = crowd.comes()
    assert {answer.status for answer in answers} == {200}
    assert all(done(desk.database, answer) for answer in answers)


def test_while_slack_opens_no_form_nothing_is_begun_that_would_come_too_late(desk: Desk, crowd: Crowd) -> None:
    fault = desk.slack.faults.next("views.open", "hang", times=THREADS)
    with ThreadPoolExecutor(THREADS) as pool:
        forms = [pool.submit(crowd.types, f"Form {number}") for number in range(THREADS)]
        wait_for(lambda: fault.times == 0)
        answers = crowd.comes()
        opened = [form.result() for form in forms]
    assert [answer for answer in (*answers, *opened) if not answer.is_in_time] == []
    assert ["Slack did not open the form" in answer.body for answer in opened] == [True] * THREADS
    busy = [answer for answer in answers if is_busy(answer)]
    assert busy
    assert [answer for answer in busy if done(desk.database, answer)] == []


def test_health_is_asked_beside_a_crowd(bot: Sunrelay, desk: Desk, crowd: Crowd, lag: Lag) -> None:
    with locked(desk.database), ThreadPoolExecutor(1) as pool:
        busy = pool.submit(crowd.comes)
        connection = http.client.HTTPConnection("127.0.0.1", bot.port or 0, timeout=PATIENCE)
        status, said = 0, b""
        while b"too much to do" not in said:
            assert not busy.done(), said
            began, late = time.monotonic(), lag.seconds
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
            status, said = answer.status, answer.read()
            assert time.monotonic() - began < SLACK_WAITS + MUCH * (lag.seconds - late)
        assert status == 503
        busy.result()
    connection.request("GET", "/metrics")
    text = connection.getresponse().read().decode()
    connection.close()
    turned_away = [
        float(line.split()[1]) for line in text.splitlines() if line.startswith("sunrelay_turned_away_total")
    ]
    assert turned_away[0] > 30


def test_in_socket_mode_too(desk: Desk, bot: Sunrelay) -> None:
    bot.stop()
    numbers = [desk.hand_off(f"Item {number}") for number in range(12)]
    desk.send()
    listening = desk.in_socket_mode()
    listening.start()
    try:
        desk.slack.deliver_by_socket(seconds=PATIENCE)
        jonas = desk.slack.person("U0JONAS")
        with locked(desk.database), ThreadPoolExecutor(12) as pool:
            answers = list(pool.map(lambda number: jonas.types(OPS, f"/handoff claim H-{number}"), numbers))
        assert [BUSY in answer.text for answer in answers] == [True] * 12
        assert {item_of(desk.database, number).owner for number in numbers} == {"U0WEI"}
        wait_for(lambda: "is yours" in jonas.types(OPS, f"/handoff claim H-{numbers[0]}").text)
    finally:
        listening.stop()
