"""The shortcut *Hand off this message*: the form opens at once, filled from the message; its thread comes in then."""

import json

import pytest
from sqlalchemy import select

from bot.sandbox import Message
from bot.sandbox.people.form import Form
from models.tables import UnsentForm
from tests.conftest import MakeWorkspace
from tests.people import ANA, GUS, JONAS, LOBBY, MEI, OPS, SECRET, TWO_TEAMS, WEI, ZOE
from tests.workspace import Workspace

SHORTCUT = "Hand off this message"
THEIR_DM, FAR, GROUP, PARTNER = "D0THEM", "C0FAR", "G0GROUP", "C0PARTNER"


def opens(workspace: Workspace, user: str, message: Message) -> Form:
    """The form that opens for somebody who uses the shortcut: the one call before the answer. What follows has come."""
    before = len(workspace.slack.calls)
    answer = workspace.person(user).uses_shortcut(SHORTCUT, message)
    assert answer.form is not None, answer.status
    assert workspace.slack.calls[before].method == "views.open"
    workspace.settle()
    return answer.form


def sends(workspace: Workspace, form: Form, next_step: str = "Look at it", **inputs: str) -> None:
    """The form goes, with what is typed into it."""
    form.fill("Next step", next_step)
    for label, text in inputs.items():
        form.fill(label.capitalize(), text)
    assert form.submit() == {}
    workspace.settle()


def context(form: Form) -> str:
    """What stands in the inputs that take long texts."""
    kept = [inputs for block, inputs in form.view.values.items() if block.startswith("recap")]
    return "\n".join(one["value"] for inputs in kept for one in inputs.values() if one["value"])


def recap_of(workspace: Workspace, card: Message) -> str:
    """What the card's full note keeps as its recap."""
    workspace.presses_for_form(JONAS, card, "Full note").press("Show the recap")
    shown = workspace.person(JONAS).form
    assert shown is not None
    return shown.text


def known(workspace: Workspace, channel: str) -> None:
    """Slack has told of the channel, since somebody has used the bot there before."""
    workspace.form(WEI, "/handoff", channel).close()


def card_of(workspace: Workspace, headline: str, channel: str = OPS) -> Message:
    return next(one for one in workspace.slack.messages(channel) if one.by_bot and headline in one.text)


def test_a_message_becomes_an_item_whose_card_stands_below_it(workspace: Workspace) -> None:
    said = workspace.person(JONAS).posts(OPS, "Replica 3 lags 40 s")

    form = opens(workspace, WEI, said)
    assert form.values["Headline"] == "Replica 3 lags 40 s"
    assert "From a message of Jonas Weber. The card will stand in its thread." in form.text
    sends(workspace, form)

    card = card_of(workspace, "Replica 3 lags 40 s")
    assert card.thread_ts == said.ts
    assert "Owner" not in card.text
    workspace.reacts(JONAS, card, "raised_hand")
    assert "Owner: Jonas Weber" in card.shown_to(workspace.person(WEI))
    assert [one.text.split(",")[0] for one in said.thread if one.by_bot][1:] == [
        "Jonas Weber (Berlin) took this over from Wei Lin (Singapore)"
    ]
    shown = workspace.presses_for_form(JONAS, card, "Full note").text
    assert f"Message of Jonas Weber: https://sunrelay-sandbox.slack.com/archives/{OPS}/p" in shown


def test_a_thread_comes_as_context_with_names_and_its_links(workspace: Workspace) -> None:
    root = workspace.person(JONAS).posts(OPS, "Replica 3 lags")
    workspace.person(ANA).replies(root, "Since the deploy, see https://example.com/graph")
    workspace.person(ZOE).joins(OPS)
    reply = workspace.person(ZOE).replies(root, "@Wei Lin knows it")

    form = opens(workspace, WEI, reply)

    assert form.values["Headline"] == "@Wei Lin knows it"
    assert context(form).splitlines() == [
        "Jonas Weber: Replica 3 lags",
        "Ana Kovač: Since the deploy, see https://example.com/graph",
        "Zoe: @Wei Lin knows it",
    ]
    assert form.values["Links"].splitlines()[1] == "https://example.com/graph"
    sends(workspace, form, headline="Replica 3 lags")
    card = card_of(workspace, "Next: Look at it")
    assert card.thread_ts == root.ts
    assert "Since the deploy" in recap_of(workspace, card)


