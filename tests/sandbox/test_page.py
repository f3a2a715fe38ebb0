"""The page: what it shows to whom, what can be done on it, and who cannot use it."""

import asyncio
import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import aiohttp
import pytest
from slack_sdk import WebClient

from bot.sandbox import Person, StandIn
from bot.sandbox.page_server.files import PageFiles
from bot.sandbox.turned_clock import TurnedClock
from tests.sandbox.conftest import (
    MANIFEST,
    App,
    Clock,
    Json,
    actions,
    button,
    chooser,
    modal,
    plain,
    section,
    text_input,
)

ADDRESS = re.compile(r"https?://[^\s\"'`<>)]+")
# Where links lead to, and what is no address to go to.
LED_TO = ("https://app.slack.com/block-kit-builder/", "http://www.w3.org/")
URGENCY = [{"text": plain(t), "value": t[0]} for t in ("critical", "steady")]


@pytest.fixture
def slack(clock: Clock) -> Iterator[StandIn]:
    turned = TurnedClock(clock(), clock)
    with StandIn(now=turned.now, manifest=MANIFEST, clock=turned) as stand_in:
        stand_in.add_user("U0WEI", "Wei Lin", tz="Asia/Singapore")
        stand_in.add_user("U0JON", "Jonas Weber", tz="Europe/Berlin")
        stand_in.add_channel("C0OPS", "ops", members=["U0WEI"])
        stand_in.add_channel("C0SEC", "secret", members=["U0WEI"], private=True)
        yield stand_in


def fetch(slack: StandIn, path: str, body: object = None, **headers: str) -> str:
    data = None if body is None else json.dumps(body).encode()
    sent = ({"Content-Type": "application/json"} if data else {}) | {k.replace("_", "-"): v for k, v in headers.items()}
    request = urllib.request.Request(f"{slack.url}{path}", data, sent)  # noqa: S310 - our own server
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own server
        text: str = answer.read().decode()
    return text


def look(slack: StandIn, who: str = "U0WEI", **more: str) -> Json:
    state: Json = json.loads(fetch(slack, f"page/state?{urlencode({'as': who, **more})}"))
    return state


def room(slack: StandIn, channel: str = "C0OPS", who: str = "U0WEI") -> Json:
    found: Json = next(r for r in look(slack, who)["rooms"] if r["id"] == channel)
    return found


def messages(slack: StandIn, channel: str = "C0OPS", **more: str) -> list[Json]:
    found: list[Json] = look(slack, room=channel, **more)["room"]["messages"]
    return found


def ask(slack: StandIn, what: str, who: str = "U0WEI", **more: object) -> Json:
    end: Json = json.loads(fetch(slack, "page/act", {"as": who, "do": what, **more}))
    return end


def act(slack: StandIn, what: str, who: str = "U0WEI", **more: object) -> str:
    return str(ask(slack, what, who, **more)["said"])


def element(block: str, action: str, value: object = None) -> Json:
    return {"block": block, "action": action, "value": value}


def test_its_files_are_there_and_fetch_nothing_from_elsewhere(slack: StandIn) -> None:
    paths = PageFiles().paths
    assert {"/", "/page/main.js", "/page/styles/base.css", "/page/blocks/block.js"} <= set(paths)
    for path in paths:
        text = fetch(slack, path[1:])
        assert "innerHTML" not in text
        assert "insertAdjacentHTML" not in text
        assert [a for a in ADDRESS.findall(text) if not a.startswith(LED_TO)] == []


def test_the_browser_is_told_to_run_nothing_but_these_files(slack: StandIn) -> None:
    with urllib.request.urlopen(slack.url) as answer:  # noqa: S310 - our own server
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self';" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy


