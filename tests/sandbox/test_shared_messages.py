"""What people and other apps put into a channel, and what becomes of it: files, edits, deletions, tombstones."""

import pytest
from slack_sdk import WebClient

from bot.sandbox import Impossible, Person, StandIn
from tests.sandbox.conftest import App, Json, refused

PNG = b"\x89PNG\r\n\x1a\n"


def last_message(app: App) -> Json:
    return app.events("message")[-1]


def test_a_message_of_a_file_alone(app: App, wei: Person, client: WebClient) -> None:
    message = wei.posts_file("ops", "lag.png")
    event = last_message(app)
    assert (event["subtype"], event["text"], event["user"], event["upload"]) == ("file_share", "", "U0WEI", False)
    assert "blocks" not in event
    file = event["files"][0]
    assert (file["name"], file["mimetype"], file["filetype"], file["mode"]) == ("lag.png", "image/png", "png", "hosted")
    assert file["url_private"] == f"https://files.slack.com/files-pri/T0SUN-{file['id']}/lag.png"
    assert message.post.files[0].content.startswith(PNG)
    assert (message.files, message.shown_to(wei)) == (["lag.png"], "[lag.png]")
    stored = client.conversations_history(channel="C0OPS")["messages"][0]
    assert stored["files"] == event["files"]


def test_a_file_of_ones_own_with_words_in_a_thread(app: App, wei: Person) -> None:
    root = wei.posts("ops", "what is it?")
    message = wei.posts_file("ops", "trace.xyz", text="this", content=b"abc", thread=root)
    event = last_message(app)
    assert (event["text"], event["thread_ts"], event["parent_user_id"]) == ("this", root.ts, "U0WEI")
    assert (event["files"][0]["size"], event["files"][0]["mimetype"]) == (3, "application/octet-stream")
    assert message.shown_to(wei) == "this\n[trace.xyz]"


def test_an_edit_tells_what_is_and_what_was(app: App, wei: Person) -> None:
    message = wei.posts("ops", "one")
    wei.edits(message, "two")
    event = last_message(app)
    assert (event["subtype"], event["hidden"], event["channel"], event["channel_type"]) == (
        "message_changed", True, "C0OPS", "channel",
    )  # fmt: skip
    assert event["ts"] == event["event_ts"] > message.ts
    changed, before = event["message"], event["previous_message"]
    assert (changed["ts"], changed["text"], before["text"]) == (message.ts, "two", "one")
    assert (changed["edited"]["user"], "edited" in before) == ("U0WEI", False)
    assert changed["blocks"][0]["elements"][0]["elements"] == [{"type": "text", "text": "two"}]
    assert changed["client_msg_id"] == before["client_msg_id"]
    assert changed["source_team"] == changed["user_team"] == "T0SUN"


def test_a_reply_that_is_deleted_tells_what_it_was(app: App, wei: Person) -> None:
    reply = wei.replies(wei.posts("ops", "root"), "wrong")
    wei.deletes(reply)
    event = last_message(app)
    assert (event["subtype"], event["deleted_ts"], event["hidden"]) == ("message_deleted", reply.ts, True)
    assert (event["previous_message"]["text"], event["previous_message"]["thread_ts"]) == ("wrong", reply.thread_ts)
    assert "message" not in event


def test_a_root_with_replies_leaves_a_tombstone_below_which_people_go_on(
    app: App, wei: Person, jonas: Person, client: WebClient
) -> None:
    root = wei.posts_file("ops", text="look")
    reply = jonas.replies(root, "I see")
    wei.deletes(root)
    event = last_message(app)
    stone = event["message"]
    assert (event["subtype"], stone["subtype"], stone["hidden"]) == ("message_changed", "tombstone", True)
    assert (stone["user"], stone["text"], stone["ts"]) == ("USLACKBOT", "This message was deleted.", root.ts)
    assert (stone["reply_count"], stone["latest_reply"], "files" in stone) == (1, reply.ts, False)
    assert event["previous_message"]["text"] == "look"
    jonas.replies(root, "still here")
    thread = client.conversations_replies(channel="C0OPS", ts=root.ts)["messages"]
    assert [m.get("subtype") for m in thread] == ["tombstone", None, None]
    with pytest.raises(Impossible, match="deleted"):
        jonas.reacts(root, "eyes")
    jonas.reacts(reply, "warning")
    assert app.events("reaction_added")[0]["item"] == {"type": "message", "channel": "C0OPS", "ts": reply.ts}


