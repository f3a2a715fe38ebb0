"""The page as a Slack client: two people at once, threads, unread messages, what is heard, one's own words."""

from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from slack_sdk import WebClient

from bot.sandbox import StandIn
from bot.sandbox.reading.dates import render_date
from bot.sandbox.shared_file import small_picture
from tests.browser.conftest import JONAS, OPS, TEA, WEI, Opens
from tests.browser.gallery import NOW
from tests.sandbox.conftest import button
from tests.sandbox.noting_app import App

pytestmark = pytest.mark.usefixtures("app")


def test_two_people_see_what_the_other_does_at_once(slack: StandIn, opens: Opens) -> None:
    """In Jonas's window no time passes: what he sees has waited for none of its timers."""
    wei, jonas = opens(slack.url, WEI, OPS), opens(slack.url, JONAS, OPS, still=True)
    for asked in ("Is the rebuild done?", "Is the vault open?", "Is anybody there?"):
        wei.types(asked)
        expect(jonas.message(asked)).to_contain_text("Wei Lin")


def test_a_reaction_and_a_thread_between_two(slack: StandIn, opens: Opens) -> None:
    wei, jonas = opens(slack.url, WEI, OPS), opens(slack.url, JONAS, OPS)
    wei.types("Who has the vault?")
    asked = jonas.message("Who has the vault?")
    asked.hover()
    asked.get_by_role("button", name="React with white check mark").click()
    expect(wei.message("Who has the vault?").locator(".emoji").first).to_have_text("✅1")
    asked.hover()
    asked.get_by_role("button", name="Reply in thread").click()
    jonas.page.get_by_label("Reply …").fill("I have.")
    jonas.page.keyboard.press("Enter")
    expect(wei.message("Who has the vault?")).to_contain_text("1 reply")
    wei.page.get_by_role("button", name="1 reply").click()
    replies = wei.page.locator("#thread-replies")
    expect(replies).to_contain_text("I have.")
    wei.page.get_by_label("Reply …").fill("/handoff")
    wei.page.keyboard.press("Enter")
    expect(replies).to_contain_text("/handoff is not supported in threads. Sorry!")
    wei.page.keyboard.press("Escape")
    expect(wei.page.locator("#thread")).to_be_hidden()
    expect(wei.message("Who has the vault?")).to_be_focused()


def test_what_is_new_is_counted_until_one_looks(slack: StandIn, client: WebClient, opens: Opens) -> None:
    here = opens(slack.url, WEI, OPS)
    dm = here.page.locator("#rooms button", has_text="Relay")
    client.chat_postMessage(channel=WEI, text="Good morning")
    expect(dm.locator(".unread")).to_have_text("1 unread")
    here.becomes("Jonas")
    expect(here.page.locator("#people a", has_text="Wei").locator(".unread")).to_have_text("1")
    here.becomes("Wei")
    here.enters("Relay")
    expect(here.page.locator("#messages .divider.new")).to_be_visible()
    expect(dm.locator(".unread")).to_have_count(0)
    client.chat_postMessage(channel=WEI, text="One more")
    expect(here.page.get_by_role("status").filter(has_text="Relay: One more")).to_have_count(1)


def test_writing_to_somebody_alone(slack: StandIn, opens: Opens) -> None:
    wei, jonas = opens(slack.url, WEI, OPS), opens(slack.url, JONAS, OPS)
    wei.presses("Write to somebody")
    wei.page.get_by_role("menuitem", name="Jonas Weber").click()
    expect(wei.page.locator("#title")).to_have_text("Jonas Weber")
    wei.types("The vault's code has changed")
    expect(wei.page.locator("#people a", has_text="Jonas").locator(".unread")).to_have_text("1")
    expect(jonas.page.locator("#direct .unread")).to_have_text("1 unread")
    jonas.enters("Wei Lin")
    expect(jonas.last).to_contain_text("The vault's code has changed")
    wei.enters("ops")
    wei.presses("Write to somebody")
    wei.page.get_by_role("menuitem", name="Jonas Weber").click()
    expect(wei.last).to_contain_text("The vault's code has changed")


def test_back_and_forward_lead_through_what_one_has_looked_at(slack: StandIn, opens: Opens) -> None:
    here = opens(slack.url, JONAS, OPS)
    here.enters("tea")
    here.becomes("Wei")
    here.page.go_back()
    expect(here.page.locator("#whose")).to_contain_text("Jonas")
    expect(here.page.locator("#title")).to_have_text("# tea")
    here.page.go_back()
    expect(here.page.locator("#title")).to_have_text("# ops")
    here.page.go_forward()
    expect(here.page.locator("#title")).to_have_text("# tea")
    here.goes(WEI, "C0NOWHERE")
    expect(here.page.locator("#title")).to_have_text("# ops")


