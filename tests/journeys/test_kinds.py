"""Kinds of work: each asks in its own words, for what it needs; what is critical goes first and is filled in later."""

from collections.abc import Callable

import pytest

from bot.sandbox.people.form import Form
from models.facts.export import item_rows
from models.kinds import BUILT_IN, LABELS, Kind
from tests.people import JONAS, PRIYA, ROSTER, WEI
from tests.workspace import Workspace

OWN = ROSTER.replace(
    "    regions:",
    """\
    kinds:
      - name: audit
        prompts: {headline: Which control?, state now: What was checked}
        required: [state now, links]
      - {name: review, required: []}
    regions:""",
    1,
)


def unfolded(workspace: Workspace, kind: str, headline: str = "Cert") -> Form:
    form = workspace.form(WEI, f"/handoff {headline}").press("More context")
    return form.choose("Kind", kind)


def placeholder(form: Form, field: str) -> str:
    block = next(one for one in form.view.blocks if one.get("block_id") == field)
    return str(block["element"]["placeholder"]["text"])


def kinds(workspace: Workspace) -> list[str]:
    with workspace.database.read() as session:
        return [row.kind for row in item_rows(session)]


def test_a_general_one_unless_another_is_chosen(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Cert").press("More context")

    assert form.values["Kind"] == "general"
    assert form.choices("Kind") == ["general", "incident", "review", "launch", "change", "hiring (confidential)"]
    assert form.fill("Next step", "Renew it").submit() == {}
    assert kinds(workspace) == ["general"]


@pytest.mark.parametrize(
    "kind", [kind for kind in BUILT_IN if kind.needs and not kind.confidential], ids=lambda kind: kind.name
)
def test_each_kind_asks_in_its_own_words_and_for_what_it_needs(workspace: Workspace, kind: Kind) -> None:
    form = unfolded(workspace, kind.name).fill("Next step", "Renew it")
    for field, prompt in kind.prompts:
        assert placeholder(form, field) == prompt

    missing = {LABELS[field] for field in kind.needs or ()}
    assert set(form.submit()) == missing
    for label in missing:
        form.fill(label, f"what {label} says")
    assert form.submit() == {}
    workspace.settle()

    assert kinds(workspace) == [kind.name]


def test_what_a_forged_form_leaves_out_is_refused_at_its_field(workspace: Workspace) -> None:
    form = unfolded(workspace, "incident").fill("Next step", "Roll back").fill("State now", " ")

    assert form.submit(bypass=True) == {"State now": "State now is needed for the kind incident."}
    assert form.is_open
    assert kinds(workspace) == []


def test_another_kind_keeps_what_was_typed(workspace: Workspace) -> None:
    form = unfolded(workspace, "launch").fill("State now", "5 % are on it").fill("If / then", "errors: switch it off")

    form.choose("Kind", "change").choose("Kind", "general")

    assert (form.values["State now"], form.values["If / then"]) == ("5 % are on it", "errors: switch it off")


def test_a_critical_one_asks_for_headline_and_next_step_only(workspace: Workspace) -> None:
    form = unfolded(workspace, "incident").choose("Urgency", "🔴 Critical").fill("Next step", "Roll back")

    assert form.submit() == {}
    workspace.settle()

    assert kinds(workspace) == ["incident"]
    assert "Waiting for: Berlin" in workspace.card("Cert").shown_to(workspace.person(JONAS))


def test_a_folded_form_shows_what_its_kind_cannot_go_without(workspace: Workspace) -> None:
    unfolded(workspace, "incident").choose("Urgency", "🔴 Critical").fill("Next step", "Roll back").submit()
    workspace.settle()

    form = workspace.presses_for_form(WEI, workspace.card("Cert"), "Update")
    assert form.labels == ["Headline", "Next step", "Urgency", "By"]

    form.choose("Urgency", "🟢 Steady")
    assert form.labels == ["Headline", "Next step", "Urgency", "By", "State now"]
    assert list(form.submit()) == ["State now"]

    form.fill("State now", "rolled back").choose("Urgency", "🔴 Critical")
    assert form.values["State now"] == "rolled back"
    assert form.submit() == {}


def test_a_kind_can_be_changed_and_that_undone(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    form = workspace.presses_for_form(WEI, card, "Hand off").press("More context")
    form.choose("Kind", "change").fill("If / then", "put it back").choose("To", "Los Angeles").submit()
    workspace.settle()
    assert kinds(workspace) == ["change"]

    workspace.person(WEI).presses(workspace.person(WEI).ephemerals[-1], "Undo")
    workspace.settle()

    assert kinds(workspace) == ["general"]


def test_a_teams_own_kind_and_a_bettered_one(make_workspace: Callable[..., Workspace]) -> None:
    workspace = make_workspace(roster=OWN)
    form = unfolded(workspace, "audit").fill("Next step", "Check the next")
    assert form.choices("Kind")[-1] == "audit"
    assert (placeholder(form, "headline"), placeholder(form, "state_now")) == ("Which control?", "What was checked")
    assert list(form.submit()) == ["State now", "Links"]

    form.choose("Kind", "review")
    assert form.submit() == {}
    workspace.settle()

    assert kinds(workspace) == ["review"]


def test_a_kind_that_has_left_the_roster_stays_with_its_item(make_workspace: Callable[..., Workspace]) -> None:
    workspace = make_workspace(roster=OWN)
    form = unfolded(workspace, "audit").fill("Next step", "Check").fill("State now", "half").fill("Links", "none yet")
    form.submit()
    workspace.settle()
    workspace.apply(ROSTER)

    form = workspace.form(WEI, "/handoff H-1").press("More context")

    assert form.values["Kind"] == "audit"
    assert form.fill("State now", "").fill("Links", "").submit() == {}
    assert kinds(workspace) == ["audit"]
    assert "audit" not in workspace.form(PRIYA, "/handoff Next").press("More context").choices("Kind")


def test_a_kind_that_has_left_the_roster_meanwhile_is_refused(make_workspace: Callable[..., Workspace]) -> None:
    workspace = make_workspace(roster=OWN)
    form = unfolded(workspace, "audit").fill("Next step", "Check").fill("State now", "half").fill("Links", "none yet")
    workspace.apply(ROSTER)

    assert form.submit() == {"Kind": "Platform has no kind audit any more: pick another."}

    assert kinds(workspace) == []
