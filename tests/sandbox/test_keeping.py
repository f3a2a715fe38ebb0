"""The workspace is kept in a folder: all of it is there again, and what cannot be read is said and left."""

import json
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.sandbox import Form, Person, StandIn
from bot.sandbox.keeping import AHEAD, Keeping, KeptFiles
from bot.sandbox.kept_world import NotKeptError, as_document, from_document, put_in_place
from bot.sandbox.turned_clock import TurnedClock
from tests.sandbox.conftest import MANIFEST, App, Clock, Json, actions, button, section


@pytest.fixture
def files(tmp_path: Path) -> KeptFiles:
    return KeptFiles(tmp_path)


@pytest.fixture
def lived_in(slack: StandIn, client: WebClient, wei: Person, jonas: Person) -> StandIn:
    """A workspace in which a bit of everything has happened."""
    slack.deliver_in_process(App())
    card = client.chat_postMessage(channel="C0OPS", text="H-1", blocks=[section("*H-1*"), actions(button("Claim"))])
    client.chat_update(channel="C0OPS", ts=card["ts"], text="H-1, edited", blocks=[actions(button("Done"))])
    message = slack.messages("C0OPS")[0]
    jonas.reacts(message, "raising_hand")
    wei.posts_file("ops", "lag.png", text="Ünïcödé 😀", thread=message)
    root = wei.posts("ops", "root")
    jonas.replies(root, "reply")
    wei.deletes(root)
    slack.bot_posts("C0OPS", "alert", app="Pager", old=True)
    slack.bot_posts("C0OPS", "alert", app="Pager")
    client.chat_postMessage(channel="U0WEI", text="good morning", metadata={"event_type": "x", "event_payload": {}})
    client.chat_postEphemeral(channel="C0OPS", user="U0WEI", text="psst", blocks=[actions(button("Undo"))])
    client.views_publish(user_id="U0WEI", view={"type": "home", "blocks": [section("home")]})
    slack.add_dm("D0PAIR", "U0WEI", "U0JON")
    slack.add_user_group("S0DUTY", "duty", ["U0WEI"])
    slack.set_user("U0JON", tz="Asia/Tokyo", status_emoji=":palm_tree:")
    slack.archive("C0SEC")
    slack.world.read["U0WEI", "C0OPS"] = message.ts
    slack.open_as("U0JON")
    return slack


def again(document: Json, clock: Clock) -> StandIn:
    """Another workspace, from what was kept of the first."""
    second = StandIn(now=clock, manifest=MANIFEST)
    put_in_place(second.world, from_document(json.loads(json.dumps(document)), "T0SUN"))
    return second


def test_all_of_it_is_there_again(lived_in: StandIn, clock: Clock) -> None:
    first = as_document(lived_in.world, "story")
    second = again(first, clock)
    assert as_document(second.world, "story") == first
    wei, card = second.person("U0WEI"), second.messages("C0OPS")[0]
    shown = [(m.text, m.shown_to(wei), dict(m.reactions), m.user, m.deleted) for m in wei.sees("C0OPS")]
    before = [
        (m.text, m.shown_to(lived_in.person("U0WEI")), dict(m.reactions), m.user, m.deleted)
        for m in lived_in.person("U0WEI").sees("C0OPS")
    ]
    assert shown == before
    assert [reply.files for reply in card.thread] == [["lag.png"]]
    assert card.thread[0].post.files[0].content.startswith(b"\x89PNG")
    assert [e.text for e in wei.ephemerals] == ["psst"]
    assert second.world.read == {("U0WEI", "C0OPS"): card.ts}


def test_one_can_go_on_there(lived_in: StandIn, clock: Clock) -> None:
    with again(as_document(lived_in.world, "story"), clock) as second:
        app = App()
        second.deliver_in_process(app)
        wei, card = second.person("U0WEI"), second.messages("C0OPS")[0]
        latest = second.messages("C0OPS")[-1].ts
        assert wei.presses(card, "Done").ok
        assert wei.presses(wei.ephemerals[0], "Undo").ok
        assert wei.posts("ops", "on it goes").ts > latest
        assert wei.opens_home() == "home"
        client = WebClient(second.bot_token, base_url=second.api_url, retry_handlers=[])
        assert client.chat_update(channel="C0OPS", ts=card.ts, text="done")["ok"]
        assert client.conversations_replies(channel="C0OPS", ts=card.ts)["messages"][1]["files"][0]["name"] == "lag.png"


def test_an_open_form_is_not_kept(slack: StandIn, opens: Callable[..., Form], clock: Clock) -> None:
    opens(section("x"))
    assert again(as_document(slack.world, "story"), clock).person("U0WEI").form is None


def test_nothing_kept_is_nothing_wrong(files: KeptFiles) -> None:
    assert (files.read("T0SUN"), files.latest()) == (None, 0.0)