def test_ones_own_words_can_be_changed_and_taken_away(slack: StandIn, opens: Opens) -> None:
    here = opens(slack.url, WEI, OPS)
    here.types("Ask @Jonas Weber about teh vault")
    mine = here.message("Ask @Jonas Weber")
    mine.hover()
    here.presses("More actions", mine)
    here.page.get_by_role("menuitem", name="Edit message").click()
    words = here.page.get_by_label("Edit message")
    expect(words).to_have_value("Ask @Jonas Weber about teh vault")
    words.fill("Ask @Jonas Weber about the vault")
    words.press("Enter")
    changed = here.message("about the vault (edited)")
    expect(changed).to_be_visible()
    changed.hover()
    here.presses("More actions", changed)
    here.page.get_by_role("menuitem", name="Delete message").click()
    here.page.get_by_role("dialog", name="Delete this message?").get_by_role("button", name="Delete").click()
    expect(changed).to_have_count(0)


def test_what_the_box_offers_while_one_types(slack: StandIn, app: App, opens: Opens) -> None:
    here = opens(slack.url, WEI, OPS)
    box = here.page.locator("#composer textarea")
    box.press_sequentially("/ha")
    expect(here.page.get_by_role("option", name="/handoff")).to_be_visible()
    box.press("Tab")
    usage = here.page.get_by_role("note")
    expect(usage).to_have_text("/handoff [headline]")
    box.press_sequentially("to @jon")
    expect(usage).to_be_hidden()
    box.press("Enter")
    expect(box).to_have_value("/handoff to @Jonas Weber ")
    expect(usage).to_be_visible()
    with here.acting():
        box.press("Enter")
    assert app.last("command")["text"] == f"to <@{JONAS}|jonas.weber>"
    expect(usage).to_be_hidden()
    app.answers["command"] = lambda _: (500, "")
    here.types("/handoff again")
    expect(here.page.locator("#said")).to_have_text("The app failed to answer. Its log says why.")
    expect(box).to_have_value("/handoff again")


def test_shortcuts_and_the_inspector(slack: StandIn, app: App, client: WebClient, opens: Opens) -> None:
    client.chat_postMessage(channel=OPS, text="H-7", blocks=[{"type": "actions", "elements": [button("Claim")]}])
    here = opens(slack.url, WEI, OPS)
    here.last.hover()
    here.presses("More actions", here.last)
    with here.acting():
        here.page.get_by_role("menuitem", name="Hand this off").click()
    assert app.last("message_action")["callback_id"] == "hand_off_message"
    here.presses("Shortcuts")
    with here.acting():
        here.page.get_by_role("menuitem", name="New item").click()
    assert app.last("shortcut")["callback_id"] == "new_item"
    here.last.hover()
    here.presses("More actions", here.last)
    here.page.get_by_role("menuitem", name="What the app sent").click()
    sent = here.page.locator("#records li", has_text="chat.postMessage")
    expect(sent.locator(".gist")).to_have_text("H-7")
    expect(here.page.locator("#records li", has_text="message_action").locator(".gist")).to_have_text(
        "hand_off_message"
    )
    sent.locator("summary").click()
    expect(sent.locator("pre").first).to_contain_text('"text": "H-7"')
    builder = sent.get_by_role("link", name="Open in Block Kit Builder")
    address = "https://app.slack.com/block-kit-builder/#%7B%22blocks%22%3A%5B%7B%22type%22%3A%22actions%22"
    assert str(builder.get_attribute("href")).startswith(address)
    expect(here.page.locator("#records li", has_text="message_action")).to_contain_text("Wei Lin")
    here.page.keyboard.press("Escape")
    expect(here.last).to_be_focused()
    here.presses("{ } Inspector")
    here.presses("Close the inspector")
    expect(here.page.get_by_role("button", name="{ } Inspector")).to_be_focused()


def test_heard_not_seen(slack: StandIn, client: WebClient, opens: Opens) -> None:
    client.chat_postMessage(
        channel=OPS, text="*H-8* is yours. Type /handoff done H-8.",
        blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": "Seen, not heard"}}],
    )  # fmt: skip
    here = opens(slack.url, WEI, OPS)
    expect(here.last).to_contain_text("Seen, not heard")
    here.presses("🔈 Heard, not seen")
    expect(here.last).to_contain_text("H-8 is yours. Type /handoff done H-8.")
    expect(here.last).not_to_contain_text("Seen, not heard")


