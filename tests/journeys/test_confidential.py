"""A confidential item: who may open one, where it can go, and that it appears nowhere it should not."""

import json
import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.sandbox.people.form import Form
from models.facts.export import ItemRow, item_rows
from models.tables import Channel, ChannelKind
from tests.people import ANA, GUS, JONAS, LOBBY, LUIS, MEI, OPS, PRIYA, SECRET, WEI, ZOE, at
from tests.workspace import Workspace

HEADLINE, STEP, STATE = "Salary of A. Moran", "Call her by Thursday", "Two rounds are done"
WORDS = (HEADLINE, STEP, STATE, "Moran", "hiring")
HIDDEN, MISSING = 1, 999


def hiring(workspace: Workspace, where: str = OPS, *people: str, to: str | None = None, user: str = WEI) -> Form:
    """The form of a confidential item, filled in but for whom it is for."""
    form = workspace.form(user, f"/handoff {HEADLINE}", where).press("More context").choose("Kind", "hiring")
    form.fill("Next step", STEP).fill("State now", STATE)
    if people:
        form.choose("Only for", list(people))
        workspace.settle()
    return form.choose("To", to) if to else form


def sent(workspace: Workspace, *people: str, where: str = OPS, to: str | None = None) -> None:
    """Wei's confidential item for these people."""
    assert hiring(workspace, where, *people, to=to).submit() == {}
    workspace.settle()


def row(workspace: Workspace) -> ItemRow:
    with workspace.database.read() as session:
        return item_rows(session)[0]


def everything_in_channels(workspace: Workspace) -> str:
    return "\n".join(str(message.blocks) + message.text for where in (OPS, LOBBY) for message in workspace.cards(where))


# Who may open one, and where it can go.


def test_in_a_public_channel_it_is_for_people_by_name_and_has_no_card(workspace: Workspace) -> None:
    form = hiring(workspace)
    assert "Seen by: only you. Name the people it is for." in form.text
    assert "is told" not in form.text
    assert form.submit() == {"Only for": "Please complete this required field."}
    assert list(form.submit(bypass=True)) == ["Only for"]

    form.choose("Only for", ["Jonas Weber", "Ana Kovač"])
    assert "Seen by: only you and Ana Kovač and Jonas Weber." in form.text
    assert "Berlin is on shift now: Jonas Weber is told at once." in form.text
    assert form.submit() == {}
    workspace.settle()

    found = row(workspace)
    assert (found.kind, found.channel, found.ts, found.offered_to) == ("hiring", None, None, "Berlin")
    assert workspace.cards(OPS) == []
    assert len(workspace.dms(JONAS)) == 1


def test_in_a_private_channel_it_has_its_card_there_and_nowhere_else(workspace: Workspace) -> None:
    form = hiring(workspace, SECRET)
    assert "Seen by: only the members of #secret" in form.text
    assert form.submit() == {}
    workspace.settle()

    assert (row(workspace).channel, workspace.cards(OPS)) == (SECRET, [])
    assert HEADLINE in workspace.card(HEADLINE, SECRET).shown_to(workspace.person(JONAS))


def test_in_a_private_channel_it_can_be_for_a_few_of_its_members(workspace: Workspace) -> None:
    sent(workspace, "Jonas Weber", where=SECRET)

    assert (row(workspace).channel, workspace.cards(SECRET)) == (None, [])
    assert "There is no item H-1" in workspace.types(PRIYA, "/handoff show H-1", SECRET)


def test_it_is_offered_only_where_somebody_who_may_see_it_is_on_shift(workspace: Workspace) -> None:
    form = hiring(workspace, OPS, "Ana Kovač", "Luis Romero")

    # This week Berlin's shift is Jonas's, so the sun path passes it.
    assert form.choices("To") == [
        "Next: Los Angeles, from tomorrow 01:00 (09:00 there), Luis Romero",
        "Los Angeles, from tomorrow 01:00 (09:00 there), Luis Romero",
        "Ana Kovač, at work now",
        "Luis Romero, from tomorrow 01:00 (09:00 there)",
    ]
    form.submit()
    workspace.settle()
    assert row(workspace).offered_to == "Los Angeles"
    refused = workspace.types(WEI, "/handoff H-1 to Berlin")
    assert "Nobody on shift in Berlin then may see this. Hand it to one of those who may by name" in refused
    refused = workspace.types(WEI, "/handoff H-1 to @Jonas Weber")
    assert "Jonas Weber is not among those whom this is for: add them under Only for first." in refused


