"""An emoji on a reply in a card's thread puts the reply into the note; taking it off takes it out. Nobody is told."""

import pytest
from sqlalchemy import event

from bot.sandbox import Message
from handlers.emoji import DEFAULT_EMOJI, emoji_with
from tests.conftest import MakeWorkspace
from tests.people import ANA, GUS, JONAS, LOBBY, MEI, OLGA, OPS, PRIYA, SECRET, WEI, ZOE
from tests.workspace import Workspace

CARD_SAYS = {
    "warning": "1 concern",
    "scales": "1 trade-off",
    "compass": "1 decision",
    "question": "1 question",
    "pushpin": "1 piece of context",
}


def says(workspace: Workspace, card: Message) -> str:
    """The card, as Wei reads it."""
    return card.shown_to(workspace.person(WEI))


def note(workspace: Workspace, card: Message, reader: str = JONAS) -> str:
    """The full note, as somebody reads it who presses its button."""
    form = workspace.presses_for_form(reader, card, "Full note")
    text = form.text
    form.close()
    return text


def tagged(workspace: Workspace, words: str, emoji: str = "warning", author: str = JONAS) -> tuple[Message, Message]:
    """A card, and a reply to it that Wei has tagged."""
    card = workspace.hands_off(WEI, "Cert")
    reply = workspace.person(author).replies(card, words)
    workspace.reacts(WEI, reply, emoji)
    return card, reply


@pytest.mark.parametrize("emoji, counted", CARD_SAYS.items())
def test_each_kind_is_counted_on_the_card_and_stands_whole_in_the_full_note(
    workspace: Workspace, emoji: str, counted: str
) -> None:
    card = workspace.hands_off(WEI, "Cert")
    reply = workspace.person(JONAS).replies(card, "The old key signs *mobile* builds")
    posts, edits = workspace.posts(), card.edits

    workspace.reacts(ANA, reply, emoji)

    assert counted in says(workspace, card)
    assert (workspace.posts(), card.edits, workspace.whispers(ANA)) == (posts, edits + 1, [])
    shown = note(workspace, card)
    assert "Jonas Weber" in shown
    assert "The old key signs *mobile* builds" in shown

    workspace.unreacts(ANA, reply, emoji)

    assert counted not in says(workspace, card)
    assert "The old key" not in note(workspace, card)


def test_the_card_says_it_in_its_text_as_well(workspace: Workspace) -> None:
    card, _ = tagged(workspace, "The old key")

    assert "1 concern" in card.text


def test_what_two_people_tagged_stays_until_both_have_taken_it_off(workspace: Workspace) -> None:
    card, reply = tagged(workspace, "The old key")
    workspace.reacts(ANA, reply, "warning")
    assert "1 concern" in says(workspace, card)

    workspace.unreacts(WEI, reply, "warning")
    assert "1 concern" in says(workspace, card)

    workspace.unreacts(ANA, reply, "warning")
    assert "concern" not in says(workspace, card)


def test_one_reply_can_be_two_things(workspace: Workspace) -> None:
    card, reply = tagged(workspace, "The old key")

    workspace.reacts(ANA, reply, "question")

    assert "1 concern · 1 question" in says(workspace, card)


def test_editing_and_deleting_a_reply_is_followed(workspace: Workspace) -> None:
    card, reply = tagged(workspace, "The old key")

    workspace.person(JONAS).edits(reply, "The old key, until Friday")
    workspace.settle()
    assert "The old key, until Friday" in note(workspace, card)

    workspace.person(JONAS).deletes(reply)
    workspace.settle()
    assert "concern" not in says(workspace, card)
    assert "old key" not in note(workspace, card)


@pytest.mark.parametrize("user", [GUS, OLGA])
def test_from_who_may_not_it_means_nothing_and_nothing_is_said(workspace: Workspace, user: str) -> None:
    card = workspace.hands_off(WEI, "Cert")
    reply = workspace.person(JONAS).replies(card, "The old key")

    workspace.reacts(user, reply, "warning")

    assert "concern" not in says(workspace, card)
    assert workspace.whispers(user) == []


def test_who_is_in_no_team_may_tag_what_they_see(workspace: Workspace) -> None:
    workspace.slack.join(OPS, ZOE)
    card = workspace.hands_off(WEI, "Cert")
    reply = workspace.person(JONAS).replies(card, "The old key")

    workspace.reacts(ZOE, reply, "question")

    assert "1 question" in says(workspace, card)


