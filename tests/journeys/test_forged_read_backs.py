"""Who forges what Slack sends of read-backs changes nothing: buttons, forms, and what those remember."""

from functools import partial
from typing import Any

import pytest

from bot.sandbox.people.form import Form
from models.tables import Verb
from tests.journeys.forging import NO_BUTTON, NOT_OURS, all_kept, nothing_changes, sends, sends_again
from tests.people import ANA, GUS, JONAS, MEI, OLGA, PRIYA, SECRET, WEI
from tests.workspace import Workspace

NOT_THEIRS = "Only who did it can read it back."
LINE = "Your next step, and your doubt"


@pytest.fixture
def here(workspace: Workspace) -> Workspace:
    """Jonas has claimed H-1, Ana H-2, Jonas H-3, which is critical, and H-4, of which Ana does not see the place."""
    for headline, more in (("Cert", {}), ("Backfill", {}), ("Lag", {"urgency": "🔴 Critical"})):
        workspace.hands_off(WEI, headline, to="Berlin", **more)
    workspace.hands_off(WEI, "Rise", SECRET, to="Berlin")
    for user, number in ((JONAS, 1), (ANA, 2), (JONAS, 3), (JONAS, 4)):
        workspace.types(user, f"/handoff claim H-{number}", SECRET if number == 4 else "C0OPS")
    return workspace


def claim_of(workspace: Workspace, number: int) -> int:
    """The event (its row) by which an item was claimed."""
    kept = all_kept(workspace)
    item = next(one["id"] for one in kept["items"] if one["number"] == number)
    return int(next(one["id"] for one in kept["events"] if one["item_id"] == item and one["verb"] is Verb.CLAIM))


def writes(workspace: Workspace, user: str = JONAS, number: int = 1) -> Form:
    """The form for a read-back, with a line in it."""
    answer = next(one for one in reversed(workspace.person(user).ephemerals) if f"H-{number} is yours" in one.text)
    return workspace.presses_for_form(user, answer, "Write").fill(LINE, "Renew it first")


def remembers(form: Form, metadata: str) -> None:
    """The form remembers something else than it was opened with."""
    form.view.content["private_metadata"] = metadata


def test_a_form_that_names_somebody_elses_claim(here: Workspace) -> None:
    for user, own, number in ((JONAS, 1, 2), (ANA, 2, 1), (ANA, 2, 4)):
        form = writes(here, user, own)
        remembers(form, f"read_back:{claim_of(here, number)}:C0OPS")

        with nothing_changes(here):
            assert sends(here, form) == NOT_THEIRS
        form.close()


def test_a_form_that_names_what_is_no_claim(here: Workspace) -> None:
    form = writes(here)

    for metadata in ("read_back:1:C0OPS", "read_back:9999:C0OPS", "read_back:999999999:"):
        remembers(form, metadata)
        with nothing_changes(here):
            assert sends(here, form) == NOT_THEIRS


def test_metadata_that_is_none_of_ours(here: Workspace) -> None:
    form, huge = writes(here), "9" * 30

    for metadata in ("", "read_back", "read_back:", "read_back:x:", "read_back:-1:", "read_back:²:", "fly:1:",
                     f"read_back:{huge}:", "READ_BACK:1:"):  # fmt: skip
        remembers(form, metadata)
        with nothing_changes(here):
            assert sends(here, form) == NOT_OURS, metadata
    assert form.values[LINE] == "Renew it first"


def test_a_form_sent_in_by_somebody_else(here: Workspace) -> None:
    form = writes(here)
    remembers(form, "read_back:9999:")
    assert sends(here, form) == NOT_THEIRS
    claim = claim_of(here, 1)

    for whose in (ANA, WEI, PRIYA, MEI, GUS, OLGA):
        with nothing_changes(here):
            sends_again(here, "view_submission", partial(as_if_by, whose, f"read_back:{claim}:C0OPS"))
    assert LINE in form.labels