def test_where_nobody_of_them_can_take_it_the_form_says_so(workspace: Workspace) -> None:
    form = hiring(workspace, OPS, "Olga")
    assert list(form.submit()) == ["Only for"]
    assert "Olga is an app or works at another company" in str(form.errors)

    form.choose("Only for", ["Wei Lin"])
    assert list(form.submit()) == ["Only for"]
    assert workspace.told() == {}


def test_an_offer_nobody_claims_passes_regions_where_nobody_may_see_it(workspace: Workspace) -> None:
    sent(workspace, "Jonas Weber", "Mei Tan")
    assert row(workspace).offered_to == "Berlin"

    workspace.turn_to(at("mon 16:00"))

    # Nobody who may see it works in Los Angeles, and in Singapore it is the week of Wei, whose it is.
    assert row(workspace).offered_to == "Berlin"
    assert "Waiting for: Berlin (Jonas Weber), from tomorrow 09:00" in workspace.types(JONAS, "/handoff show H-1")


def test_to_somebody_by_name(workspace: Workspace) -> None:
    sent(workspace, "Ana Kovač", to="Ana Kovač")

    assert row(workspace).offered_to == ANA
    assert "is yours" in workspace.types(ANA, "/handoff claim H-1")
    assert row(workspace).owner == ANA


def test_somebody_named_later_sees_it_from_then_on_and_is_told(workspace: Workspace) -> None:
    sent(workspace, "Luis Romero")
    assert "There is no item H-1" in workspace.types(JONAS, "/handoff show H-1")
    workspace.types(WEI, "/handoff H-1 to @Luis Romero")

    form = workspace.form(WEI, "/handoff H-1").press("More context")
    assert form.choices("Kind") == ["hiring (confidential)"]
    form.choose("Only for", ["Luis Romero", "Jonas Weber"]).choose("To", "Berlin")
    assert form.submit() == {}
    workspace.settle()

    assert HEADLINE in workspace.types(JONAS, "/handoff show H-1")
    assert workspace.told() == {JONAS: 1}


def test_whom_it_is_offered_to_cannot_be_taken_out(workspace: Workspace) -> None:
    sent(workspace, "Ana Kovač", "Jonas Weber", to="Ana Kovač")
    form = workspace.form(WEI, "/handoff H-1").press("More context")

    form.choose("Only for", ["Jonas Weber"]).choose("To", "Berlin")

    assert form.submit() == {"Only for": "Whom it is offered to must be among them: take the offer back first."}


