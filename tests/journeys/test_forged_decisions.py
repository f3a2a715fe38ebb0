"""Who forges what Slack sends of decisions changes nothing: buttons, forms, and what those remember."""

import json
from functools import partial
from typing import Any

import pytest

from bot.sandbox.people.form import Form
from tests.journeys.deciding import asked, asks, rewrites
from tests.journeys.forging import NO_BUTTON, NOT_OURS, all_kept, nothing_changes, remembers, sends, sends_again
from tests.people import ANA, BOT, GUS, JONAS, LUIS, OLGA, PRIYA, SECRET, WEI, at
from tests.workspace import Workspace

UNTIL = at("mon 12:00")
CHANGED = "The note has changed since you opened this."


@pytest.fixture
def here(workspace: Workspace) -> Workspace:
    """H-1 asks Jonas, H-2 asks Ana, H-3 asks nobody, H-4 asks Jonas too, H-5 asks Wei in a place Ana does not see."""
    asks(workspace, "Jonas Weber", until=UNTIL)
    asks(workspace, "Ana Kovač", until=UNTIL, headline="Rotate the key", question="Rotate it?")
    workspace.hands_off(WEI, "Cert")
    asks(workspace, "Jonas Weber", until=UNTIL, headline="Buy disks", question="Buy them?")
    asks(workspace, "Wei Lin", by=JONAS, where=SECRET, headline="Rise", question="How much?", to="Singapore")
    return workspace


def filled(workspace: Workspace, user: str = JONAS, number: int = 1, choice: str = "Approve") -> Form:
    """The form of somebody who decides, filled in."""
    form = workspace.form(user, f"/handoff decide H-{number}")
    return form.choose("Your decision", choice).fill("Why, in one line", "Because")


def test_a_form_that_names_another_item(here: Workspace) -> None:
    form = filled(here)

    for number, says in (
        (2, "It is for Ana Kovač to decide H-2, nobody else."),
        (3, "H-3 asks nobody for a decision. Its owner can: /handoff H-3, More context."),
        (5, "It is for Wei Lin to decide H-5, nobody else."),
        (99, "There is no item H-99 that you can see."),
    ):
        remembers(form, number=number)
        with nothing_changes(here):
            assert sends(here, form).startswith(says)


def test_an_item_that_one_does_not_see_is_like_one_that_there_is_not(here: Workspace) -> None:
    said = []
    for number in (5, 99):
        form = filled(here, ANA, 2)
        remembers(form, number=number)
        with nothing_changes(here):
            said.append(sends(here, form).replace(f"H-{number}", "H-n"))
        form.close()

    assert said[0] == said[1]


def test_another_question_or_version_is_read_before_it_counts(here: Workspace) -> None:
    forgeries: tuple[dict[str, int], ...] = ({"decision": 2}, {"decision": 3}, {"decision": 99}, {"version": 7})
    for forged in forgeries:
        form = filled(here)
        remembers(form, **forged)

        with nothing_changes(here):
            sends(here, form)

        assert CHANGED in form.text
        assert "May banner v3 ship?" in form.text
        assert form.values["Why, in one line"] == "Because"
        form.close()


def test_a_version_that_was_true_once_does_not_count_either(here: Workspace) -> None:
    form = filled(here)
    rewrites(here, WEI, state_now="The data officer said no")
    remembers(form, version=1)

    with nothing_changes(here):
        sends(here, form)

    assert CHANGED in form.text


def test_metadata_that_is_none_of_ours(here: Workspace) -> None:
    form = filled(here)
    ours = form.view.content["private_metadata"]
    changed: tuple[dict[str, object], ...] = (
        {"number": "1"}, {"number": True}, {"number": 0}, {"number": -1}, {"number": 2**40}, {"decision": None},
        {"decision": [1]}, {"version": 1.0}, {"version": {}}, {"opened_in": 7},
    )  # fmt: skip
    whole = ("", "{}", "[]", "null", "7", '{"number": 1}', "decide:1")

    for metadata in (*whole, *(json.dumps(json.loads(ours) | other) for other in changed)):
        form.view.content["private_metadata"] = metadata
        with nothing_changes(here):
            assert sends(here, form) == NOT_OURS, metadata
    assert form.values["Why, in one line"] == "Because"