def as_if_by(user: str, metadata: str, payload: dict[str, Any]) -> None:
    """Another person's form."""
    payload["user"] = {**payload["user"], "id": user}
    payload["view"] |= {"id": f"V0{user}", "private_metadata": metadata}


def test_a_form_of_another_workspace(here: Workspace) -> None:
    form = writes(here)
    remembers(form, "read_back:9999:")
    assert sends(here, form) == NOT_THEIRS
    claim = claim_of(here, 1)

    def forge(payload: dict[str, Any]) -> None:
        payload["team"] = {**payload["team"], "id": "T0STRANGE"}
        payload["view"] |= {"id": "V0FORGED", "private_metadata": f"read_back:{claim}:C0OPS"}

    with nothing_changes(here):
        sends_again(here, "view_submission", forge)


@pytest.mark.parametrize(
    "where", ["https://evil.example/hook", "http://127.0.0.1:1/x", "https://hooks.slack.com.evil/"]
)
def test_the_answer_goes_to_no_address_but_slacks(here: Workspace, where: str) -> None:
    form = writes(here)
    remembers(form, f"read_back:{claim_of(here, 1)}:{where}")
    posted = here.posts()

    assert sends(here, form) == ""

    assert here.posts() == posted
    assert "“Renew it first”" in here.card("Cert").text


@pytest.mark.parametrize("line", ["", " \n\t ", "x" * 301])
def test_a_line_that_the_client_would_not_have_let_through(here: Workspace, line: str) -> None:
    form = writes(here)
    block, inputs = next(iter(form.view.values.items()))
    form.view.values[block] = {action: {**held, "value": line} for action, held in inputs.items()}

    with nothing_changes(here):
        assert sends(here, form).endswith(".")


@pytest.mark.parametrize("action", ["read_back", "as_asked", "not_as_asked"])
@pytest.mark.parametrize(
    "value, says",
    [("2", NOT_THEIRS), ("open", NOT_THEIRS), ("9999", NOT_THEIRS), ("x", NO_BUTTON), ("", NO_BUTTON)],
)
def test_a_button_with_another_value(here: Workspace, action: str, value: str, says: str) -> None:
    """Of H-2, which is Ana's; of the opening of H-1; of nothing; of no number."""
    answer = next(one for one in here.person(JONAS).ephemerals if "H-1 is yours" in one.text)
    sent = {"2": str(claim_of(here, 2)), "open": "1"}.get(value, value)
    here.person(JONAS).presses(answer, "Write")

    with nothing_changes(here):
        assert here.sends_again(JONAS, action_id=action, value=sent) == [says]


def test_as_asked_is_not_offered_for_what_wants_words_nor_taken(here: Workspace) -> None:
    answer = next(one for one in here.person(JONAS).ephemerals if "H-3 is yours" in one.text)
    assert "As asked" not in answer.buttons
    here.person(JONAS).presses(answer, "Write")

    with nothing_changes(here):
        (said,) = here.sends_again(JONAS, action_id="as_asked", value=str(claim_of(here, 3)))

    assert said == "H-3 wants words: press Write, one line is enough."


def test_a_claim_that_was_undone_is_read_back_by_nobody(here: Workspace) -> None:
    form, claim = writes(here), claim_of(here, 1)
    answer = next(one for one in here.person(JONAS).ephemerals if "H-1 is yours" in one.text)
    form.close()
    here.presses(JONAS, answer, "Undo")
    other = writes(here, number=4)
    remembers(other, f"read_back:{claim}:C0OPS")

    with nothing_changes(here):
        assert "You gave H-1 back" in sends(here, other)


def test_by_command_nobody_reads_back_but_who_claimed_it(here: Workspace) -> None:
    with nothing_changes(here):
        for user in (WEI, ANA, PRIYA):
            assert here.types(user, "/handoff readback H-1 mine now").startswith("There is nothing to read back of H-1")
        assert here.types(ANA, "/handoff readback H-4 mine").startswith("There is no item H-4 that you can see.")