def test_a_tag_on_the_card_itself_or_on_a_line_of_the_bot_means_nothing(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.reacts(JONAS, card, "raised_hand")

    workspace.reacts(WEI, card, "warning")
    workspace.reacts(WEI, card.thread[0], "warning")

    assert "concern" not in says(workspace, card)


def test_a_tag_elsewhere_means_nothing(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    said = workspace.person(WEI).posts(OPS, "lunch?")
    reply = workspace.person(WEI).replies(said, "noodles?")

    workspace.reacts(WEI, said, "question")
    workspace.reacts(WEI, reply, "question")

    assert "question" not in says(workspace, card)


def test_where_no_card_stands_slack_is_not_even_asked(workspace: Workspace) -> None:
    said = workspace.person(WEI).posts(LOBBY, "lunch?")

    workspace.reacts(WEI, said, "question")

    assert workspace.slack.calls_of("conversations.replies") == []


def test_on_what_is_finished_tags_mean_nothing_and_lose_nothing(workspace: Workspace) -> None:
    card, reply = tagged(workspace, "The old key")
    workspace.types(WEI, "/handoff done H-1")

    workspace.unreacts(WEI, reply, "warning")
    workspace.reacts(ANA, reply, "question")

    workspace.types(WEI, "/handoff reopen H-1")
    assert "1 concern" in says(workspace, card)
    assert "question" not in says(workspace, card)


def test_a_reply_of_another_app_can_be_tagged(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    reply = workspace.slack.bot_posts(OPS, "Error rate 4 %", thread=card)

    workspace.reacts(WEI, reply, "pushpin")

    assert "1 piece of context" in says(workspace, card)
    assert "Error rate 4 %" in note(workspace, card)


def test_a_reply_of_files_alone_is_named_after_them(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    reply = workspace.person(JONAS).posts_file(OPS, "chain.pem", thread=card)

    workspace.reacts(WEI, reply, "pushpin")

    assert "chain.pem" in note(workspace, card)


@pytest.mark.parametrize(
    "words",
    [
        "مفتاح قديم <!channel> & 日本語 `code`",
        "```\nx = 1 < 2\n```",
        ">> nested\n>>> quotes",
        "@here _so_ *what*",
        "x" * 3_900,
    ],
)
def test_any_words_stand_there_as_they_were_written(workspace: Workspace, words: str) -> None:
    card, _ = tagged(workspace, words, "pushpin")

    shown = note(workspace, card)

    assert words[:40] in shown.replace("\u2068", "").replace("\u2069", "")
    assert len(words) < 3_000 or "(the message says the rest)" in shown


def test_in_a_private_channel_as_well(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert", SECRET)
    reply = workspace.person(JONAS).replies(card, "The old key")

    workspace.reacts(PRIYA, reply, "warning")

    assert "1 concern" in says(workspace, card)


def test_the_emoji_are_a_setting(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(emoji=emoji_with({"concern": ["eyes"], "claim": ["rocket"]}))
    card = workspace.hands_off(WEI, "Cert")
    reply = workspace.person(JONAS).replies(card, "The old key")

    workspace.reacts(WEI, reply, "warning")
    workspace.reacts(MEI, card, "raised_hand")
    assert "concern" not in says(workspace, card)
    assert "Waiting for: Berlin" in says(workspace, card)

    workspace.reacts(WEI, reply, "eyes")
    workspace.reacts(JONAS, card, "rocket")
    assert "1 concern" in says(workspace, card)
    assert "Owner: Jonas Weber" in says(workspace, card)


def test_every_kind_of_comment_has_an_emoji() -> None:
    assert CARD_SAYS.keys() <= DEFAULT_EMOJI.meanings.keys()


def test_what_was_tagged_is_found_by_its_words_as_they_are_now(workspace: Workspace) -> None:
    _, reply = tagged(workspace, "The vault is sealed")
    assert "H-1" in workspace.types(ANA, "/handoff find vault")

    workspace.person(JONAS).edits(reply, "The cellar is sealed")
    workspace.settle()
    assert "H-1" in workspace.types(ANA, "/handoff find cellar")
    assert "H-1" not in workspace.types(ANA, "/handoff find vault")

    workspace.unreacts(WEI, reply, "warning")
    assert "H-1" not in workspace.types(ANA, "/handoff find cellar")


def test_an_emoji_the_settings_do_not_know_means_nothing_and_slack_is_not_asked(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    reply = workspace.person(JONAS).replies(card, "The old key")
    before, calls = says(workspace, card), len(workspace.slack.calls)

    for emoji in ("eyes", "tada", "warning_sign", "grey_question"):
        workspace.reacts(WEI, reply, emoji)

    assert (says(workspace, card), len(workspace.slack.calls)) == (before, calls)


def test_what_is_said_outside_of_threads_costs_nothing(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert")
    asked: list[str] = []
    note_query = lambda _, __, statement, *___: asked.append(statement)  # noqa: E731
    event.listen(workspace.database.engine, "before_cursor_execute", note_query)

    said = workspace.person(JONAS).posts(OPS, "lunch?")
    workspace.person(JONAS).posts_file(OPS, "menu.pdf")
    assert asked == []
    event.remove(workspace.database.engine, "before_cursor_execute", note_query)

    workspace.person(JONAS).deletes(said)