@pytest.mark.parametrize("noted", ["", "soon", "nan", "-1", "1e300"])
def test_a_time_that_is_none_is_no_time(files: KeptFiles, tmp_path: Path, noted: str) -> None:
    (tmp_path / "sandbox.clock").write_text(noted, encoding="ascii")
    assert files.latest() == 0.0


@pytest.mark.parametrize(
    "spoil, why",
    [
        (lambda text: text[: len(text) // 2], "cannot be read"),
        (lambda _: "[]", "another version"),
        (lambda text: text.replace('"format": 1', '"format": 0'), "another version"),
        (lambda text: text.replace('"T0SUN"', '"T0OTHER"', 1), "another version"),
        (lambda text: text.replace('"last_ts"', '"latest"'), "cannot be read"),
        (lambda text: text.replace('"channels"', '"rooms"'), "cannot be read"),
        (lambda text: text.replace('"tz": "Asia/Singapore"', '"tz": 8'), "cannot be read"),
        (lambda text: text.replace('"tz": "Asia/Singapore"', '"tz": "Asia/Singapur"'), "cannot be read"),
        (lambda text: text.replace('"blocks": [', '"blocks": [7, ', 1), "cannot be read"),
        (lambda text: re.sub(r'"at": [0-9.]+', '"at": 1e300', text), "cannot be read"),
        (lambda text: re.sub(r'"at": [0-9.]+', '"at": NaN', text), "cannot be read"),
        (lambda text: text.replace('"channel": "C0OPS"', '"channel": "C0GONE"', 1), "cannot be read"),
        (lambda text: text.replace('"at": 1', '"at": "x'), "cannot be read"),
    ],
)
def test_what_is_broken_or_older_is_told_in_a_sentence(
    files: KeptFiles, lived_in: StandIn, tmp_path: Path, spoil: Callable[[str], str], why: str
) -> None:
    files.write(lived_in.world, "story")
    file = tmp_path / "sandbox.json"
    text = file.read_text(encoding="utf-8")
    file.write_text(spoil(text), encoding="utf-8")
    assert spoil(text) != text
    with pytest.raises(NotKeptError, match=why):
        files.read("T0SUN")
    files.remove()
    assert files.read("T0SUN") is None


def test_it_is_kept_while_it_lives_and_at_its_end(files: KeptFiles, slack: StandIn, wei: Person, clock: Clock) -> None:
    keeping = Keeping(files, slack.world, "story")
    keeping.start()
    assert files.read("T0SUN") is not None
    message = wei.posts("ops", "last words")
    clock.forward(5)
    keeping.stop()
    kept = files.read("T0SUN")
    assert kept is not None
    assert [post.ts for post in kept.posts] == [message.ts]
    assert (kept.at, files.latest(), kept.source) == (clock(), clock(), "story")


def test_what_comes_while_it_is_busy_is_kept_at_the_end(files: KeptFiles, slack: StandIn, wei: Person) -> None:
    busy, free = threading.Event(), threading.Event()

    def tidy() -> None:
        busy.set()
        free.wait(60)

    keeping = Keeping(files, slack.world, "story", tidy)
    keeping.start()
    wei.posts("ops", "first")
    assert busy.wait(60)
    wei.posts("ops", "last")
    count, ending = slack.changes.count, threading.Thread(target=keeping.stop)
    ending.start()
    slack.changes.wait(count, 60)
    free.set()
    ending.join(60)
    kept = files.read("T0SUN")
    assert kept is not None
    assert [post.text for post in kept.posts] == ["first", "last"]


def test_what_was_never_begun_is_not_kept(files: KeptFiles, slack: StandIn) -> None:
    Keeping(files, slack.world, "story").stop()
    assert files.read("T0SUN") is None


def test_a_killed_sandbox_never_shows_an_earlier_time_again(files: KeptFiles, clock: Clock) -> None:
    """Nobody told it that the clock ended: it begins where the clock can have been at most."""
    turned = TurnedClock(clock(), clock)
    turned.reaches = files.reaches
    turned.forward(3_600)
    assert turned.now() <= files.latest() <= turned.now() + 300 + AHEAD
    noted = files.latest()
    files.reaches(turned.now())
    assert files.latest() == noted, "it is not written again and again"


def test_a_full_disk_is_said_and_ends_nothing(
    files: KeptFiles, slack: StandIn, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keeping = Keeping(files, slack.world, "story")
    (tmp_path / "sandbox.json.new").mkdir()
    (tmp_path / "sandbox.clock.new").mkdir()
    keeping.start()
    files.reaches(5.0)
    keeping.stop()
    assert "The sandbox cannot be kept" in caplog.text
    assert "clock is cannot be kept" in caplog.text


def test_a_long_life_fills_no_memory(slack: StandIn, wei: Person) -> None:
    slack.deliver_in_process(App())
    for number in range(6):
        wei.posts("ops", str(number))
    slack.forget_old(2)
    assert [d.event["text"] for d in slack.deliveries] == ["4", "5"]
    assert len(slack.events.log) == 2
    slack.forget_old(2)
    assert len(slack.deliveries) == 2
