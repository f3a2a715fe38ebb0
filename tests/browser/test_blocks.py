"""Block Kit in the browser: drawn as Slack draws it, used by mouse and keyboard, and safe whatever people write."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from slack_sdk import WebClient
from slack_sdk.models import blocks as block_kit

from bot.sandbox import StandIn
from tests.browser.conftest import OPS, WEI, Opens
from tests.browser.gallery import FORM, MESSAGE, NOW, UNKNOWN, Json, options, plain
from tests.browser.looking import Window
from tests.house.tree import ROOT, files
from tests.sandbox.noting_app import App

EVIL = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"


@pytest.fixture
def here(slack: StandIn, client: WebClient, app: App, opens: Opens) -> Window:
    """Wei's window, with one message that has everything in it; what a picker that searches finds is Berlin."""
    app.answers["block_suggestion"] = lambda _: (200, json.dumps({"options": options("Berlin")}))
    client.chat_postMessage(channel=OPS, text="H-1 Replica 3 lags 40 s. Type /handoff claim H-1.", blocks=MESSAGE)
    return opens(slack.url, WEI, OPS)


def test_everything_that_the_bot_sends_is_in_the_gallery() -> None:
    """Whoever lets the bot send another block or element is asked to put it there, and so to see it drawn."""
    sources = [path.read_text(encoding="utf-8") for path in files(ROOT / "handlers") if path.suffix == ".py"]
    names = {name for source in sources for name in re.findall(r"\b[A-Z]\w+(?:Block|Element)\b", source)}
    used = {getattr(getattr(block_kit, name, None), "type", None) for name in names} - {None}
    assert len(used) > 10
    assert used - {node["type"] for node in nodes([MESSAGE, FORM["blocks"]])} == set()


def nodes(value: Any) -> Iterator[Json]:
    """Every object in it that has a type."""
    if isinstance(value, dict) and "type" in value:
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(child)


def test_texts_are_drawn_as_slack_draws_them(here: Window) -> None:
    message = here.last
    expect(message.get_by_role("heading", name="H-1 Replica 3 lags 40 s")).to_be_visible()
    words = message.locator(".block").nth(1)
    for tag, text in (
        ("strong", "bold"),
        ("em", "italic"),
        ("s", "struck"),
        ("code", "code"),
        ("blockquote", "quoted"),
    ):
        expect(words.locator(tag)).to_have_text(text)
    expect(words).to_contain_text("a label @Jonas Weber #ops @here 🎉 15:50 <b>")
    expect(words.get_by_role("link", name="a label")).to_have_attribute("rel", "noopener noreferrer")
    expect(message.get_by_text("https://example.com/c stays")).to_be_visible()
    expect(message.get_by_role("link", name="https://example.com/c")).to_have_count(0)
    expect(message.locator(".rich").first).to_contain_text("bold@Jonas Weber a link🎉15:50".replace(" a", "a"))
    expect(message.get_by_role("cell", name="Berlin")).to_be_visible()
    expect(message.get_by_role("link", name="the new banner")).to_have_attribute("href", "https://example.com/y.png")
    expect(here.page.locator(".unknown")).to_have_count(0)
    here.becomes("Jonas")
    expect(here.last.locator(".block").nth(1)).to_contain_text("08:50")


def test_what_is_not_known_is_shown_as_such(slack: StandIn, client: WebClient, opens: Opens) -> None:
    ts = client.chat_postMessage(channel=OPS, text="x", blocks=MESSAGE[:1])["ts"]
    post = next(m.post for m in slack.messages(OPS) if m.ts == ts)
    post.blocks.append(UNKNOWN)
    here = opens(slack.url, WEI, OPS)
    expect(here.last).to_contain_text("This page does not draw “hologram”. Slack may.")
    here.last.get_by_text("What was sent").click()
    expect(here.last).to_contain_text("<b>not drawn</b>")


def test_buttons_and_menus_of_a_message(here: Window, app: App) -> None:
    with here.acting():
        here.presses("Claim", here.last)
    assert (last_act(app)["action_id"], last_act(app)["value"]) == ("claim", "H-1")
    here.presses("Cancel", here.last)
    asked = here.page.get_by_role("dialog", name="Cancel it?")
    asked.get_by_role("button", name="No").click()
    expect(asked).to_have_count(0)
    assert last_act(app)["action_id"] == "claim"
    here.presses("Cancel", here.last)
    with here.acting():
        asked.get_by_role("button", name="Cancel it").click()
    assert last_act(app)["action_id"] == "stop"
    here.presses("More", here.last)
    with here.acting():
        here.page.get_by_role("menuitem", name="Send back").click()
    assert last_act(app)["selected_option"]["value"] == "send back"