@pytest.mark.parametrize("backwards", [False, True])
def test_who_changes_the_form_before_the_thread_has_come_gets_it_all_the_same(
    workspace: Workspace, backwards: bool
) -> None:
    root = workspace.person(JONAS).posts(OPS, "Replica 3 lags")
    workspace.person(ANA).replies(root, "Since the deploy")
    with workspace.holding_answers(backwards=backwards):
        form = workspace.person(WEI).uses_shortcut(SHORTCUT, root).form
        assert form is not None
        assert "Reading its thread" in form.text
        form.fill("Next step", "Mine")
        form.press("More context")
        assert "Recap" not in form.labels
        form.choose("To", "Los Angeles")
        form.fill("State now", "Typed")
    workspace.settle()

    assert "Since the deploy" in context(form)
    assert (form.values["Next step"], form.values["State now"]) == ("Mine", "Typed")
    assert form.values["To"].startswith("Los Angeles")
    assert form.values["By"].startswith("End of Los Angeles's day")
    assert "Reading its thread" not in form.text


def test_who_sends_before_the_thread_has_come_has_the_message_and_the_link(workspace: Workspace) -> None:
    root = workspace.person(JONAS).posts(OPS, "Replica 3 lags\nand 4, too")
    workspace.person(ANA).replies(root, "Since the deploy")
    with workspace.holding_answers():
        form = workspace.person(WEI).uses_shortcut(SHORTCUT, root).form
        assert form is not None
        assert form.fill("Next step", "Look").submit() == {}
    workspace.settle()

    card = card_of(workspace, "Next: Look")
    assert "and 4, too" in recap_of(workspace, card)
    assert "Message of Jonas Weber: https://" in workspace.presses_for_form(WEI, card, "Full note").text


def test_a_thread_of_a_thousand_replies_says_what_is_left_out(workspace: Workspace) -> None:
    root = workspace.person(JONAS).posts(OPS, "Replica 3 lags")
    for number in range(1_000):
        workspace.slack.add_message(OPS, ANA, f"step {number}", thread=root)

    form = opens(workspace, WEI, root)

    recap = context(form)
    assert recap.startswith("Jonas Weber: Replica 3 lags\n[")
    assert "messages left out here: the thread has them]" in recap
    assert "Ana Kovač: step 999" in recap
    sends(workspace, form)
    assert "step 999" in recap_of(workspace, card_of(workspace, "Replica 3 lags"))


def test_of_a_longer_one_it_is_said_how_far_it_was_read(workspace: Workspace) -> None:
    root = workspace.person(JONAS).posts(OPS, "Replica 3 lags")
    for number in range(1_300):
        workspace.slack.add_message(OPS, ANA, f"step {number}", thread=root)

    form = opens(workspace, WEI, root)

    assert "Only the first 1201 messages were read." in context(form)


def test_a_deleted_root(workspace: Workspace) -> None:
    root = workspace.person(JONAS).posts(OPS, "Secret of mine")
    reply = workspace.person(ANA).replies(root, "Since the deploy")
    workspace.person(JONAS).deletes(root)

    form = opens(workspace, WEI, reply)

    assert context(form).splitlines() == [
        "Slack: (The first message was deleted.)",
        "Ana Kovač: Since the deploy",
    ]
    sends(workspace, form)
    assert card_of(workspace, "Since the deploy").thread_ts == root.ts


def test_a_message_deleted_before_the_form_is_sent_loses_nothing(workspace: Workspace) -> None:
    said = workspace.person(JONAS).posts(OPS, "Replica 3 lags")
    form = opens(workspace, WEI, said)
    workspace.person(JONAS).deletes(said)

    sends(workspace, form)
    workspace.turn_by(seconds=2)

    card = card_of(workspace, "Replica 3 lags")
    assert card.thread_ts is None
    workspace.reacts(JONAS, card, "raised_hand")
    assert len(workspace.lines(card)) == 1


def test_a_message_of_files_only(workspace: Workspace) -> None:
    said = workspace.person(JONAS).posts_file(OPS, "graph.png")

    form = opens(workspace, WEI, said)

    assert form.values["Headline"] == "graph.png"
    sends(workspace, form)
    assert card_of(workspace, "graph.png").thread_ts == said.ts