def test_the_home_tab(slack: StandIn, app: App, client: WebClient, opens: Opens) -> None:
    view = {"type": "home", "blocks": [{"type": "actions", "elements": [button("Claim H-9", action_id="claim")]}]}

    def opened(payload: dict[str, object]) -> tuple[int, str]:
        if "app_home_opened" in str(payload):
            client.views_publish(user_id=WEI, view=view)
        return 200, ""

    app.answers["event_callback"] = opened
    here = opens(slack.url, WEI, f"D{WEI[1:]}")
    with here.acting():
        here.presses("Home")
    with here.acting():
        here.presses("Claim H-9")
    assert app.last("block_actions")["actions"][0]["action_id"] == "claim"
    messages = here.page.get_by_role("button", name="Messages", exact=True)
    messages.focus()
    here.page.keyboard.press("Enter")
    expect(here.page.locator("#composer")).to_be_visible()
    expect(messages).to_be_focused()


def test_looking_into_a_channel_before_joining_it(slack: StandIn, opens: Opens) -> None:
    slack.person(JONAS).posts(TEA, "Tea is ready")
    here = opens(slack.url, WEI, TEA)
    expect(here.last).to_contain_text("Tea is ready")
    expect(here.page.locator("#about")).to_contain_text("Relay is not in this channel")
    expect(here.page.locator("#composer")).to_be_hidden()
    here.presses("Join channel")
    here.types("I come")
    expect(here.last).to_contain_text("I come")


def test_from_message_to_message_by_the_arrow_keys(slack: StandIn, opens: Opens) -> None:
    slack.person(JONAS).posts(OPS, "the one above")
    slack.person(JONAS).posts(OPS, "the last one")
    here = opens(slack.url, WEI, OPS)
    here.page.keyboard.press("Tab")
    expect(here.page.get_by_role("button", name="To the conversation")).to_be_focused()
    here.page.keyboard.press("Enter")
    expect(here.last).to_be_focused()
    here.page.keyboard.press("ArrowUp")
    expect(here.message("the one above")).to_be_focused()
    here.page.keyboard.press("Tab")
    expect(here.message("the one above").get_by_role("button", name="React with white check mark")).to_be_focused()


def test_posting_a_file_with_words(slack: StandIn, app: App, opens: Opens) -> None:
    here = opens(slack.url, WEI, OPS)
    here.page.locator("#composer textarea").fill("The lag since noon")
    with here.page.expect_file_chooser() as choosing:
        here.presses("Post a file")
    choosing.value.set_files({"name": "lag.png", "mimeType": "image/png", "buffer": small_picture()})
    expect(here.last).to_contain_text("The lag since noon")
    expect(here.last.get_by_role("img", name="lag.png")).to_be_visible()
    expect(here.page.locator("#composer textarea")).to_have_value("")
    assert app.events("message")[-1]["files"][0]["mimetype"] == "image/png"
    with here.page.expect_file_chooser() as choosing:
        here.presses("Post a file")
    choosing.value.set_files({"name": "film.mp4", "mimeType": "video/mp4", "buffer": b"x" * 2_000_001})
    expect(here.page.locator("#said")).to_have_text("film.mp4 is too large for the sandbox: 2 MB at most.")


def test_a_picture_and_a_file(slack: StandIn, opens: Opens) -> None:
    slack.person(JONAS).posts_file(OPS, "graph.png")
    slack.person(JONAS).posts_file(OPS, "notes.txt", content=b"words")
    here = opens(slack.url, WEI, OPS)
    picture = here.messages.get_by_role("img", name="graph.png")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") == 240
    expect(here.last.get_by_role("link", name="notes.txt")).to_have_attribute("download", "notes.txt")


def test_dates_are_written_as_the_stand_in_reads_them(slack: StandIn, opens: Opens) -> None:
    """The page has the date tokens once more, in JavaScript: they must say the same in every zone."""
    odd = (-400 * 86_400, -90_000, -61, 59, 7_200, 80_000, 26_000_000)
    instants = [NOW + away for away in (*odd, *range(0, 31 * 86_400, 86_400))]
    templates = [f"{{{token}}}" for token in (
        "date_num", "date_slash", "date", "date_short", "date_long", "date_long_full", "date_pretty",
        "date_short_pretty", "date_long_pretty", "day_divider_pretty", "time", "time_secs", "ago",
    )] + ["by {time}, {date_short_pretty}", "{nothing}", "no token"]  # fmt: skip
    zones = ["Asia/Singapore", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Apia", "Etc/UTC"]
    asked = [(at, template, zone) for at in instants for template in templates for zone in zones]
    here = opens(slack.url, WEI, OPS)
    written = here.page.evaluate(
        "([all, now]) => import('/page/text/moments.js').then(page => all.map(one => page.renderDate(...one, now)))",
        [asked, NOW],
    )
    expected = [render_date(at, template, ZoneInfo(zone), NOW) for at, template, zone in asked]
    wrong = [(one, said, right) for one, said, right in zip(asked, written, expected, strict=True) if said != right]
    assert wrong == []