def test_who_is_who_and_what_each_may_see(slack: StandIn, client: WebClient) -> None:
    client.chat_postMessage(channel="C0OPS", text="*by* <!date^1803805200^{time}|x>")
    state = look(slack)
    assert [(p["name"], p["place"], p["zone"]) for p in state["people"]] == [
        ("Wei Lin", "Singapore", "Asia/Singapore"), ("Jonas Weber", "Berlin", "Europe/Berlin"),
    ]  # fmt: skip
    assert [r["name"] for r in state["rooms"]] == ["ops", "secret", "Relay"]
    assert [r["name"] for r in look(slack, "U0JON")["rooms"]] == ["ops", "Relay"]
    assert [m["text"] for m in messages(slack)] == ["*by* <!date^1803805200^{time}|x>"]
    assert look(slack, "U0JON", room="C0SEC")["room"] is None
    assert look(slack, "U0NONE")["me"] is None


def test_only_the_last_messages_are_sent_until_more_are_asked_for(slack: StandIn) -> None:
    for n in range(5):
        slack.add_message("C0OPS", "U0JON", f"message {n}")
    shown = look(slack, room="C0OPS", messages="2")["room"]
    assert (shown["earlier"], [m["text"] for m in shown["messages"]]) == (3, ["message 3", "message 4"])
    assert look(slack, room="C0OPS", messages="many")["room"]["earlier"] == 0


def test_typing_joining_and_replying(slack: StandIn, app: App) -> None:
    assert "no member of #ops" in act(slack, "type", "U0JON", channel="C0OPS", text="hi")
    act(slack, "join", "U0JON", channel="C0OPS")
    assert act(slack, "type", "U0JON", channel="C0OPS", text="hi") == ""
    first = messages(slack)[0]
    at = {"channel": first["channel"], "ts": first["ts"]}
    act(slack, "type", channel="C0OPS", text="hello", thread=at)
    shown = look(slack, room="C0OPS", thread=first["ts"])["room"]
    assert [(m["text"], m["replies"], m["repliers"]) for m in shown["messages"]] == [("hi", 1, ["U0WEI"])]
    assert [m["text"] for m in shown["thread"]["replies"]] == ["hello"]
    assert act(slack, "type", channel="C0OPS", text="/nothing") == "not_a_command"
    assert [e["type"] for e in app.events()] == ["member_joined_channel", "message", "message"]


def test_buttons_menus_and_emoji(slack: StandIn, app: App, client: WebClient) -> None:
    menu = {"type": "overflow", "action_id": "menu", "options": URGENCY}
    rows = [{"block_id": str(i), **actions(button("Open", action_id="open", value=str(i)))} for i in range(2)]
    blocks = [section("*H-42*"), *rows, {"block_id": "m", **actions(menu)}]
    ts = client.chat_postMessage(channel="C0OPS", text="x", blocks=blocks)["ts"]
    at = {"channel": "C0OPS", "ts": ts}
    act(slack, "use", message=at, **element("1", "open"))
    assert app.last("block_actions")["actions"][0]["value"] == "1"
    act(slack, "use", message=at, **element("m", "menu", URGENCY[0]))
    assert app.last("block_actions")["actions"][0]["selected_option"]["value"] == "c"
    act(slack, "react", message=at, name="eyes")
    assert messages(slack)[0]["reactions"] == [{"name": "eyes", "users": ["U0WEI"]}]
    act(slack, "react", message=at, name="eyes")
    assert messages(slack)[0]["reactions"] == []
    act(slack, "shortcut", message=at, name="Hand this off")
    assert app.last("message_action")["message_ts"] == ts
    app.answers["block_actions"] = lambda _: (500, "")
    assert act(slack, "use", message=at, **element("1", "open")) == "dispatch_failed"
    assert act(slack, "use", message=at, **element("9", "open")) == "This is not on the screen any more."
    assert act(slack, "use", message=at, **element("m", "menu", {"value": "x", "text": plain("x")})) == (
        "This choice is not offered any more."
    )


