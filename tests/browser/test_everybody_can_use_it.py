"""The page for those who do not see it, do not use a mouse, or look at it in the dark."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from slack_sdk import WebClient

from bot.sandbox import StandIn
from tests.browser.conftest import JONAS, OPS, WEI, Opens
from tests.browser.gallery import FORM, MESSAGE, NOW, Json
from tests.browser.looking import Window
from tests.sandbox.noting_app import App

SERIOUS = ("serious", "critical")


@pytest.fixture(autouse=True)
def regions(slack: StandIn) -> None:
    shift = {
        "team": "Platform",
        "start": NOW - 3600,
        "end": NOW + 3600,
        "next_day_start": NOW + 60,
        "first_start": NOW + 60,
    }
    slack.tell_of_regions(lambda _: [
        shift | {"region": "Singapore", "timezone": "Asia/Singapore", "open": True, "on_shift": [WEI]},
        shift | {"region": "Los Angeles", "timezone": "America/Los_Angeles", "open": False, "on_shift": [JONAS]},
    ])  # fmt: skip


@pytest.fixture
def thread(slack: StandIn, client: WebClient) -> str:
    """Something of everything, and a command that opens a form; the `ts` of the message with a thread."""

    def opening(payload: Json) -> tuple[int, str]:
        client.views_open(trigger_id=payload["trigger_id"], view=FORM)
        return 200, ""

    slack.deliver_in_process(App(answers={"command": opening}))
    ts = str(client.chat_postMessage(channel=OPS, text="H-1", blocks=MESSAGE)["ts"])
    client.chat_postEphemeral(channel=OPS, user=WEI, text="only you")
    client.views_publish(user_id=WEI, view={"type": "home", "blocks": [b for b in MESSAGE if b["type"] == "section"]})
    slack.person(JONAS).replies(slack.messages(OPS)[0], "a reply")
    slack.person(JONAS).reacts(slack.messages(OPS)[0], "eyes")
    return ts


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_no_serious_fault(slack: StandIn, opens: Opens, thread: str, dark: bool) -> None:
    here = opens(slack.url, WEI, OPS, dark=dark)
    expect(here.messages).to_have_count(2)
    faults = {"messages": serious(here)}
    here.goes(WEI, OPS, thread=thread, beside="thread")
    expect(here.page.locator("#thread-replies .message")).to_have_count(1)
    faults["thread"] = serious(here)
    here.goes(WEI, OPS, beside="inspector", heard="1")
    here.page.locator("#records summary").first.click()
    faults["inspector, heard"] = serious(here)
    here.goes(WEI, f"D{WEI[1:]}", tab="home")
    faults["home"] = serious(here)
    here.goes(WEI, OPS)
    here.messages.first.hover()
    here.messages.first.get_by_role("button", name="Add a reaction").last.click()
    faults["emoji"] = serious(here)
    assert {place: found for place, found in faults.items() if found} == {}


@pytest.mark.usefixtures("thread")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_no_serious_fault_in_a_refused_form(slack: StandIn, opens: Opens, dark: bool) -> None:
    here = opens(slack.url, WEI, OPS, dark=dark)
    here.types("/handoff")
    here.presses("Send", here.form)
    expect(here.form.locator(".error")).to_be_visible()
    here.form.get_by_role("button", name="Kind").click()
    assert serious(here) == []


def serious(here: Window) -> list[str]:
    """What axe finds that keeps somebody out: the rule, and where."""
    found = Axe().run(here.page).response["violations"]
    return [
        f"{one['id']}: {json.dumps([node['html'][:160] for node in one['nodes']])}"
        for one in found
        if one["impact"] in SERIOUS
    ]