def test_nothing_can_be_said_below_what_is_gone(wei: Person) -> None:
    message = wei.posts("ops", "x")
    wei.deletes(message)
    with pytest.raises(Impossible, match="deleted"):
        wei.replies(message, "where?")


def test_another_app_replies_by_its_bot_user(slack: StandIn, app: App, wei: Person, client: WebClient) -> None:
    root = wei.posts("ops", "root")
    message = slack.bot_posts("C0OPS", "lag is 40 s", app="Pager", thread=root)
    event = last_message(app)
    assert (event["user"], event["bot_id"], event["app_id"]) == ("U0PAGER", "B0PAGER", "A0PAGER")
    assert (event["thread_ts"], event["bot_profile"]["name"], "subtype" in event) == (root.ts, "Pager", False)
    assert not message.by_bot, "it is not the app's own"
    wei.reacts(message, "warning")
    assert app.events("reaction_added")[-1]["item_user"] == "U0PAGER"
    mine = refused(lambda: client.chat_update(channel="C0OPS", ts=message.ts, text="mine"))
    assert mine["error"] == "cant_update_message"


def test_an_app_of_the_old_kind_has_no_user(slack: StandIn, app: App, wei: Person) -> None:
    message = slack.bot_posts("C0OPS", "deployed", app="Ship It", old=True)
    event = last_message(app)
    assert (event["subtype"], event["bot_id"], event["username"]) == ("bot_message", "B0SHIPITOLD", "Ship It")
    assert "user" not in event
    wei.reacts(message, "warning")
    assert "item_user" not in app.events("reaction_added")[-1]


def test_a_long_thread_comes_in_pages_each_led_by_its_root(slack: StandIn, client: WebClient, wei: Person) -> None:
    root = wei.posts("ops", "root")
    for number in range(1_000):
        slack.add_message("C0OPS", "U0JON", str(number), thread=root)
    answers = client.conversations_replies(channel="C0OPS", ts=root.ts, limit=200)
    pages: list[Json] = [dict(answer.data) for answer in answers]
    assert [len(page["messages"]) for page in pages] == [201] * 5
    assert all(page["messages"][0]["reply_count"] == 1_000 for page in pages)
    assert [page["has_more"] for page in pages] == [True] * 4 + [False]
    assert [m["text"] for page in pages for m in page["messages"][1:]] == [str(number) for number in range(1_000)]


def test_what_was_there_before_is_told_to_nobody(slack: StandIn, app: App) -> None:
    slack.add_message("C0OPS", "U0JON", "old")
    assert (app.payloads, slack.messages("C0OPS")[0].text) == ([], "old")


def test_the_bot_knows_nothing_of_what_two_people_write_to_each_other(
    slack: StandIn, app: App, client: WebClient, wei: Person, jonas: Person
) -> None:
    slack.add_dm("D0PAIR", "U0WEI", "U0JON")
    message = wei.posts("D0PAIR", "can you take it?")
    assert app.payloads == []
    asked = {"channel": "D0PAIR", "message_ts": message.ts}
    assert refused(lambda: client.chat_getPermalink(**asked))["error"] == "channel_not_found"
    jonas.uses_shortcut("Hand this off", message)
    assert app.last("message_action")["channel"] == {"id": "D0PAIR", "name": "directmessage"}
    assert slack.person("U0EXT").sees("D0PAIR") == []
