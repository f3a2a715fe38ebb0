"""Events: who is told what, in which envelope, how often and in which order."""

from slack_sdk import WebClient
from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier

from bot.sandbox import Person, StandIn
from tests.sandbox.conftest import MANIFEST, App, Clock, Json


def test_the_envelope_is_slacks(slack: StandIn, app: App, wei: Person, clock: Clock) -> None:
    message = wei.posts("ops", "hello")
    payload = app.payloads[-1]
    assert (payload["type"], payload["team_id"], payload["api_app_id"]) == ("event_callback", "T0SUN", "A0SUN")
    assert payload["event_time"] == int(clock())
    assert payload["authorizations"][0]["user_id"] == slack.bot_user_id
    assert payload["event_context"]
    event = payload["event"]
    assert (event["type"], event["channel_type"], event["ts"], event["user"]) == (
        "message", "channel", message.ts, "U0WEI",
    )  # fmt: skip
    ids = [d.payload["event_id"] for d in slack.events.log]
    assert len(ids) == len(set(ids))


def test_two_workspaces_never_give_the_same_event_id(clock: Clock) -> None:
    ids = []
    for _ in range(2):
        with StandIn(now=clock, manifest=MANIFEST) as slack:
            slack.add_user("U0WEI", "Wei Lin")
            slack.person("U0WEI").writes_to_bot("x")
            ids += [d.payload["event_id"] for d in slack.events.log]
    assert len(set(ids)) == 2


def test_every_request_is_signed(slack: StandIn, app: App, wei: Person, clock: Clock) -> None:
    class Turned(SignatureClock):
        def now(self) -> float:
            return clock()

    verifier = SignatureVerifier(slack.signing_secret, Turned())
    seen: list[bool] = []

    def checking(body: str, headers: dict[str, str]) -> tuple[int, dict[str, str], str]:
        seen.append(verifier.is_valid_request(body, headers))
        return app(body, headers)

    slack.deliver_in_process(checking)
    wei.posts("ops", "ünïcode 😀")
    wei.types("ops", "/handoff ünïcode 😀")
    assert seen == [True, True]
    assert not verifier.is_valid_request("other", slack.sign("body"))
    assert not verifier.is_valid_request("body", slack.sign("body", int(clock()) - 301))


def test_nothing_is_told_of_where_the_bot_is_not(app: App, wei: Person) -> None:
    wei.posts("far", "x")
    wei.posts("hidden", "x")
    assert app.payloads == []
    wei.posts("secret", "x")
    assert [e["channel_type"] for e in app.events()] == ["group"]


def test_nothing_is_told_that_was_not_subscribed_to_or_lacks_its_scope(clock: Clock) -> None:
    with StandIn(now=clock, manifest=MANIFEST, optional_scopes=[]) as slack:
        noting = App()
        slack.deliver_in_process(noting)
        slack.add_user("U0WEI", "Wei Lin")
        slack.add_channel("C0OPS", "ops", members=["U0WEI"])
        slack.person("U0WEI").posts("ops", "needs channels:history")
        slack.unarchive("C0OPS")
        slack.delete_channel("C0OPS")
        assert [e["type"] for e in noting.events()] == ["channel_unarchive", "channel_deleted"]


def test_changes_and_deletions(app: App, client: WebClient, wei: Person) -> None:
    message = wei.posts("ops", "one")
    wei.edits(message, "two")
    wei.deletes(message)
    _, changed, deleted = app.events("message")
    assert (changed["subtype"], changed["hidden"]) == ("message_changed", True)
    assert (changed["message"]["text"], changed["previous_message"]["text"]) == ("two", "one")
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", message.ts)
    assert client.conversations_history(channel="C0OPS")["messages"] == []