def test_what_is_put_into_a_message_is_this_persons_and_goes_along(slack: StandIn, app: App, client: WebClient) -> None:
    slack.join("C0OPS", "U0JON")
    keep = {"type": "static_select", "action_id": "what", "options": URGENCY}
    blocks = [{"block_id": "one", **actions(keep)}, {"block_id": "all", **actions(button("Send", action_id="send"))}]
    ts = client.chat_postMessage(channel="C0OPS", text="x", blocks=blocks)["ts"]
    at = {"channel": "C0OPS", "ts": ts}
    act(slack, "use", message=at, **element("one", "what"), inputs=[element("one", "what", URGENCY[1])])
    act(slack, "use", message=at, **element("all", "send"))
    held = app.last("block_actions")["state"]["values"]["one"]["what"]["selected_option"]["value"]
    assert held == "s"
    assert messages(slack)[0]["inputs"]["one"]["what"]["selected_option"]["value"] == "s"
    theirs = look(slack, "U0JON", room="C0OPS")["room"]["messages"][0]["inputs"]
    assert theirs["one"]["what"]["selected_option"] is None


def test_changing_and_deleting_ones_own(slack: StandIn, client: WebClient) -> None:
    act(slack, "type", channel="C0OPS", text="teh")
    at = {"channel": "C0OPS", "ts": messages(slack)[0]["ts"]}
    assert act(slack, "edit", message=at, text="the") == ""
    assert [(m["text"], m["edited"]) for m in messages(slack)] == [("the", True)]
    slack.join("C0OPS", "U0JON")
    assert "no message of Jonas Weber's" in act(slack, "delete", "U0JON", message=at)
    assert act(slack, "delete", message=at) == ""
    assert messages(slack) == []
    client.chat_postEphemeral(channel="C0OPS", user="U0WEI", text="for you")
    alone = messages(slack)[0]
    assert alone["ephemeral"] is True
    act(slack, "dismiss", message={"channel": "C0OPS", "ts": alone["ts"]})
    assert messages(slack) == []
    act(slack, "leave", channel="C0OPS")
    assert room(slack)["inside"] is False


def test_writing_to_somebody_else(slack: StandIn) -> None:
    assert act(slack, "turn_to", other="U0JON") == ""
    act(slack, "turn_to", "U0JON", other="U0WEI")
    pair = [r for r in look(slack)["rooms"] if r["other"] == "U0JON"]
    assert [(r["name"], r["members"]) for r in pair] == [("Jonas Weber", 2)]
    act(slack, "type", channel=pair[0]["id"], text="hello")
    assert room(slack, pair[0]["id"], "U0JON")["unread"] == 1
    assert [p["unread"] for p in look(slack)["people"]] == [0, 1]
    assert pair[0]["id"] not in [r["id"] for r in look(slack, "U0EXT")["rooms"]]


def test_a_form(slack: StandIn, app: App, client: WebClient, wei: Person) -> None:
    def opening(payload: Json) -> tuple[int, str]:
        blocks = [
            text_input(), chooser("Urgency", "radio_buttons", options=URGENCY),
            chooser("By", "datetimepicker", optional=True), chooser("To", "users_select", optional=True),
            actions(button("More")),
        ]  # fmt: skip
        client.views_open(trigger_id=payload["trigger_id"], view=modal(*blocks))
        return 200, ""

    app.answers["command"] = opening
    act(slack, "type", channel="C0OPS", text="/handoff")
    form = look(slack)["form"]
    assert (form["title"], form["submit"], form["below"]) == ("Hand off", "Send", 0)
    ids = {b["element"]["action_id"] if "element" in b else "more": b["block_id"] for b in form["blocks"]}
    more = next(b for b in form["blocks"] if b["type"] == "actions")
    inputs = [
        element("headline", "value", "Replica lags"), element("by", "value", "2027-03-01T09:00"),
        element("to", "value", "U0JON"),
    ]  # fmt: skip
    pressed = element(more["block_id"], more["elements"][0]["action_id"])
    assert act(slack, "use_in_view", view=form["id"], inputs=inputs, **pressed) == "", ids
    assert app.last("block_actions")["view"]["state"]["values"]["by"]["value"]["selected_date_time"] == 1_803_862_800
    refused = ask(slack, "submit", view=form["id"])
    assert (refused["said"], refused["errors"]) == ("", {"urgency": "Please complete this required field."})
    assert look(slack)["form"]["inputs"]["headline"]["value"]["value"] == "Replica lags"
    last = [element("urgency", "value", URGENCY[0]), element("by", "value", ""), element("to", "value", None)]
    assert ask(slack, "submit", view=form["id"], inputs=last)["ok"] is True
    sent = app.last("view_submission")["view"]["state"]["values"]
    assert (sent["by"]["value"]["selected_date_time"], sent["to"]["value"]["selected_user"]) == (None, None)
    assert (look(slack)["form"], wei.form) == (None, None)
    assert "not open any more" in act(slack, "close", view=form["id"])


