"""Messages over the Web API, with Slack's own client."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import Person, StandIn
from tests.sandbox.conftest import Clock, actions, button, refused, section

KEYED = {"event_type": "delivery", "event_payload": {"key": "k1"}}


def test_a_message_and_its_edit(slack: StandIn, client: WebClient) -> None:
    posted = client.chat_postMessage(channel="C0OPS", text="one", blocks=[section("*one*")])
    message = slack.messages("C0OPS")[0]
    assert (message.ts, message.text, message.edits) == (posted["ts"], "one", 0)
    assert posted["message"]["bot_id"] == "B0SUN"
    assert posted["message"]["blocks"][0]["block_id"]
    client.chat_update(channel="C0OPS", ts=posted["ts"], text="two", blocks=[section("*two*")])
    assert (message.text, message.edits, message.shown_to(slack.person("U0WEI"))) == ("two", 1, "two")


def test_an_edit_keeps_what_it_does_not_mention(slack: StandIn, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C0OPS", text="one", blocks=[section()], metadata=KEYED)["ts"]
    message = slack.messages("C0OPS")[0]
    client.chat_update(channel="C0OPS", ts=ts, text="two")
    assert (len(message.blocks), message.metadata) == (1, KEYED)
    client.chat_update(channel="C0OPS", ts=ts, text="three", blocks=[])
    assert message.blocks == []


def test_ts_rises_in_a_channel_while_the_clock_stands_or_goes_back(client: WebClient, clock: Clock) -> None:
    first = client.chat_postMessage(channel="C0OPS", text="1")["ts"]
    second = client.chat_postMessage(channel="C0OPS", text="2")["ts"]
    elsewhere = client.chat_postMessage(channel="C0SEC", text="3")["ts"]
    clock.forward(-3600)
    third = client.chat_postMessage(channel="C0OPS", text="4")["ts"]
    assert first < second < third
    assert elsewhere == first, "as in Slack, a ts is unique in its channel only"


def test_history_is_newest_first_in_pages_and_without_replies(client: WebClient, clock: Clock) -> None:
    stamps = []
    for number in range(5):
        stamps.append(client.chat_postMessage(channel="C0OPS", text=str(number))["ts"])
        clock.forward(60)
    client.chat_postMessage(channel="C0OPS", text="reply", thread_ts=stamps[0])
    first = client.conversations_history(channel="C0OPS", limit=3)
    assert [m["text"] for m in first["messages"]] == ["4", "3", "2"]
    assert first["has_more"]
    rest = client.conversations_history(channel="C0OPS", limit=3, cursor=first["response_metadata"]["next_cursor"])
    assert [m["text"] for m in rest["messages"]] == ["1", "0"]
    assert (rest["has_more"], rest["messages"][1]["reply_count"]) == (False, 1)


def test_history_between_two_instants(client: WebClient, clock: Clock) -> None:
    stamps = []
    for number in range(4):
        stamps.append(client.chat_postMessage(channel="C0OPS", text=str(number))["ts"])
        clock.forward(60)

    def found(**more: object) -> list[str]:
        answer = client.conversations_history(channel="C0OPS", **more)  # type: ignore[arg-type]
        return [m["text"] for m in answer["messages"]]

    assert found(oldest=stamps[1]) == ["3", "2"]
    assert found(oldest=stamps[1], latest=stamps[2], inclusive=True) == ["2", "1"]
    assert found(oldest=stamps[0], latest=stamps[2]) == ["1"]


def test_metadata_comes_in_full_only_when_asked_for(client: WebClient) -> None:
    root = client.chat_postMessage(channel="C0OPS", text="x", metadata=KEYED)["ts"]
    client.chat_postMessage(channel="C0OPS", text="y", metadata=KEYED, thread_ts=root)
    assert client.conversations_history(channel="C0OPS")["messages"][0]["metadata"] == {"event_type": "delivery"}
    asked = client.conversations_history(channel="C0OPS", include_all_metadata=True)
    assert asked["messages"][0]["metadata"] == KEYED
    thread = client.conversations_replies(channel="C0OPS", ts=root, include_all_metadata=True)
    assert [m["metadata"] for m in thread["messages"]] == [KEYED, KEYED]


def test_a_thread_leads_with_its_first_message_and_a_reply_names_it(client: WebClient, wei: Person) -> None:
    root = client.chat_postMessage(channel="C0OPS", text="root")["ts"]
    reply = client.chat_postMessage(channel="C0OPS", text="reply", thread_ts=root)["ts"]
    thread = client.conversations_replies(channel="C0OPS", ts=root)["messages"]
    assert [m["text"] for m in thread] == ["root", "reply"]
    alone = client.conversations_replies(channel="C0OPS", ts=reply, limit=1)["messages"]
    assert (alone[0]["text"], alone[0]["thread_ts"]) == ("reply", root)
    assert [m.text for m in wei.sees("ops")[0].thread] == ["reply"]
    nested = refused(lambda: client.chat_postMessage(channel="C0OPS", text="x", thread_ts=reply))
    assert nested["error"] == "cannot_reply_to_message"


def test_a_deleted_thread_leaves_a_tombstone(client: WebClient, slack: StandIn) -> None:
    root = client.chat_postMessage(channel="C0OPS", text="root", blocks=[actions(button())])["ts"]
    client.chat_postMessage(channel="C0OPS", text="reply", thread_ts=root)
    client.chat_delete(channel="C0OPS", ts=root)
    message = slack.messages("C0OPS")[0]
    assert (message.text, message.buttons, message.deleted) == ("This message was deleted.", [], True)
    assert refused(lambda: client.chat_update(channel="C0OPS", ts=root, text="x"))["error"] == "message_not_found"


def test_a_message_to_a_person_opens_the_dm(client: WebClient, wei: Person) -> None:
    posted = client.chat_postMessage(channel="U0WEI", text="good morning")
    assert posted["channel"] == wei.dm == client.conversations_open(users="U0WEI")["channel"]["id"]
    assert [m.text for m in wei.unread] == ["good morning"]
    wei.reads()
    client.chat_update(channel=posted["channel"], ts=posted["ts"], text="better morning")
    assert wei.unread == []
    assert [m.text for m in wei.dms] == ["better morning"]


def test_an_ephemeral_message_is_seen_by_one_and_kept_nowhere(client: WebClient, wei: Person, jonas: Person) -> None:
    client.chat_postEphemeral(channel="C0OPS", user="U0WEI", text="psst")
    assert [m.text for m in wei.sees("ops")] == ["psst"]
    assert jonas.sees("ops") == []
    assert client.conversations_history(channel="C0OPS")["messages"] == []


def test_people_read_only_where_they_may(client: WebClient, wei: Person, jonas: Person, slack: StandIn) -> None:
    client.chat_postMessage(channel="C0SEC", text="quiet")
    assert [m.text for m in wei.sees("secret")] == ["quiet"]
    assert jonas.sees("secret") == []
    slack.add_user("U0GST", "Gil Guest", guest=True)
    client.chat_postMessage(channel="C0OPS", text="loud")
    assert slack.person("U0GST").sees("ops") == []


def test_permalinks(client: WebClient) -> None:
    root = client.chat_postMessage(channel="C0OPS", text="root")["ts"]
    reply = client.chat_postMessage(channel="C0OPS", text="reply", thread_ts=root)["ts"]
    link = client.chat_getPermalink(channel="C0OPS", message_ts=root)["permalink"]
    assert link == f"https://sunrelay-sandbox.slack.com/archives/C0OPS/p{root.replace('.', '')}"
    assert f"thread_ts={root}" in str(client.chat_getPermalink(channel="C0OPS", message_ts=reply)["permalink"])


def test_the_bots_own_reactions(client: WebClient, slack: StandIn) -> None:
    ts = client.chat_postMessage(channel="C0OPS", text="x")["ts"]
    client.reactions_add(channel="C0OPS", timestamp=ts, name="eyes")
    again = refused(lambda: client.reactions_add(channel="C0OPS", timestamp=ts, name="eyes"))
    assert again["error"] == "already_reacted"
    assert client.reactions_get(channel="C0OPS", timestamp=ts)["message"]["reactions"][0]["count"] == 1
    client.reactions_remove(channel="C0OPS", timestamp=ts, name="eyes")
    assert slack.messages("C0OPS")[0].reactions == {}


def test_people_and_channels_are_listed_in_pages(client: WebClient, slack: StandIn) -> None:
    slack.set_user("U0JON", deleted=True)
    users = [u for page in client.users_list(limit=2) for u in page["members"]]
    assert [u["id"] for u in users] == ["U0SUNBOT", "USLACKBOT", "U0WEI", "U0JON"]
    assert (users[2]["tz"], users[2]["tz_offset"], users[3]["deleted"]) == ("Asia/Singapore", 28800, True)
    assert "tz" not in users[3]
    members = [m for page in client.conversations_members(channel="C0OPS", limit=2) for m in page["members"]]
    assert members == ["U0WEI", "U0JON", "U0EXT", "U0SUNBOT"]
    kinds = "public_channel,private_channel"
    assert [c["name"] for c in client.conversations_list(types=kinds)["channels"]] == ["ops", "far", "secret"]
    assert [c["name"] for c in client.users_conversations(types=kinds)["channels"]] == ["ops", "secret"]


def test_what_a_channel_is(client: WebClient, slack: StandIn) -> None:
    slack.add_channel("C0PRT", "partner", members=["U0EXT"], shared=True)
    channel = client.conversations_info(channel="C0PRT", include_num_members=True)["channel"]
    assert (channel["is_ext_shared"], channel["is_private"], channel["num_members"]) == (True, False, 2)
    assert client.users_info(user="U0EXT")["user"]["is_stranger"]


@pytest.mark.parametrize(
    "text, blocks, ping",
    [
        ("hi <@U0WEI>", [], "<@U0WEI>"),
        ("<!here> look", [], "<!here>"),
        ("x", [section("a <!channel> b")], "<!channel>"),
        ("x", [section("mail @everyone now")], "@everyone"),
        ("x", [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
            {"type": "user", "user_id": "U0WEI"}]}]}], "<@U0WEI>"),
    ],
)  # fmt: skip
def test_what_would_ping(
    slack: StandIn, client: WebClient, text: str, blocks: list[dict[str, object]], ping: str
) -> None:
    client.chat_postMessage(channel="C0OPS", text=text, blocks=blocks)
    assert slack.messages("C0OPS")[0].pings == [ping]
    assert [p for _, p in slack.pings] == [ping]


@pytest.mark.parametrize(
    "block",
    [
        {"type": "section", "text": {"type": "plain_text", "text": "<!channel> @here <@U0WEI>"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "&lt;!channel&gt; @here", "verbatim": True}},
        section("mail here@everyone.example or a.@channel"),
    ],
)
def test_what_would_not(slack: StandIn, client: WebClient, block: dict[str, object]) -> None:
    client.chat_postMessage(channel="C0OPS", text="@here, in text without link_names", blocks=[block])
    assert slack.pings == []


def test_a_ping_stays_known_after_the_edit_that_took_it_away(slack: StandIn, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C0OPS", text="<!here>")["ts"]
    client.chat_update(channel="C0OPS", ts=ts, text="sorry")
    assert slack.messages("C0OPS")[0].pings == ["<!here>"]


def test_every_call_is_noted(slack: StandIn, client: WebClient, clock: Clock) -> None:
    client.chat_postMessage(channel="C0OPS", text="x", blocks=[section()])
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel="C0NONE", text="x")
    first, second = slack.calls
    assert (first.method, first.args["blocks"], first.at) == ("chat.postMessage", [section()], clock())
    assert (second.ok, second.answer and second.answer["error"]) == (False, "channel_not_found")
    assert slack.calls_of("chat.postMessage") == [first]
