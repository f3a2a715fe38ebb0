"""What the form remembers comes back from people: all of it is checked."""

import json

import pytest

from handlers.form_state import FormState, Mode, chosen_team, number_from, read_inputs, target_in, target_value
from models.notes import Draft
from models.tables import ByChoice, Urgency
from models.targets import Target, ToNext, ToPerson, ToRegion


def test_it_comes_back_as_it_was() -> None:
    state = FormState(Mode.UPDATE, "C0OPS", number=42, unfolded=True, sure=True, team=3)

    assert FormState.from_metadata(state.as_metadata()) == state
    assert len(state.as_metadata()) < 3_000


@pytest.mark.parametrize(
    "forged",
    [{"mode": "fly"}, {"opened_in": 7}, {"number": "42"}, {"number": 2**40}, {"number": [1]}, {"team": {}}],
)
def test_what_was_changed_is_refused(forged: dict[str, object]) -> None:
    whole = {"mode": "new", "opened_in": "C0OPS", **forged}

    with pytest.raises((ValueError, KeyError, TypeError)):
        FormState.from_metadata(json.dumps(whole))


@pytest.mark.parametrize("target", [ToNext(), ToRegion("Los Angeles"), ToRegion("person:x"), ToPerson("U0ANA")])
def test_a_target_as_an_options_value(target: Target) -> None:
    assert target_in(target_value(target)) == target


@pytest.mark.parametrize("value", ["", "region:", "person:", "elsewhere", "next:x"])
def test_a_strange_target_is_the_next_region(value: str) -> None:
    assert target_in(value) == ToNext()


@pytest.mark.parametrize("value, number", [("42", 42), ("", None), ("-1", None), ("4.2", None), ("9" * 30, None)])
def test_the_number_in_a_buttons_value(value: str, number: int | None) -> None:
    assert number_from(value) == number


@pytest.mark.parametrize("chosen, team", [("3", 3), ("x", None), ("9" * 30, None)])
def test_the_chosen_team(chosen: str, team: int | None) -> None:
    state = {"values": {"team": {"redraws": {"selected_option": {"value": chosen}}}}}

    assert chosen_team({"state": state}) == team


def test_what_the_inputs_do_not_show_is_kept() -> None:
    start = Draft("Cert", "Renew it", Urgency.WATCH, ByChoice.NOON, why="it expires")
    state = {
        "values": {"headline": {"headline": {"value": "Cert expires"}}, "next_step": {"next_step": {"value": None}}}
    }

    filled = read_inputs({"state": state}, start)

    assert filled.draft == Draft("Cert expires", "", Urgency.WATCH, ByChoice.NOON, why="it expires")
    assert filled.to == ToNext()
