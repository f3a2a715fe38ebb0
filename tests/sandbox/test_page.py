"""The page: what it shows to whom, what can be done on it, and who cannot use it."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from slack_sdk import WebClient

from bot.sandbox import Person, StandIn
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


def look(slack: StandIn, who: str = "U0WEI") -> Json:
    state: Json = json.loads(fetch(slack, f"page/state?as={who}"))
    return state


def room(slack: StandIn, channel: str = "C0OPS", who: str = "U0WEI") -> Json:
    found: Json = next(r for r in look(slack, who)["rooms"] if r["id"] == channel)
    return found


def act(slack: StandIn, what: str, who: str = "U0WEI", **more: object) -> str:
    return str(json.loads(fetch(slack, "page/act", {"as": who, "do": what, **more}))["said"])


@pytest.mark.parametrize("path, piece", [("", "<main>"), ("page.js", "textContent"), ("page.css", "body {")])
def test_its_files_are_there_and_fetch_nothing_from_elsewhere(slack: StandIn, path: str, piece: str) -> None:
    text = fetch(slack, path)
    assert piece in text
    assert "innerHTML" not in text
    assert "https://" not in text


def test_who_is_who_and_what_each_may_see(slack: StandIn, client: WebClient) -> None:
    client.chat_postMessage(channel="C0OPS", text="*by* <!date^1803805200^{time}|x>")
    state = look(slack)
    assert [(p["name"], p["place"], p["time"]) for p in state["people"]] == [
        ("Wei Lin", "Singapore", "Sun 17:00"), ("Jonas Weber", "Berlin", "Sun 10:00"),
    ]  # fmt: skip
    assert [r["name"] for r in state["rooms"]] == ["ops", "secret", "Relay"]
    assert [r["name"] for r in look(slack, "U0JON")["rooms"]] == ["ops", "Relay"]
    assert room(slack)["messages"][0]["parts"] == [{"kind": "text", "text": "by 17:00"}]
    assert room(slack, who="U0JON")["messages"][0]["parts"][0]["text"] == "by 10:00"


def test_typing_joining_and_replying(slack: StandIn, app: App) -> None:
    assert "no member of #ops" in act(slack, "type", "U0JON", channel="C0OPS", text="hi")
    act(slack, "join", "U0JON", channel="C0OPS")
    assert act(slack, "type", "U0JON", channel="C0OPS", text="hi") == ""
    first = room(slack)["messages"][0]
    at = {"channel": first["channel"], "ts": first["ts"]}
    act(slack, "type", channel="C0OPS", text="hello", thread=at)
    assert [r["parts"][0]["text"] for r in room(slack)["messages"][0]["thread"]] == ["hello"]
    assert act(slack, "type", channel="C0OPS", text="/nothing") == "not_a_command"
    assert [e["type"] for e in app.events()] == ["member_joined_channel", "message", "message"]


def test_buttons_menus_and_emoji(slack: StandIn, app: App, client: WebClient) -> None:
    menu = {"type": "overflow", "action_id": "menu", "options": URGENCY}
    rows = [actions(button("Open", action_id=str(i), value=str(i))) for i in range(2)]
    ts = client.chat_postMessage(channel="C0OPS", text="x", blocks=[section("*H-42*"), *rows, actions(menu)])["ts"]
    at = {"channel": "C0OPS", "ts": ts}
    act(slack, "press", message=at, label="Open", which=1)
    assert app.last("block_actions")["actions"][0]["value"] == "1"
    act(slack, "choose", message=at, label="critical")
    assert app.last("block_actions")["actions"][0]["selected_option"]["value"] == "c"
    act(slack, "react", message=at, name="eyes")
    assert room(slack)["messages"][0]["reactions"] == [{"name": "eyes", "people": ["Wei Lin"], "ids": ["U0WEI"]}]
    act(slack, "react", message=at, name="eyes")
    assert room(slack)["messages"][0]["reactions"] == []
    act(slack, "shortcut", message=at, label="Hand this off")
    assert app.last("message_action")["message_ts"] == ts
    app.answers["block_actions"] = lambda _: (500, "")
    assert act(slack, "press", message=at, label="Open") == "dispatch_failed"


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
    controls = [c for p in form["parts"] for c in p.get("controls", [])]
    assert [c["label"] for c in controls] == ["Headline", "Urgency", "By", "To", "More"]
    assert controls[3]["options"] == ["Wei Lin", "Jonas Weber"]
    values = {"Headline": "Replica lags", "By": "2027-03-01T09:00", "To": "Jonas Weber"}
    act(slack, "form", view=form["id"], button="press", label="More", values=values)
    assert app.last("block_actions")["view"]["state"]["values"]["by"]["value"]["selected_date_time"] == 1_803_862_800
    assert "Urgency: Please complete" in act(slack, "form", view=form["id"], button="submit")
    act(slack, "form", view=form["id"], button="submit", values={"Urgency": "critical", "By": "", "To": ""})
    sent = app.last("view_submission")["view"]["state"]["values"]
    assert (sent["by"]["value"]["selected_date_time"], sent["to"]["value"]["selected_user"]) == (None, None)
    assert (look(slack)["form"], wei.form) == (None, None)
    assert "not open any more" in act(slack, "form", view=form["id"], button="close")


def test_a_picker_that_searches(slack: StandIn, app: App, client: WebClient) -> None:
    def opening(payload: Json) -> tuple[int, str]:
        picker = chooser("Zone", "external_select", min_query_length=0)
        client.views_open(trigger_id=payload["trigger_id"], view=modal(picker))
        return 200, ""

    app.answers["command"] = opening
    offers = [{"text": plain(text), "value": text} for text in ("Berlin, 13:05 now", "Bern, 13:05 now")]
    app.answers["block_suggestion"] = lambda payload: (200, json.dumps({"options": offers if payload["value"] else []}))
    act(slack, "type", channel="C0OPS", text="/handoff")
    form = look(slack)["form"]
    asked = {"as": "U0WEI", "view": form["id"], "label": "Zone"}
    assert [c["searches"] for part in form["parts"] for c in part["controls"]] == [True]
    assert json.loads(fetch(slack, "page/search", asked)) == []
    assert json.loads(fetch(slack, "page/search", {**asked, "typed": "ber"})) == [
        "Berlin, 13:05 now",
        "Bern, 13:05 now",
    ]

    app.answers["block_suggestion"] = lambda _: (200, json.dumps({"options": []}))
    act(slack, "form", view=form["id"], button="submit", values={"Zone": "Bern, 13:05 now"})

    chosen = app.last("view_submission")["view"]["state"]["values"]["zone"]["value"]["selected_option"]
    assert chosen["value"] == "Bern, 13:05 now"
    assert json.loads(fetch(slack, "page/search", asked)) == []


def test_unread_messages_are_counted_until_they_are_read(slack: StandIn, client: WebClient) -> None:
    dm = client.chat_postMessage(channel="U0WEI", text="good morning")["channel"]
    assert room(slack, dm)["unread"] == 1
    assert {p["name"]: p["unread"] for p in look(slack, "U0JON")["people"]} == {"Wei Lin": 1, "Jonas Weber": 0}
    act(slack, "read")
    assert room(slack, dm)["unread"] == 0
    assert [p["unread"] for p in look(slack, "U0JON")["people"]] == [0, 0]


def test_the_clock_is_turned(slack: StandIn) -> None:
    before = slack.now
    act(slack, "clock", seconds=3600)
    assert slack.now == before + 3600
    act(slack, "clock", "U0JON", seconds=None)
    assert look(slack)["now"] == "Mon 01 Mar 2027, 08:00 UTC"


def test_a_clock_that_cannot_be_turned(clock: Clock) -> None:
    with StandIn(now=clock, manifest=MANIFEST) as slack:
        slack.add_user("U0WEI", "Wei Lin")
        assert act(slack, "clock", seconds=1) == "This clock cannot be turned."
        assert look(slack)["turns"] is False


@pytest.mark.parametrize(
    "call, status",
    [
        (lambda s: fetch(s, "page/state", Host="sandbox.example:80"), 403),
        (lambda s: fetch(s, "page/act", {}, Origin="http://elsewhere.example"), 403),
        (lambda s: fetch(s, "page/act", {}, Content_Type="text/plain"), 415),
        (lambda s: fetch(s, "page/search", {}, Content_Type="text/plain"), 415),
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