@pytest.mark.parametrize("old", [False, True])
def test_a_message_of_another_app(workspace: Workspace, old: bool) -> None:
    said = workspace.slack.bot_posts(OPS, "Error rate 4 %", app="Alerts", old=old)

    form = opens(workspace, WEI, said)

    assert form.values["Headline"] == "Error rate 4 %"
    assert "Alerts" in form.text or "a teammate" in form.text
    sends(workspace, form)


def test_a_message_that_was_handed_off_already_opens_its_item(workspace: Workspace) -> None:
    said = workspace.person(JONAS).posts(OPS, "Replica 3 lags")
    sends(workspace, opens(workspace, WEI, said))
    reply = workspace.person(ANA).replies(said, "Me too")

    form = opens(workspace, WEI, reply)
    assert "H-1 stands in this thread already: this hands it on." in form.text
    assert form.values["Headline"] == "Replica 3 lags"
    form.close()

    form = opens(workspace, ANA, said)
    assert "H-1 stands in this thread already. Only Wei Lin, who owns it" in form.text
    assert form.submit_label == ""
    form.close()

    card = card_of(workspace, "Replica 3 lags")
    assert "H-1 stands in this thread already" in opens(workspace, WEI, card).text


def test_what_is_finished_does_not_stand_in_the_way(workspace: Workspace) -> None:
    said = workspace.person(JONAS).posts(OPS, "Replica 3 lags")
    sends(workspace, opens(workspace, WEI, said))
    workspace.types(WEI, "/handoff done H-1")

    sends(workspace, opens(workspace, WEI, said), headline="Again")

    assert card_of(workspace, "Again").thread_ts == said.ts


def test_two_who_hand_the_same_message_off_make_one_item(workspace: Workspace) -> None:
    said = workspace.person(JONAS).posts(OPS, "Replica 3 lags")
    first, second = opens(workspace, WEI, said), opens(workspace, ANA, said)
    sends(workspace, first)

    second.fill("Next step", "Mine")

    assert second.submit()["Headline"].startswith("H-1 stands in that thread by now")
    assert second.values["Next step"] == "Mine"


def test_from_a_direct_message_only_the_link_travels_unless_it_is_ticked(workspace: Workspace) -> None:
    workspace.slack.add_dm(THEIR_DM, WEI, ANA)
    said = workspace.slack.add_message(THEIR_DM, ANA, "The password is on the wall\nof the kitchen")

    form = opens(workspace, WEI, said)
    assert "From a direct message of Ana Kovač. The card goes to #ops with a link" in form.text
    assert form.values["Headline"] == ""
    sends(workspace, form, headline="Mend the wall")
    shown = workspace.presses_for_form(WEI, card_of(workspace, "Mend the wall"), "Full note").text
    assert "password" not in shown
    assert f"archives/{THEIR_DM}/p" in shown
    assert "goes to Berlin" in workspace.dms(WEI)[-1], "where it was opened the bot can say nothing"

    form = opens(workspace, WEI, said)
    form.choose("Its text", ["Copy the text"])
    assert form.values["Headline"] == "The password is on the wall"
    assert context(form) == "Ana Kovač: The password is on the wall\nof the kitchen"
    form.choose("Its text", [])
    assert (form.values["Headline"], context(form)) == ("", "")


def test_ticking_keeps_what_is_typed(workspace: Workspace) -> None:
    workspace.slack.add_dm(THEIR_DM, WEI, ANA)
    form = opens(workspace, WEI, workspace.slack.add_message(THEIR_DM, ANA, "The password"))
    form.fill("Headline", "Mine").fill("Next step", "Mine, too")

    form.choose("Its text", ["Copy the text"])
    assert (form.values["Headline"], form.values["Next step"]) == ("Mine", "Mine, too")
    form.choose("Its text", [])
    assert (form.values["Headline"], form.values["Next step"]) == ("Mine", "Mine, too")


def test_in_a_private_channel_the_card_stays_there_and_the_text_is_asked_for(workspace: Workspace) -> None:
    root = workspace.person(WEI).posts(SECRET, "Salaries rise")
    workspace.person(JONAS).replies(root, "By 3 %")

    form = opens(workspace, WEI, root)
    assert form.values["Headline"] == ""
    assert "The card will stand in its thread." in form.text
    form.choose("Its text", ["Copy the text"])
    workspace.settle()

    assert form.values["Headline"] == "Salaries rise"
    assert "Jonas Weber: By 3 %" in context(form)
    sends(workspace, form)
    card = card_of(workspace, "Salaries rise", SECRET)
    assert card.thread_ts == root.ts
    assert [one for one in workspace.slack.messages(OPS) if one.by_bot] == []


