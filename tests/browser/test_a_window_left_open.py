"""A window that is left open while the sandbox ends, and starts again on the same address."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect
from slack_sdk import WebClient

from bot.sandbox import StandIn
from bot.sandbox.kept_world import as_document, from_document, put_in_place
from bot.sandbox.stand_in import TEAM
from tests.browser.conftest import OPS, WEI
from tests.browser.gallery import FORM, NOW, Json
from tests.browser.looking import Window
from tests.ports import KeptPort
from tests.sandbox.noting_app import MANIFEST, App

Starts = Callable[[StandIn | None], StandIn]


@pytest.fixture
def starts() -> Iterator[Starts]:
    """Starts a workspace; given an earlier one, ends that and goes on with what was kept of it, at its address."""
    with KeptPort() as port, ExitStack() as running:

        def start(before: StandIn | None) -> StandIn:
            running.close()
            slack = StandIn(now=lambda: NOW, port=port.number, manifest=MANIFEST)
            if before is None:
                slack.add_user(WEI, "Wei Lin", tz="Asia/Singapore")
                slack.add_channel(OPS, "ops", members=[WEI])
            else:
                put_in_place(slack.world, from_document(as_document(before.world, "story"), TEAM))
            return running.enter_context(slack)

        yield start


def test_it_says_so_and_shows_all_again_by_itself(browser: Browser, starts: Starts) -> None:
    first = starts(None)
    first.deliver_in_process(App(answers={"command": lambda payload: opening(first, payload)}))
    with browser.new_context() as context:
        here = Window(context.new_page(), first.url)
        here.goes(WEI, OPS)
        here.types("before")
        expect(here.message("before")).to_be_visible()
        here.types("/handoff")
        here.form.get_by_label("Headline").fill("half a headline")
        first.stop()
        expect(here.form.get_by_role("alert")).to_have_text("The sandbox does not answer. Is it still running?")
        second = starts(first)
        expect(here.form).to_be_hidden()
        expect(here.page.locator("#said")).to_contain_text("started again, and the open form is gone")
        here.types("after")
        expect(here.message("after")).to_be_visible()
        assert [message.text for message in second.messages(OPS)] == ["before", "after"]


def opening(slack: StandIn, payload: Json) -> tuple[int, str]:
    client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    client.views_open(trigger_id=payload["trigger_id"], view=FORM)
    return 200, ""