def test_the_apps_own_words_about_a_field_stand_at_its_block(slack: StandIn, app: App, client: WebClient) -> None:
    def opening(payload: Json) -> tuple[int, str]:
        client.views_open(trigger_id=payload["trigger_id"], view=modal(text_input()))
        return 200, ""

    app.answers["command"] = opening
    wrong = {"response_action": "errors", "errors": {"headline": "Too short."}}
    app.answers["view_submission"] = lambda _: (200, json.dumps(wrong))
    act(slack, "type", channel="C0OPS", text="/handoff")
    view = look(slack)["form"]["id"]
    inputs = [element("headline", "value", "x")]
    assert ask(slack, "submit", view=view, inputs=inputs)["errors"] == {"headline": "Too short."}
    app.answers["view_submission"] = lambda _: (500, "")
    assert act(slack, "submit", view=view, inputs=inputs) == "dispatch_failed"
    assert look(slack)["form"]["inputs"]["headline"]["value"]["value"] == "x"


def test_a_picker_that_searches(slack: StandIn, app: App, client: WebClient) -> None:
    picker = chooser("Zone", "external_select", min_query_length=0)

    def opening(payload: Json) -> tuple[int, str]:
        client.views_open(trigger_id=payload["trigger_id"], view=modal(picker))
        return 200, ""

    app.answers["command"] = opening
    offers = [{"text": plain(text), "value": text} for text in ("Berlin, 13:05 now", "Bern, 13:05 now")]
    app.answers["block_suggestion"] = lambda payload: (200, json.dumps({"options": offers if payload["value"] else []}))
    act(slack, "type", channel="C0OPS", text="/handoff")
    view = look(slack)["form"]["id"]
    asked = {"as": "U0WEI", "view": view, "block": "zone", "action": "value"}
    assert json.loads(fetch(slack, "page/choices", asked)) == {}
    assert json.loads(fetch(slack, "page/choices", {**asked, "typed": ""})) == {"options": []}
    assert json.loads(fetch(slack, "page/choices", {**asked, "typed": "ber"})) == {"options": offers}
    app.answers["block_suggestion"] = lambda _: (200, "no JSON")
    assert json.loads(fetch(slack, "page/choices", {**asked, "typed": "x"})) == {}

    act(slack, "submit", view=view, inputs=[element("zone", "value", offers[1])])

    chosen = app.last("view_submission")["view"]["state"]["values"]["zone"]["value"]["selected_option"]
    assert chosen["value"] == "Bern, 13:05 now"
    assert json.loads(fetch(slack, "page/choices", {**asked, "typed": "ber"})) == {}