@pytest.mark.parametrize("private", [False, True])
def test_where_the_bot_is_not_that_is_said_first_with_the_two_ways_out(workspace: Workspace, private: bool) -> None:
    workspace.slack.add_channel(FAR, "far", members=[WEI, ANA], private=private, bot=False)
    said = workspace.slack.add_message(FAR, ANA, "Replica 3 lags")

    form = opens(workspace, WEI, said)
    where = "a channel" if private else "#far"
    assert f"in {where}, where I am not. Two ways: close this, /invite me there" in form.text.replace("`", "")
    assert "it goes to #ops with only a link" in form.text
    assert form.values["Headline"] == ""
    sends(workspace, form, headline="Look at replica 3")
    card = card_of(workspace, "Look at replica 3")
    assert card.thread_ts is None
    assert f"archives/{FAR}/p" in workspace.presses_for_form(WEI, card, "Full note").text

    workspace.slack.invite_bot(FAR, WEI)
    workspace.settle()
    assert "The card will stand in its thread." in opens(workspace, WEI, said).text


def test_a_message_handed_off_from_a_direct_message_says_so_the_second_time(workspace: Workspace) -> None:
    workspace.slack.add_dm(THEIR_DM, WEI, ANA)
    said = workspace.slack.add_message(THEIR_DM, ANA, "Mend the wall")
    sends(workspace, opens(workspace, WEI, said), headline="The wall")

    form = opens(workspace, WEI, said)
    assert "Handed off already, as H-1 The wall. Send this only if it is something else." in form.text
    form.press("Open H-1")
    note = workspace.person(WEI).form
    assert note is not None
    assert "Next step" in note.text
    assert "Look at it" in note.text
    note.close()

    form.choose("Urgency", "🟡 Watch")
    assert "Handed off already, as H-1" in form.text, "it stays while the form changes"
    sends(workspace, form, headline="The door, too")
    assert card_of(workspace, "The door, too").thread_ts is None
    assert "already, as H-2 The door, too" in opens(workspace, ANA, said).text


def test_what_was_handed_off_and_is_done_is_no_matter_any_more(workspace: Workspace) -> None:
    workspace.slack.add_dm(THEIR_DM, WEI, ANA)
    said = workspace.slack.add_message(THEIR_DM, ANA, "Mend the wall")
    sends(workspace, opens(workspace, WEI, said), headline="The wall")
    workspace.types(WEI, "/handoff done H-1")

    assert "already" not in opens(workspace, WEI, said).text


@pytest.mark.parametrize("private", [False, True])
def test_nor_is_it_forgotten_where_the_bot_is_not_or_comes_later(workspace: Workspace, private: bool) -> None:
    workspace.slack.add_channel(FAR, "far", members=[WEI, ANA], private=private, bot=False)
    root = workspace.slack.add_message(FAR, ANA, "Replica 3 lags")
    reply = workspace.slack.add_message(FAR, WEI, "And 4", thread=root)
    sends(workspace, opens(workspace, WEI, root), headline="Look at replica 3")

    form = opens(workspace, ANA, reply)
    assert "Handed off already, as H-1 Look at replica 3." in form.text
    form.close()

    workspace.slack.invite_bot(FAR, WEI)
    workspace.settle()
    assert "Handed off already, as H-1 Look at replica 3." in opens(workspace, WEI, root).text


def test_who_does_not_see_that_item_does_not_hear_of_it(workspace: Workspace) -> None:
    workspace.slack.add_dm(THEIR_DM, WEI, ANA)
    said = workspace.slack.add_message(THEIR_DM, ANA, "Hire Kim")
    form = opens(workspace, WEI, said).press("More context").choose("Kind", "hiring")
    form.choose("Only for", [JONAS]).fill("State now", "Two talks done")
    sends(workspace, form, headline="Hire Kim")

    assert "Handed off already, as H-1 Hire Kim" in opens(workspace, WEI, said).text
    assert "already" not in opens(workspace, ANA, said).text