def test_a_verdict_that_nobody_can_choose(here: Workspace) -> None:
    form = filled(here)

    for verdict in ("lapsed", "withdrawn", "pending", "returned", "", "approve"):
        form.view.values["verdict"]["decides"]["selected_option"]["value"] = verdict
        with nothing_changes(here):
            assert sends(here, form) == "Choose what you decide.", verdict


def test_a_form_sent_in_by_somebody_else(here: Workspace) -> None:
    form = filled(here).fill("Why, in one line", " ")
    assert sends(here, form) != ""

    for whose in (ANA, WEI, PRIYA, GUS, OLGA, LUIS):
        with nothing_changes(here):
            sends_again(here, "view_submission", partial(as_if_by, whose))
    assert sends(here, form.fill("Why, in one line", "Because")) == ""


def as_if_by(user: str, payload: dict[str, Any]) -> None:
    """Another person's form, with all in it that it needs."""
    payload["user"] = {**payload["user"], "id": user}
    payload["view"]["id"] = f"V0{user}"
    payload["view"]["state"]["values"]["why"]["why"]["value"] = "Because"


def test_a_form_of_another_workspace(here: Workspace) -> None:
    form = filled(here).fill("Why, in one line", " ")
    assert sends(here, form) != ""

    def forge(payload: dict[str, Any]) -> None:
        payload["team"] = {**payload["team"], "id": "T0STRANGE"}
        payload["view"]["id"] = "V0FORGED"
        payload["view"]["state"]["values"]["why"]["why"]["value"] = "Because"

    with nothing_changes(here):
        sends_again(here, "view_submission", forge)


def test_passed_on_to_who_cannot_decide(here: Workspace) -> None:
    form = filled(here, choice="Not mine")

    for to in (JONAS, BOT, GUS, OLGA, "U0NOBODY", "", "<!channel>"):
        form.view.values["to"] = {"to": {"type": "users_select", "selected_user": to}}
        with nothing_changes(here):
            assert sends(here, form).endswith("."), to


def test_a_why_that_the_client_would_not_have_let_through(here: Workspace) -> None:
    form = filled(here)

    for why in ("", " \n ", "x" * 301):
        form.view.values["why"] = {"why": {"type": "plain_text_input", "value": why}}
        with nothing_changes(here):
            assert sends(here, form).endswith("."), why


def test_the_answer_goes_nowhere_but_to_who_decides(here: Workspace) -> None:
    form = filled(here)
    remembers(form, opened_in=here.person(ANA).dm)
    others = {user: (here.dms(user), here.whispers(user)) for user in (ANA, LUIS, PRIYA)}

    assert sends(here, form) == ""

    assert {user: (here.dms(user), here.whispers(user)) for user in others} == others
    assert "You approved H-1" in here.dms(JONAS)[-1]


def test_a_button_with_another_value(here: Workspace) -> None:
    for action, value, says in (
        ("approve", "2", "It is for Ana Kovač to decide H-2, nobody else."),
        ("decline", "3", "H-3 asks nobody for a decision."),
        ("approve_if", "99", "There is no item H-99"),
        ("not_mine", "H-1", NO_BUTTON),
        ("decide", "", NO_BUTTON),
        ("decide", "9" * 30, NO_BUTTON),
        ("approve", "1; drop table decisions", NO_BUTTON),
    ):
        with nothing_changes(here):
            (said,) = here.forges(JONAS, asked(here, JONAS)[-1], action_id=action, value=value)
        assert said.startswith(says)
        assert here.person(JONAS).form is None


def test_a_decision_is_undone_by_nobody_else_and_no_other_event_by_its_button(here: Workspace) -> None:
    assert sends(here, filled(here)) == ""
    last = all_kept(here)["events"][-1]["id"]
    answer = here.person(JONAS).ephemerals[-1]

    with nothing_changes(here):
        here.types(ANA, "/handoff decide H-2")
        assert here.forges(ANA, asked(here, ANA)[-1], action_id="undo", value=str(last)) == [
            "Only who did it can undo it."
        ]
        for value in ("1", "99", "x"):
            assert here.forges(JONAS, answer, action_id="undo", value=value)[-1].endswith((".", "is."))


def test_the_choice_in_a_form_whose_memory_was_forged(here: Workspace) -> None:
    form = filled(here)
    remembers(form, number=2)

    with nothing_changes(here):
        form.choose("Your decision", "Decline")
        here.settle()
    assert "Rotate it?" not in form.text
