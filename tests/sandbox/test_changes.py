"""Whoever shows the workspace hears of every change at once."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox import Form, Person, StandIn
from bot.sandbox.changes import Changes
from tests.sandbox.conftest import App, answers_submission, modal, section, text_input

A_DAY = 86_400.0


@pytest.mark.parametrize(
    "act, words",
    [
        ("posts", ["ops", "x"]), ("types", ["ops", "/nothing"]), ("leaves", ["ops"]), ("joins", ["later"]),
    ],
)  # fmt: skip
def test_what_people_do_in_a_channel_is_counted(slack: StandIn, wei: Person, act: str, words: list[str]) -> None:
    slack.add_channel("C0LATER", "later")
    before = slack.changes.count
    getattr(wei, act)(*words)
    assert slack.changes.count > before


@pytest.mark.parametrize("act, words", [("edits", ["y"]), ("deletes", []), ("reacts", ["eyes"]), ("replies", ["z"])])
def test_what_people_do_to_a_message_is_counted(slack: StandIn, wei: Person, act: str, words: list[str]) -> None:
    message = wei.posts("ops", "one")
    before = slack.changes.count
    getattr(wei, act)(message, *words)
    assert slack.changes.count > before


@pytest.mark.parametrize(
    "act, words",
    [
        ("join", ["C0FAR", "U0JON"]), ("leave", ["C0OPS", "U0JON"]), ("remove_bot", ["C0OPS"]), ("archive", ["C0OPS"]),
        ("unarchive", ["C0OPS"]), ("rename", ["C0OPS", "new"]), ("delete_channel", ["C0FAR"]),
        ("new_user", ["U0NEW", "Nia"]), ("set_user", ["U0JON"]), ("bot_posts", ["C0OPS", "x"]),
        ("tell_of_regions", [lambda _: []]),
    ],
)  # fmt: skip
def test_what_an_admin_or_another_app_does_is_counted(slack: StandIn, act: str, words: list[Any]) -> None:
    before = slack.changes.count
    getattr(slack, act)(*words)
    assert slack.changes.count > before


def test_an_emoji_that_is_taken_off_is_counted(slack: StandIn, wei: Person) -> None:
    message = wei.posts("ops", "one")
    wei.reacts(message, "eyes")
    before = slack.changes.count
    wei.unreacts(message, "eyes")
    assert slack.changes.count > before


def test_views_count(slack: StandIn, app: App, client: WebClient, opens: Callable[..., Form]) -> None:
    seen = [slack.changes.count]

    def rises(act: Callable[[], object]) -> None:
        act()
        seen.append(slack.changes.count)

    rises(lambda: opens(text_input()))
    form = opens(text_input())
    rises(lambda: form.fill("Headline", "x"))
    rises(lambda: client.views_update(view_id=form.view.id, view=modal(text_input())))
    answers_submission(app, {})
    rises(lambda: form.fill("Headline", "x").submit())
    rises(lambda: opens(text_input()).close())
    rises(lambda: client.views_publish(user_id="U0WEI", view={"type": "home", "blocks": [section()]}))
    assert sorted(set(seen)) == seen


def test_who_waits_is_woken_by_a_change(slack: StandIn, wei: Person) -> None:
    since, woken = slack.changes.count, list[int]()
    waiting = threading.Thread(target=lambda: woken.append(slack.changes.wait(since, A_DAY)), daemon=True)
    waiting.start()
    wei.posts("ops", "x")
    waiting.join(60)
    assert [count > since for count in woken] == [True]


def test_who_is_behind_does_not_wait_and_nobody_waits_for_ever() -> None:
    changes = Changes()
    changes.note()
    assert changes.wait(0, 20) == 1
    assert changes.wait(1, 0.01) == 1


def test_an_event_loop_waits_without_a_thread() -> None:
    changes = Changes()

    async def follow() -> tuple[int, int, int]:
        threads = set(threading.enumerate())
        waiting = [asyncio.ensure_future(changes.next(0, A_DAY)) for _ in range(50)]
        await asyncio.sleep(0)
        more = len(set(threading.enumerate()) - threads)
        await asyncio.to_thread(changes.note)
        return more, min(await asyncio.gather(*waiting)), await changes.next(1, 0.01)

    assert asyncio.run(follow()) == (0, 1, 1)
    changes.note()
    assert changes.count == 2, "nobody listens any more"


def test_who_has_gone_in_the_same_moment_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    changes = Changes()

    async def leave() -> tuple[asyncio.AbstractEventLoop, list[Callable[[], None]]]:
        waiting = asyncio.ensure_future(changes.next(0, A_DAY))
        await asyncio.sleep(0)
        told = list(changes._listeners)  # noqa: SLF001
        waiting.cancel()
        return asyncio.get_running_loop(), told

    loop, (tell,) = asyncio.run(leave())
    monkeypatch.setattr(loop, "is_closed", lambda: False)  # as it was a moment ago
    tell()