def test_what_was_shown_cannot_become_confidential_nor_the_other_way_round(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    form = workspace.presses_for_form(WEI, card, "Update").press("More context")
    assert "hiring (confidential)" not in form.choices("Kind")

    form.fill("State now", STATE)
    values = form.view.values["kind"]["redraws"]
    values["selected_option"] = values["selected_option"] | {"value": "hiring"}
    assert "H-1 has been seen by more people" in str(form.submit(bypass=True))
    form.close()

    sent(workspace, "Jonas Weber")
    form = workspace.form(WEI, "/handoff H-2").press("More context")
    values = form.view.values["kind"]["redraws"]
    values["selected_option"] = values["selected_option"] | {"value": "general"}
    assert form.submit(bypass=True) == {"Kind": "H-2 was written for few: open a new one for everybody."}


# It appears nowhere it should not.


@pytest.fixture
def confidential(workspace: Workspace) -> Workspace:
    """H-1 is for Jonas alone, opened in #ops; H-2 is Cert in #ops, Ana's."""
    sent(workspace, "Jonas Weber")
    workspace.hands_off(WEI, "Cert")
    workspace.types(ANA, "/handoff claim H-2")
    return workspace


OTHERS = (ANA, MEI, LUIS, PRIYA, GUS, ZOE)  # a member, members of other regions, the lead, a guest, a stranger
VERBS = (
    "show H-{}", "claim H-{}", "done H-{}", "back H-{} no", "cancel H-{} no", "reopen H-{}", "H-{} to next",
    "H-{} to @Luis Romero", "H-{}", "find Moran H-{}",
)  # fmt: skip


def same(answer: Callable[[int], str]) -> None:
    """Whether the answers about the hidden item and about one that does not exist differ in nothing but the number."""
    hidden, missing = answer(HIDDEN), answer(MISSING)
    assert not [word for word in (HEADLINE, STEP, STATE) if word in hidden]
    assert hidden.replace(f"H-{HIDDEN}", "H-?") == missing.replace(f"H-{MISSING}", "H-?")


@pytest.mark.parametrize("user", OTHERS)
def test_words_tell_nobody_else_that_it_is_there(confidential: Workspace, user: str) -> None:
    confidential.types(user, "/handoff list all", LOBBY)  # who is new is asked about first
    for words in VERBS:
        same(lambda number, words=words: confidential.types(user, "/handoff " + words.format(number), LOBBY))  # type: ignore[misc]


def test_nor_in_the_dm_nor_by_forged_buttons_menus_and_forms(confidential: Workspace) -> None:
    card = confidential.card("Cert")
    for words in VERBS[:8]:
        same(lambda number, words=words: confidential.writes(ANA, words.format(number)))  # type: ignore[misc]
    for action in ("claim", "done", "reopen", "hand_off", "full_note", "snooze"):
        same(lambda number, action=action: "".join(confidential.forges(ANA, card, action_id=action, value=str(number))))  # type: ignore[misc]
    for verb in ("hand_off", "send_back", "update", "cancel", "full_note"):
        option = verb + ":{}"
        same(lambda n, o=option: "".join(confidential.forges(ANA, card, action_id="more", option=o.format(n))))  # type: ignore[misc]

    def submits(number: int, mode: str) -> str:
        form = confidential.presses_for_form(ANA, card, "Hand off")
        state = json.loads(form.view.content["private_metadata"]) | {"number": number, "mode": mode}
        form.view.content["private_metadata"] = json.dumps(state)
        said = str(form.submit())
        form.close()
        return said

    for mode in ("hand_off", "update"):
        same(lambda number, mode=mode: submits(number, mode))  # type: ignore[misc]


def test_events_of_it_cannot_be_undone_or_explained_by_others(confidential: Workspace) -> None:
    confidential.types(JONAS, "/handoff claim H-1")
    card = confidential.card("Cert")
    for action in ("undo", "give_reason"):
        said = {"".join(confidential.forges(MEI, card, action_id=action, value=str(event))) for event in range(1, 12)}
        assert len(said) == 1
        assert HEADLINE not in said.pop()


@pytest.mark.parametrize("scope", ["", " mine", " waiting", " all"])
def test_lists_leave_it_out_for_all_but_those_whom_it_is_for(confidential: Workspace, scope: str) -> None:
    for user in OTHERS:
        assert HEADLINE not in confidential.types(user, f"/handoff list{scope}", LOBBY)
    assert HEADLINE in confidential.types(WEI, "/handoff list mine")
    assert HEADLINE in confidential.types(JONAS, "/handoff list waiting")


def test_nothing_of_it_is_in_any_channel_or_in_anybody_elses_dm(confidential: Workspace) -> None:
    """It is claimed, sent back, handed on, moves on, goes round, is parked and done; two days pass."""
    confidential.types(JONAS, "/handoff claim H-1")
    confidential.types(JONAS, "/handoff back H-1 her salary is secret")
    confidential.turn_to(at("tue 01:00"))
    confidential.types(WEI, "/handoff claim H-1")
    confidential.types(WEI, "/handoff H-1 to Berlin")
    for hour in ("tue 08:00", "tue 08:45", "tue 15:30", "tue 17:00", "tue 23:00", "wed 01:00", "wed 08:00"):
        confidential.turn_to(at(hour))
    confidential.types(WEI, "/handoff done H-1")
    confidential.turn_to(at("thu 08:30"))

    assert not re.search("|".join((*WORDS, "salary")), everything_in_channels(confidential))
    assert not re.search(r"\bH-1\b", everything_in_channels(confidential))
    for user in OTHERS:
        assert not re.search(r"\bH-1\b|Moran", "".join(confidential.dms(user))), user
    assert [call for call in confidential.slack.calls_of("chat.postEphemeral") if HEADLINE in str(call.args)] == [
        call for call in confidential.slack.calls_of("chat.postEphemeral")
        if HEADLINE in str(call.args) and call.args["user"] in {WEI, JONAS}
    ]  # fmt: skip


def test_direct_messages_name_nothing_to_those_whom_it_is_for_either(confidential: Workspace) -> None:
    """What stands in a DM unasked is read on locked screens; the full note says it, to whom it may."""
    first = confidential.person(JONAS).dms[0]
    assert first.text.splitlines()[0] == "A confidential handoff waits for you."
    confidential.turn_to(at("mon 09:31"))
    confidential.turn_to(at("mon 15:30"))
    confidential.types(JONAS, "/handoff claim H-1")
    confidential.types(JONAS, "/handoff back H-1 her salary is secret")
    for hour in ("tue 01:00", "tue 05:00", "tue 08:30", "tue 08:35"):
        confidential.turn_to(at(hour))

    posts = [*confidential.slack.calls_of("chat.postMessage"), *confidential.slack.calls_of("chat.update")]
    unasked = [str(call.args) for call in posts]
    assert len(unasked) > 4
    for said in unasked:
        assert not [word for word in (HEADLINE, STEP, STATE, "Moran", "salary is secret") if word in said]


def test_its_full_note_opens_for_those_whom_it_is_for(confidential: Workspace) -> None:
    dm = confidential.person(JONAS).dms[0]

    note = confidential.presses_for_form(JONAS, dm, "Open")

    for words in (HEADLINE, STEP, STATE):
        assert words in note.text
    note.close()
    same(
        lambda number: "".join(
            confidential.forges(ANA, confidential.card("Cert"), action_id="full_note", value=str(number))
        )
    )


def test_a_private_channel_that_becomes_public_shows_it_to_its_members_only(workspace: Workspace) -> None:
    sent(workspace, where=SECRET)
    with workspace.database.write() as session:  # an admin has converted it, and Slack has told
        session.scalars(select(Channel).where(Channel.slack_id == SECRET)).one().kind = ChannelKind.PUBLIC

    workspace.types(ZOE, "/handoff list all", LOBBY)
    assert "There is no item H-1" in workspace.types(ZOE, "/handoff show H-1", LOBBY)
    assert HEADLINE in workspace.types(JONAS, "/handoff show H-1", LOBBY)


@pytest.mark.parametrize("user", OTHERS)
def test_nor_is_it_found_nor_in_the_log_of_decisions_nor_in_anybodys_home(confidential: Workspace, user: str) -> None:
    person = confidential.person(user)
    for words in ("find Moran", "find owner:@Wei Lin", "decisions", "decisions Moran"):
        assert not re.search(r"\bH-1\b|Moran \w|" + HEADLINE, confidential.types(user, f"/handoff {words}", LOBBY))
    for _ in range(2):  # who is new is asked about first
        person.opens_home()
        confidential.settle()
    assert person.home is not None
    assert not re.search(rf"\bH-1\b|{HEADLINE}", person.home.text)


def test_its_own_people_find_it_in_the_direct_messages_and_in_their_home(confidential: Workspace) -> None:
    assert HEADLINE in confidential.writes(JONAS, "find Moran")
    said = confidential.types(JONAS, "/handoff find Moran", LOBBY)
    assert HEADLINE not in said
    assert "1 item of private channels or confidential" in said
    confidential.person(JONAS).opens_home()
    confidential.settle()
    home = confidential.person(JONAS).home
    assert home is not None
    assert HEADLINE in home.text