def test_what_the_bot_does_is_told_when_things_settle(slack: StandIn, app: App, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C0OPS", text="x")["ts"]
    client.chat_update(channel="C0OPS", ts=ts, text="y")
    assert app.payloads == []
    slack.settle()
    first, second = app.events("message")
    assert (first["bot_id"], first["user"], second["subtype"]) == ("B0SUN", "U0SUNBOT", "message_changed")


def test_a_mention_in_a_channel_is_told_twice_in_a_dm_once(app: App, wei: Person) -> None:
    wei.posts("ops", "hey @sunrelay")
    assert sorted(e["type"] for e in app.events()) == ["app_mention", "message"]
    wei.writes_to_bot("hey @sunrelay")
    assert [e["type"] for e in app.events()].count("message") == 2


def test_people_come_and_go(slack: StandIn, app: App, wei: Person) -> None:
    slack.join("C0OPS", "USLACKBOT")
    wei.leaves("ops")
    wei.joins("ops")
    slack.invite_bot("C0FAR", "U0WEI")
    slack.remove_bot("C0FAR", "U0WEI")
    slack.remove_bot("C0SEC")
    kinds = [(e["type"], e["channel"]) for e in app.events()]
    assert kinds == [
        ("member_joined_channel", "C0OPS"), ("member_left_channel", "C0OPS"), ("member_joined_channel", "C0OPS"),
        ("member_joined_channel", "C0FAR"), ("member_left_channel", "C0FAR"), ("channel_left", "C0FAR"),
        ("member_left_channel", "C0SEC"), ("group_left", "C0SEC"),
    ]  # fmt: skip
    assert app.events()[3]["inviter"] == "U0WEI"


def test_channels_live_and_die(slack: StandIn, app: App) -> None:
    slack.archive("C0OPS")
    slack.unarchive("C0OPS")
    slack.rename("C0OPS", "platform")
    slack.delete_channel("C0OPS")
    slack.archive("C0SEC")
    assert [e["type"] for e in app.events()] == [
        "channel_archive", "channel_unarchive", "channel_rename", "channel_deleted", "group_archive",
    ]  # fmt: skip
    assert app.events("channel_rename")[0]["channel"]["name"] == "platform"


def test_accounts_change(slack: StandIn, app: App) -> None:
    slack.set_user("U0WEI", tz="Europe/Lisbon")
    slack.set_user("U0WEI", deleted=True)
    slack.new_user("U0NEW", "Nia New", tz="America/Los_Angeles")
    moved, gone = app.events("user_change")
    assert (moved["user"]["tz"], gone["user"]["deleted"]) == ("Europe/Lisbon", True)
    assert app.events("team_join")[0]["user"]["id"] == "U0NEW"


def test_events_are_held_reordered_doubled_and_sent_again(slack: StandIn, app: App, wei: Person) -> None:
    slack.events.hold()
    message = wei.posts("ops", "one")
    wei.reacts(message, "eyes")
    assert app.payloads == []
    slack.events.release(lambda held: held[::-1])
    slack.settle()
    assert [e["type"] for e in app.events()] == ["reaction_added", "message"]
    slack.events.double_next()
    wei.unreacts(message, "eyes")
    slack.events.again(slack.events.log[0])
    slack.settle()
    ids = [p["event_id"] for p in app.payloads]
    assert (len(ids), ids[2] == ids[3], ids[4] == ids[1]) == (5, True, True)


def test_an_interaction_sent_again_is_the_same(slack: StandIn, app: App, wei: Person) -> None:
    wei.types("ops", "/handoff")
    slack.resend(slack.deliveries[-1])
    first, second = (p for p in app.payloads if "command" in p)
    assert first == second


def test_failed_events_come_again_on_slacks_clock(slack: StandIn, app: App, wei: Person, clock: Clock) -> None:
    app.answers["event_callback"] = lambda _: (500, "")
    wei.posts("ops", "x")
    assert [slack.retry_due(), slack.retry_due()] == [1, 0]
    clock.forward(59)
    assert slack.retry_due() == 0
    clock.forward(1)
    assert slack.retry_due() == 1
    clock.forward(300)
    assert [slack.retry_due(), slack.retry_due()] == [1, 0]
    numbers = [(h.get("x-slack-retry-num"), h.get("x-slack-retry-reason")) for h in app.headers]
    assert numbers == [(None, None), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]
    assert len({p["event_id"] for p in app.payloads}) == 1
    assert slack.deliveries[0].due is None


def test_an_app_can_decline_further_tries(slack: StandIn, wei: Person) -> None:
    slack.deliver_in_process(lambda _body, _headers: (500, {"X-Slack-No-Retry": "1"}, ""))
    wei.posts("ops", "x")
    assert slack.retry_due() == 0


def test_any_payload_can_be_sent(slack: StandIn, app: App) -> None:
    foreign: Json = {"type": "event_callback", "team_id": "T0OTHER", "event": {"type": "message"}}
    assert slack.send_raw("event", foreign).accepted
    assert app.payloads == [foreign]
