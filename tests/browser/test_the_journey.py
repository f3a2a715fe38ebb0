"""One item on its way, as somebody sees it who tries Sunrelay out: on the page, by the mouse."""

import re

from playwright.sync_api import Locator, expect

from bot.sandbox_run import Sandbox
from tests.browser.conftest import Opens
from tests.browser.looking import Window

OPS = "C0OPS"


def test_from_singapore_to_berlin_read_back_and_done(sandbox: Sandbox, opens: Opens) -> None:
    here = opens(sandbox.slack.url, "U0WEI", OPS)
    _hands_on(here)
    card = here.card("Replica 3 lags 40 s")
    expect(card).to_contain_text("Waiting for: Berlin")
    expect(here.message("Only visible to you")).to_contain_text("goes to Berlin")
    item, on_shift = _id_of(card), _who_waits(card)

    here.becomes(on_shift)
    here.enters("Sunrelay")
    expect(here.page.get_by_text("Good morning")).to_have_count(0)
    here.turns_to_next_start()
    digest = here.message("Good morning")
    digest.get_by_role("button", name=f"Claim {item}", exact=True).click()
    expect(digest).to_contain_text(f"{item} is yours.")
    here.presses(f"Write the read-back of {item}", digest)
    here.form.get_by_label("Your next step, and your doubt").fill("Rebuild first. Is replica 2 safe?")
    here.presses("Read back", here.form)
    expect(here.form).to_be_hidden()

    here.enters("ops")
    expect(card).to_contain_text(f"Owner: {on_shift}")
    card.get_by_role("button", name="1 reply").click()
    line = here.page.locator("#thread-replies")
    expect(line).to_contain_text("took this over from Wei Lin")
    expect(line).to_contain_text("Rebuild first. Is replica 2 safe?")
    card.hover()
    card.get_by_role("button", name="React with white check mark").click()
    expect(card).to_contain_text("✓ Done")


def _hands_on(here: Window) -> None:
    """By the form; it is refused once, and keeps what was typed."""
    here.types("/handoff Replica 3 lags 40 s")
    headline = here.form.get_by_label("Headline")
    expect(headline).to_have_value("Replica 3 lags 40 s")
    here.presses("Send", here.form)
    expect(here.form.locator(".error")).to_have_text("Please complete this required field.")
    expect(headline).to_have_value("Replica 3 lags 40 s")
    here.form.get_by_label("Next step").fill("Restart the rebuild")
    here.form.get_by_label("🟡 Watch").check()
    here.presses("Send", here.form)
    expect(here.form).to_be_hidden()


def test_claimed_by_a_reaction(sandbox: Sandbox, opens: Opens) -> None:
    here = opens(sandbox.slack.url, "U0WEI", OPS)
    here.types("/handoff The certificate expires on Thursday")
    here.form.get_by_label("Next step").fill("Renew it")
    here.presses("Send", here.form)
    card = here.card("The certificate expires on Thursday")
    expect(card).to_contain_text("Waiting for")
    here.becomes(_who_waits(card))
    card.hover()
    card.get_by_role("button", name="Add a reaction").click()
    picker = here.page.get_by_role("dialog", name="Add a reaction")
    hand = picker.get_by_role("button", name="raising hand", exact=True)
    hand.hover()
    expect(picker.get_by_text(":raising_hand: claims the item")).to_be_visible()
    hand.click()
    expect(card).to_contain_text("Owner:")
    expect(card.locator(".emoji").first).to_have_attribute("aria-pressed", "true")


def test_claimed_on_the_home_tab(sandbox: Sandbox, opens: Opens) -> None:
    here = opens(sandbox.slack.url, "U0PRIYA", OPS)
    here.types("/handoff The vendor calls back")
    here.form.get_by_label("Next step").fill("Take the call")
    here.presses("Send", here.form)
    card = here.card("The vendor calls back")
    item, on_shift = _id_of(card), _who_waits(card)
    here.becomes(on_shift)
    here.enters("Sunrelay")
    here.presses("Home")
    home = here.page.locator("#home")
    home.get_by_role("button", name=f"Claim {item}", exact=True).click()
    expect(home.get_by_role("button", name=f"Done {item}", exact=True)).to_be_visible()
    here.enters("ops")
    expect(card).to_contain_text(f"Owner: {on_shift}")


def _id_of(card: Locator) -> str:
    expect(card).to_contain_text("Waiting for")
    found = re.search(r"H-\d+", card.inner_text())
    assert found is not None
    return found.group()


def _who_waits(card: Locator) -> str:
    expect(card).to_contain_text("Waiting for:")
    return "Jonas" if "Jonas" in card.inner_text().partition("Waiting for:")[2] else "Ana"