def test_choosing_in_a_message(here: Window, app: App) -> None:
    for name, choice, key, value in (
        ("What", "Done", "selected_option", options("Done")[0]), ("Who", "Jonas Weber", "selected_user", "U0JON"),
        ("Where", "#ops", "selected_conversation", OPS), ("Zone", "Berlin", "selected_option", options("Berlin")[0]),
    ):  # fmt: skip
        here.last.get_by_role("button", name=name, exact=True).click()
        here.page.get_by_role("combobox").last.fill(choice[:3])
        with here.acting():
            here.page.get_by_role("option", name=choice, exact=True).click()
        assert last_act(app)[key] == value
    with here.acting():
        here.last.get_by_label("Critical").check()
    assert last_act(app)["selected_option"]["value"] == "critical"
    with here.acting():
        here.last.get_by_label("Ana").check()
    assert [o["value"] for o in last_act(app)["selected_options"]] == ["ana"]
    values = app.last("block_actions")["state"]["values"]["selects"]
    assert values["what"]["selected_option"]["value"] == "done", "what was chosen before goes along"


def test_who_types_and_presses_enter_at_once_gets_what_the_app_then_offers(here: Window, app: App) -> None:
    here.last.get_by_role("button", name="Zone", exact=True).click()
    expect(here.page.get_by_role("combobox").last).to_be_focused()
    with here.acting():
        here.page.keyboard.type("ber")
        here.page.keyboard.press("Enter")
    assert last_act(app)["selected_option"] == options("Berlin")[0]


def test_choosing_several(here: Window, app: App) -> None:
    here.last.get_by_role("button", name="Several").click()
    for name in ("H-1", "H-3"):
        with here.acting():
            here.page.get_by_role("option", name=name).click()
    here.page.get_by_role("option", name="H-2").click()
    expect(here.page.get_by_text("2 at most.")).to_be_visible()
    assert [o["value"] for o in last_act(app)["selected_options"]] == ["h-1", "h-3"]
    here.page.keyboard.press("Escape")
    with here.acting():
        here.last.get_by_role("button", name="Take away H-1").click()
    assert [o["value"] for o in last_act(app)["selected_options"]] == ["h-3"]


def test_a_form_by_keyboard_alone(here: Window, app: App, client: WebClient) -> None:
    app.answers["command"] = opening(client)
    keys, form = here.page.keyboard, here.form
    here.types("/handoff")
    expect(form.get_by_label("Headline")).to_be_focused()
    expect(form.locator(".unknown")).to_have_count(0)
    keys.type("Replica 3 lags")
    keys.press("Tab")
    keys.type("Because it does.")
    form.get_by_role("button", name="Kind").focus()
    keys.press("Enter")
    expect(here.page.get_by_role("option", name="Launch")).to_have_attribute("aria-selected", "true")
    keys.type("rev")
    keys.press("Enter")
    expect(form.get_by_role("button", name="Kind")).to_have_text("Review")
    form.get_by_label("Critical").focus()
    with here.acting():
        keys.press("Space")
    assert last_act(app)["selected_option"]["value"] == "critical"
    form.get_by_label("Headline").focus()
    keys.press("Enter")
    expect(form).to_be_hidden()
    sent = values_of(app)
    assert (sent["headline"]["value"], sent["why"]["value"]) == ("Replica 3 lags", "Because it does.")
    assert (sent["kind"]["selected_option"]["value"], sent["by"]["selected_date_time"]) == ("review", NOW)


def test_a_refused_form_keeps_what_was_typed(here: Window, app: App, client: WebClient) -> None:
    app.answers["command"] = opening(client)
    here.types("/handoff")
    here.form.get_by_label("Headline").fill("Replica 3 lags")
    link = here.form.get_by_label("Link")
    link.fill("example")
    here.form.get_by_label("By").fill("2027-03-02T09:00")
    here.presses("Send", here.form)
    expect(here.form.locator(".error")).to_have_text("Please enter a valid URL.")
    expect(link).to_be_focused()
    expect(link).to_have_value("example")
    here.page.keyboard.press("End")
    here.page.keyboard.type(".com")
    expect(here.form.locator(".error")).to_have_count(0)
    expect(here.form.locator("#form-wrong")).to_be_empty()
    expect(link).to_be_focused()
    expect(link).to_have_value("example.com")
    app.answers["view_submission"] = lambda _: (500, "")
    link.fill("https://example.com/x")
    here.presses("Send", here.form)
    expect(here.form.get_by_role("alert")).to_have_text("The app failed to answer. Its log says why.")
    expect(here.form.get_by_label("Headline")).to_have_value("Replica 3 lags")
    del app.answers["view_submission"]
    here.presses("Send", here.form)
    expect(here.form).to_be_hidden()
    assert values_of(app)["by"]["selected_date_time"] == 1_803_949_200


