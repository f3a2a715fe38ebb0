"""The first minutes of somebody new: the story that waits for them, and the tour that leads them through it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from bot.sandbox_run import Sandbox, SandboxOptions
from tests.bot.sandboxes import a_sandbox
from tests.browser.conftest import Opens
from tests.browser.looking import Window
from tests.browser.test_everybody_can_use_it import serious

LONG = 180_000


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Sandbox]:
    with a_sandbox(SandboxOptions(tmp_path)) as running:
        yield running


def test_the_tour_goes_on_as_one_does_what_it_says(story: Sandbox, opens: Opens) -> None:
    here = opens(story.slack.url)
    tour = here.page.get_by_role("region", name="Guided tour")
    expect(here.page.get_by_text("One moment")).to_be_hidden(timeout=LONG)
    expect(tour).to_contain_text("You are Jonas Weber, in Berlin, and it is Tue 09:05.")
    assert serious(here) == []
    here.presses("Next", tour)
    _claims_and_hands_on(here, tour)
    _turns_the_clock(here, tour)
    _ends_it_for_good(here, tour)


def _claims_and_hands_on(here: Window, tour: Locator) -> None:
    expect(tour).to_contain_text("has written to you once this morning")
    here.enters("Sunrelay")
    expect(tour).to_contain_text("3 of 10")
    here.page.locator(".toured").click()
    expect(tour).to_contain_text("It is yours now")
    expect(here.message("Good morning")).to_contain_text("H-4 is yours.")
    here.presses("Next", tour)
    here.enters("ops")
    expect(tour).to_contain_text("Now hand something on.")
    here.page.locator("#composer textarea").press_sequentially("/hand")
    offered = here.page.get_by_role("option", name="/handoff")
    expect(offered).to_be_visible()
    assert apart(tour, offered)
    here.types("/handoff Queue grows since the deploy")
    expect(tour).to_contain_text("Only the next step is missing")
    here.form.get_by_label("Next step").fill("Roll back worker 2.14")
    here.presses("Send", here.form)


def apart(one: Locator, other: Locator) -> bool:
    """Whether neither covers anything of the other."""
    a, b = one.bounding_box(), other.bounding_box()
    assert a is not None
    assert b is not None
    beside = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
    return beside or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"]


def _turns_the_clock(here: Window, tour: Locator) -> None:
    expect(tour).to_contain_text("nobody is woken")
    here.page.locator(".toured").click()
    expect(tour).to_contain_text("Luis has been told. Become Luis.", timeout=LONG)
    here.page.locator(".toured").click()
    expect(tour).to_contain_text("What you handed on is in what Sunrelay wrote to Luis.")
    here.enters("Sunrelay")
    expect(here.last).to_contain_text("Queue grows since the deploy")


def _ends_it_for_good(here: Window, tour: Locator) -> None:
    here.presses("Done", tour)
    expect(tour).to_be_hidden()
    here.page.reload()
    expect(here.page.locator("#title")).to_contain_text("Sunrelay")
    expect(tour).to_be_hidden()
    here.presses("Tour")
    expect(tour).to_contain_text("1 of 10")
    here.presses("End the tour", tour)
    expect(tour).to_be_hidden()


def test_where_nothing_waits_it_begins_with_handing_on(sandbox: Sandbox, opens: Opens) -> None:
    here = opens(sandbox.slack.url, "U0MARIA", "C0OPS")
    here.presses("Tour")
    tour = here.page.get_by_role("region", name="Guided tour")
    expect(tour).to_contain_text("You are Maria Lopez, in Los Angeles")
    expect(tour).not_to_contain_text("have worked while you slept")
    here.presses("Next", tour)
    expect(tour).to_contain_text("Now hand something on.")
    expect(tour).to_contain_text("2 of 6")