def test_the_same_in_a_group_of_people(workspace: Workspace) -> None:
    workspace.slack.add_channel(GROUP, "mpdm-wei--ana-1", members=[WEI, ANA], private=True, bot=False)
    said = workspace.slack.add_message(GROUP, ANA, "Replica 3 lags")

    form = opens(workspace, WEI, said)

    assert form.values["Headline"] == ""
    sends(workspace, form, headline="Look at replica 3")
    assert card_of(workspace, "Look at replica 3").thread_ts is None


def test_in_a_channel_shared_with_another_company_that_is_said(workspace: Workspace) -> None:
    workspace.slack.add_channel(PARTNER, "partner", members=[WEI, ANA], shared=True)
    said = workspace.person(ANA).posts(PARTNER, "Replica 3 lags")

    form = opens(workspace, WEI, said)

    assert "Another company is in this channel: its people see the card, too." in form.text


def test_in_a_channel_of_no_team_the_card_stands_there(workspace: Workspace) -> None:
    known(workspace, LOBBY)
    said = workspace.person(ANA).posts(LOBBY, "Replica 3 lags")

    sends(workspace, opens(workspace, WEI, said))

    card = card_of(workspace, "Replica 3 lags", LOBBY)
    assert card.thread_ts == said.ts
    assert "H-1" in workspace.dms(JONAS)[0]
    workspace.presses(JONAS, card, "Claim")
    assert "Owner: Jonas Weber" in card.shown_to(workspace.person(WEI))


def test_in_a_channel_not_known_yet_it_counts_as_private_until_slack_has_told_of_it(workspace: Workspace) -> None:
    said = workspace.person(ANA).posts(LOBBY, "Replica 3 lags")
    with workspace.holding_answers():
        form = workspace.person(WEI).uses_shortcut(SHORTCUT, said).form
        assert form is not None
        assert "I am asking Slack about this channel" in form.text
        form.fill("Headline", "Mine")
    workspace.settle()

    assert "The card will stand in its thread." in form.text
    assert (form.values["Headline"], form.values["Its text"]) == ("Mine", "")
    sends(workspace, form)
    assert card_of(workspace, "Mine", LOBBY).thread_ts == said.ts