def test_a_picker_in_a_message_searches_too(slack: StandIn, app: App, client: WebClient) -> None:
    offers = [{"text": plain("Berlin"), "value": "b"}]
    app.answers["block_suggestion"] = lambda _: (200, json.dumps({"options": offers}))
    zone = {"type": "external_select", "action_id": "zone", "min_query_length": 0}
    ts = client.chat_postMessage(channel="C0OPS", text="x", blocks=[{"block_id": "z", **actions(zone)}])["ts"]
    at = {"channel": "C0OPS", "ts": ts}
    asked = {"as": "U0WEI", "message": at, "block": "z", "action": "zone", "typed": "b"}
    assert json.loads(fetch(slack, "page/choices", asked)) == {"options": offers}
    assert app.last("block_suggestion")["container"]["message_ts"] == ts
    assert act(slack, "use", message=at, **element("z", "zone"), inputs=[element("z", "zone", offers[0])]) == ""
    assert app.last("block_actions")["actions"][0]["selected_option"] == offers[0]


def test_the_home_tab(slack: StandIn, app: App, client: WebClient) -> None:
    assert look(slack)["home"] is None
    client.views_publish(user_id="U0WEI", view={"type": "home", "blocks": [actions(button("Claim", action_id="c"))]})
    act(slack, "home", tab="home")
    assert app.events("app_home_opened")[0]["tab"] == "home"
    home = look(slack)["home"]
    act(slack, "use_in_view", view=home["id"], **element(home["blocks"][0]["block_id"], "c"))
    assert app.last("block_actions")["view"]["id"] == home["id"]


def test_unread_messages_are_counted_until_they_are_read(slack: StandIn, client: WebClient) -> None:
    dm = client.chat_postMessage(channel="U0WEI", text="good morning")["channel"]
    assert room(slack, dm)["unread"] == 1
    assert {p["name"]: p["unread"] for p in look(slack, "U0JON")["people"]} == {"Wei Lin": 1, "Jonas Weber": 0}
    act(slack, "read", channel=dm)
    assert room(slack, dm)["unread"] == 0
    assert [p["unread"] for p in look(slack, "U0JON")["people"]] == [0, 0]