def test_an_update_of_the_form_keeps_what_was_typed(here: Window, app: App, client: WebClient) -> None:
    app.answers["command"] = opening(client)
    here.types("/handoff")
    headline = here.form.get_by_label("Headline")
    headline.fill("Replica")
    fresh = [b for b in FORM["blocks"] if b["block_id"] != "alert"]
    fresh[0] = {**fresh[0], "hint": {"type": "plain_text", "text": "Another hint."}}
    view = here.page.evaluate("fetch('/page/state?as=U0WEI').then(r => r.json()).then(s => s.form.id)")
    client.views_update(view_id=view, view={**FORM, "blocks": fresh})
    expect(here.form).to_contain_text("Another hint.")
    expect(headline).to_have_value("Replica")
    expect(headline).to_be_focused()
    here.form.get_by_role("button", name="Not now").click()
    expect(here.form).to_be_hidden()


def test_what_takes_the_place_of_a_button_has_the_focus(here: Window, app: App, client: WebClient) -> None:
    more = {"type": "input", "block_id": "more", "label": plain("State"), "element": FORM["blocks"][1]["element"]}

    def unfold(payload: Json) -> tuple[int, str]:
        client.views_update(view_id=payload["view"]["id"], view={**FORM, "blocks": [*FORM["blocks"][:-1], more]})
        return 200, ""

    app.answers |= {"command": opening(client), "block_actions": unfold}
    here.types("/handoff")
    here.form.get_by_role("button", name="More context").focus()
    here.page.keyboard.press("Enter")
    expect(here.form.get_by_label("State")).to_be_focused()


def test_from_a_form_to_the_one_on_top_and_back_by_keyboard(here: Window, app: App, client: WebClient) -> None:
    top = {**FORM, "title": plain("Region"), "blocks": FORM["blocks"][1:3]}

    def push(payload: Json) -> tuple[int, str]:
        client.views_push(trigger_id=payload["trigger_id"], view=top)
        return 200, ""

    app.answers |= {"command": opening(client), "block_actions": push}
    keys = here.page.keyboard
    here.types("/handoff")
    more = here.form.get_by_role("button", name="More context")
    more.focus()
    keys.press("Enter")
    expect(here.form.get_by_role("heading")).to_have_text("Region")
    expect(here.form.get_by_label("Headline")).to_be_focused()
    keys.press("Escape")
    expect(here.form.get_by_role("heading")).to_have_text("Hand off")
    expect(more).to_be_focused()
    keys.press("Escape")
    expect(here.form).to_be_hidden()
    expect(here.page.locator("#composer textarea")).to_be_focused()


def test_who_must_read_first_begins_at_the_top(here: Window, app: App, client: WebClient) -> None:
    long = {"type": "section", "text": plain("What was tried, and why it did not help. " * 60)}
    app.answers["command"] = opening(client, {**FORM, "blocks": [long, *FORM["blocks"][1:2]]})
    here.types("/handoff")
    expect(here.form).to_be_visible()
    assert here.page.locator("#form-blocks").evaluate("box => box.scrollTop") == 0
    expect(here.form.get_by_label("Headline")).not_to_be_focused()
    here.page.locator("#form-blocks").evaluate("box => box.scrollTo(0, box.scrollHeight)")
    here.presses("Not now", here.form)
    expect(here.form).to_be_hidden()
    here.types("/handoff")
    expect(here.form).to_be_visible()
    assert here.page.locator("#form-blocks").evaluate("box => box.scrollTop") == 0


def test_words_of_people_are_never_html(slack: StandIn, client: WebClient, app: App, opens: Opens) -> None:
    text = {"type": "mrkdwn", "text": EVIL + "<javascript:alert(1)|press me>"}
    evil = [{"type": "section", "text": text}, {"type": "header", "text": plain(EVIL)}]
    app.answers["command"] = opening(client, {"type": "modal", "title": plain("<b>x</b>"), "blocks": evil})
    slack.set_user("U0JON", real_name=EVIL)
    client.chat_postMessage(channel=OPS, text=EVIL, blocks=evil)
    slack.person("U0JON").posts(OPS, EVIL)
    here = opens(slack.url, WEI, OPS)
    here.types("/handoff")
    expect(here.form).to_contain_text("<b>x</b>")
    expect(here.form).to_contain_text("<script>")
    assert here.page.locator("main img, main script, dialog img, dialog script, nav img").count() == 0
    assert here.page.locator("a[href^=javascript]").count() == 0
    assert here.page.title() != "taken"


def opening(client: WebClient, view: Json = FORM) -> Callable[[Json], tuple[int, str]]:
    """An app that answers a command with this form."""

    def answer(payload: Json) -> tuple[int, str]:
        client.views_open(trigger_id=payload["trigger_id"], view=view)
        return 200, ""

    return answer


def values_of(app: App) -> dict[str, Json]:
    """What was sent in each field, by its block."""
    values = app.last("view_submission")["view"]["state"]["values"]
    return {block: state["value"] for block, state in values.items() if "value" in state}


def last_act(app: App) -> Json:
    act: Json = app.last("block_actions")["actions"][-1]
    return act