def test_who_is_in_two_teams_is_asked_which(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(roster=TWO_TEAMS)
    workspace.slack.add_channel(FAR, "far", members=[WEI, JONAS])
    known(workspace, FAR)
    said = workspace.person(WEI).posts(FAR, "Replica 3 lags")

    form = opens(workspace, JONAS, said)

    assert form.values["Team"] == "Platform"
    form.choose("Team", "Early")
    assert form.values["Headline"] == "Replica 3 lags"


def test_a_guest_is_refused_in_a_sentence(workspace: Workspace) -> None:
    workspace.types(GUS, "/handoff help")
    said = workspace.person(WEI).posts(OPS, "Replica 3 lags")

    form = opens(workspace, GUS, said)

    assert "Guests can read handoffs, but not open them" in form.text
    assert form.submit_label == ""


@pytest.mark.parametrize(
    "words, headline",
    [
        ("```\nx = 1\n```", "x = 1"),
        ("> > quoted\nand said", "quoted"),
        ("• first\n• second", "first"),
        ("مفتاح قديم & <b>", "مفتاح قديم & <b>"),
        ("日本語" * 100, "日本語" * 49 + "日本…"),
        ("🙋" * 200, "🙋" * 74 + "…"),
        ("\n\n", "  "),
    ],
)
def test_any_words_make_a_headline_that_fits(workspace: Workspace, words: str, headline: str) -> None:
    said = workspace.person(JONAS).posts(OPS, words)

    form = opens(workspace, WEI, said)

    assert form.values["Headline"] == headline.strip()
    sends(workspace, form, **({} if headline.strip() else {"headline": "Typed"}))


@pytest.mark.parametrize("sign", ["x", "🙋", "&", '"', "\n", "日"])
def test_the_longest_message_fits_into_what_the_form_remembers(workspace: Workspace, sign: str) -> None:
    workspace.slack.add_dm(THEIR_DM, WEI, ANA)
    said = workspace.slack.add_message(THEIR_DM, ANA, "Long " + sign * 12_000 + " end")

    form = opens(workspace, WEI, said)
    form.choose("Its text", ["Copy the text"])

    assert form.values["Headline"].startswith("Long")
    assert (context(form) or form.values["Headline"]).endswith("(the message says the rest)")
    sends(workspace, form)


def test_a_thread_that_cannot_be_read_is_said_and_the_message_is_there(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(scopes=())
    root = workspace.person(JONAS).posts(OPS, "Replica 3 lags\nand 4")
    workspace.person(ANA).replies(root, "Since the deploy")

    form = opens(workspace, WEI, root)

    assert "Its thread could not be read: the link leads there." in form.text
    assert context(form) == "Jonas Weber: Replica 3 lags\nand 4"
    sends(workspace, form)


@pytest.mark.parametrize("fault", ["ratelimited", "http_500", "drop"])
def test_where_slack_fails_in_the_middle_the_form_is_there_all_the_same(workspace: Workspace, fault: str) -> None:
    root = workspace.person(JONAS).posts(OPS, "Replica 3 lags")
    for number in range(300):
        workspace.slack.add_message(OPS, ANA, f"step {number}", thread=root)
    workspace.slack.faults.next("conversations.replies", fault, when=lambda args: "cursor" in args)

    form = opens(workspace, WEI, root)

    assert "Ana Kovač: step 198" in context(form)
    assert "Only the first 201 messages were read." in context(form)
    sends(workspace, form)


def test_whoever_forges_another_channel_reads_nothing_there(workspace: Workspace) -> None:
    known(workspace, SECRET)
    root = workspace.person(WEI).posts(SECRET, "Salaries rise")
    workspace.person(JONAS).replies(root, "By 3 %")
    form = opens(workspace, ANA, workspace.person(ANA).posts(OPS, "x"))
    forged = json.loads(form.view.content["private_metadata"])
    forged["source"] |= {"channel": SECRET, "root": root.ts, "reading": True, "threaded": True}
    form.view.content["private_metadata"] = json.dumps(forged | {"opened_in": SECRET})

    form.choose("Urgency", "🟡 Watch")
    workspace.settle()

    for word in ("3 %", "secret", "stand in its thread", "where I am not"):
        assert word not in form.text, word
    assert "Headline" in form.fill("Next step", "Look").fill("Headline", "x").submit()


def test_what_is_handed_off_can_be_tagged_and_answered_like_any_other(workspace: Workspace) -> None:
    said = workspace.person(JONAS).posts(OPS, "Replica 3 lags")
    before = workspace.person(ANA).replies(said, "Is replica 2 safe?")
    sends(workspace, opens(workspace, WEI, said))
    card = card_of(workspace, "Replica 3 lags")

    workspace.reacts(MEI, before, "question")
    workspace.person(MEI).replies(said, "Yes")
    workspace.reacts(MEI, before, "white_check_mark")

    assert "1 question (closed)" in card.shown_to(workspace.person(WEI))
    workspace.reacts(MEI, card, "warning")
    workspace.reacts(MEI, said, "warning")
    assert "concern" not in card.shown_to(workspace.person(WEI))


def test_a_form_that_was_closed_goes_on_with_its_message(workspace: Workspace) -> None:
    root = workspace.person(JONAS).posts(OPS, "Replica 3 lags")
    workspace.person(ANA).replies(root, "Since the deploy")
    opens(workspace, WEI, root).fill("Next step", "Mine").choose("Urgency", "🟡 Watch").close()
    workspace.settle()

    form = workspace.presses_for_form(WEI, workspace.person(WEI).ephemerals[-1], "Go on writing")

    assert "The card will stand in its thread." in form.text
    assert "Since the deploy" in context(form)
    assert form.submit() == {}
    workspace.settle()
    assert card_of(workspace, "Next: Mine").thread_ts == root.ts


def test_what_was_not_to_be_copied_is_not_kept_by_the_bot_either(workspace: Workspace) -> None:
    workspace.slack.add_dm(THEIR_DM, WEI, ANA)
    said = workspace.slack.add_message(THEIR_DM, ANA, "The password is on the wall")
    opens(workspace, WEI, said).fill("Next step", "Mine").choose("Urgency", "🟡 Watch").close()
    workspace.settle()

    with workspace.database.read() as session:
        kept = session.scalars(select(UnsentForm)).one()
    assert "password" not in json.dumps([kept.state, kept.draft])
    form = workspace.form(WEI, "/handoff").press("Go on writing")
    form = workspace.person(WEI).form or form
    assert form.values["Next step"] == "Mine"
    assert "Its text" not in form.labels