def test_what_is_new_in_a_channel_is_counted_without_replies(slack: StandIn, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C0OPS", text="one")["ts"]
    client.chat_postMessage(channel="C0OPS", text="a reply", thread_ts=ts)
    assert (room(slack)["unread"], room(slack, who="U0JON")["unread"]) == (1, 0)
    act(slack, "read", channel="C0OPS")
    assert room(slack)["unread"] == 0


def test_the_clock_is_turned(slack: StandIn) -> None:
    before = slack.now
    assert act(slack, "forward", seconds=3600) == ""
    assert look(slack)["clock"] == {"now": before + 3600, "turns": True, "playing": False}
    assert act(slack, "forward", seconds=-1) == "The clock goes forward, by 31 days at most."


def test_the_clock_is_turned_to_the_next_start_of_a_shift(slack: StandIn) -> None:
    assert act(slack, "next_start") == "No shift is planned within the next 31 days."
    starts = {"Berlin": slack.now + 600, "Singapore": slack.now + 300, "Sydney": None}
    slack.tell_of_regions(lambda _: [{"region": name, "next_day_start": start} for name, start in starts.items()])
    assert [one["region"] for one in look(slack)["strip"]] == ["Berlin", "Singapore", "Sydney"]
    act(slack, "next_start")
    assert slack.now == starts["Singapore"]
    act(slack, "next_start", region="Berlin")
    assert slack.now == starts["Berlin"]


def test_the_clock_is_played_and_paused(slack: StandIn) -> None:
    act(slack, "play")
    assert look(slack)["clock"]["playing"] is True
    act(slack, "pause")
    assert look(slack)["clock"]["playing"] is False


def test_a_clock_that_cannot_be_turned(clock: Clock) -> None:
    with StandIn(now=clock, manifest=MANIFEST) as slack:
        slack.add_user("U0WEI", "Wei Lin")
        assert act(slack, "forward", seconds=1) == "This clock cannot be turned."
        assert look(slack)["clock"]["turns"] is False


def test_a_file_is_for_those_who_see_its_message(slack: StandIn, wei: Person) -> None:
    wei.posts_file("C0SEC", "graph.png")
    wei.posts_file("C0SEC", "page.html", content=b"<script>alert(1)</script>")
    files = [m["files"][0] for m in messages(slack, "C0SEC")]
    assert [(f["name"], f["picture"]) for f in files] == [("graph.png", True), ("page.html", False)]
    with urllib.request.urlopen(f"{slack.url}{files[0]['url'][1:]}") as answer:  # noqa: S310 - our own server
        assert (answer.headers["Content-Type"], answer.read()[:4]) == ("image/png", b"\x89PNG")
    with urllib.request.urlopen(f"{slack.url}{files[1]['url'][1:]}") as answer:  # noqa: S310 - our own server
        kept = (answer.headers["Content-Type"], answer.headers["Content-Disposition"])
    assert kept == ("application/octet-stream", "attachment")
    for url in (files[0]["url"].replace("U0WEI", "U0JON"), "/page/file/F0?as=U0WEI"):
        with pytest.raises(urllib.error.HTTPError) as caught:
            fetch(slack, url[1:])
        caught.value.close()
        assert caught.value.code == 404


@pytest.mark.usefixtures("app")
def test_what_was_sent_can_be_looked_at(slack: StandIn, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C0OPS", text="x", blocks=[actions(button(action_id="a"))])["ts"]
    block = messages(slack)[0]["blocks"][0]["block_id"]
    act(slack, "use", message={"channel": "C0OPS", "ts": ts}, **element(block, "a"))
    of_it = json.loads(fetch(slack, f"page/records?{urlencode({'about': f'C0OPS {ts}'})}"))
    sent = [("app", "chat.postMessage"), ("slack", "message"), ("slack", "block_actions")]
    assert [(r["by"], r["name"]) for r in of_it] == sent
    assert of_it[0]["content"]["blocks"][0]["elements"][0]["action_id"] == "a"
    client.views_publish(user_id="U0WEI", view={"type": "home", "blocks": []})
    view = look(slack)["home"]["id"]
    assert [r["name"] for r in json.loads(fetch(slack, f"page/records?about={view}"))] == ["views.publish"]
    assert len(json.loads(fetch(slack, "page/records"))) > len(of_it)


def test_two_windows_hear_of_a_change_at_once(slack: StandIn) -> None:
    async def hearing() -> list[str]:
        async with aiohttp.ClientSession() as session, session.ws_connect(f"{slack.url}page/changes") as window:
            heard = [await window.receive_str(timeout=20)]
            await asyncio.to_thread(slack.add_message, "C0OPS", "U0JON", "hello")
            heard.append(await window.receive_str(timeout=20))
        return heard

    before, after = asyncio.run(hearing())
    assert int(after) > int(before)
    assert look(slack)["changes"] == int(after)


@pytest.mark.parametrize(
    "call, status",
    [
        (lambda s: fetch(s, "page/state", Host="sandbox.example:80"), 403),
        (lambda s: fetch(s, "page/act", {}, Origin="http://elsewhere.example"), 403),
        (lambda s: fetch(s, "page/changes", Origin="http://elsewhere.example"), 403),
        (lambda s: fetch(s, "page/records", Host="sandbox.example:80"), 403),
        (lambda s: fetch(s, "page/file/F1", Host="sandbox.example:80"), 403),
        (lambda s: fetch(s, "page/act", {}, Content_Type="text/plain"), 415),
        (lambda s: fetch(s, "page/choices", {}, Content_Type="text/plain"), 415),
    ],
)
def test_other_sites_cannot_use_it(slack: StandIn, call: Callable[[StandIn], str], status: int) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        call(slack)
    assert caught.value.code == status
    caught.value.close()


@pytest.mark.parametrize(
    "body", [[], {"do": "dance", "as": "U0WEI"}, {"do": "type", "as": "U0WEI"}, {"do": "type", "as": "U1"}]
)
def test_what_it_does_not_understand_breaks_nothing(slack: StandIn, body: object) -> None:
    assert json.loads(fetch(slack, "page/act", body))["ok"] is False
