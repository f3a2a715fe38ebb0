"""An item of a private channel answers who is not in it exactly like one that does not exist, on every surface."""

import json
from collections.abc import Callable
from functools import partial

import pytest

from tests.people import ANA, GUS, JONAS, LOBBY, LUIS, MEI, OPS, SECRET, WEI, ZOE, at
from tests.workspace import Workspace

HIDDEN, MISSING = 1, 999


@pytest.fixture
def secret_item(workspace: Workspace) -> Workspace:
    """H-1 is Salaries in #secret, offered to Berlin; H-2 is Cert in #ops. Ana is of Berlin, but not in #secret."""
    workspace.hands_off(WEI, "Salaries", SECRET)
    workspace.hands_off(WEI, "Cert", OPS)
    workspace.types(ANA, "/handoff claim H-2")
    return workspace


def same(answer: Callable[[int], str]) -> None:
    """Whether the answers about the hidden item and about one that does not exist differ in nothing but the number."""
    hidden, missing = answer(HIDDEN), answer(MISSING)
    assert "Salaries" not in hidden
    assert hidden.replace(f"H-{HIDDEN}", "H-?") == missing.replace(f"H-{MISSING}", "H-?")


VERBS = [
    "show H-{}", "claim H-{}", "done H-{}", "back H-{} no", "cancel H-{} no", "reopen H-{}", "H-{} to next",
    "H-{} to @Luis Romero",
]  # fmt: skip


@pytest.mark.parametrize("user", [ANA, MEI, LUIS])
def test_in_words(secret_item: Workspace, user: str) -> None:
    def types(words: str, number: int) -> str:
        return secret_item.types(user, "/handoff " + words.format(number))

    for words in [*VERBS, "H-{}"]:
        same(partial(types, words))


def test_in_the_dm(secret_item: Workspace) -> None:
    def writes(words: str, number: int) -> str:
        return secret_item.writes(ANA, words.format(number))

    for words in VERBS:
        same(partial(writes, words))


def test_in_the_dm_by_the_button_that_opens_the_form(secret_item: Workspace) -> None:
    def press(number: int) -> str:
        secret_item.writes(ANA, f"H-{number}")
        dm = secret_item.person(ANA).dms[-1]
        return secret_item.presses(ANA, dm, "Open the form")

    same(press)


def test_by_a_button_with_a_forged_value(secret_item: Workspace) -> None:
    def press(action: str, number: int) -> str:
        return "".join(secret_item.forges(ANA, secret_item.card("Cert"), action_id=action, value=str(number)))

    for action in ("claim", "done", "reopen", "hand_off", "full_note"):
        same(partial(press, action))


def test_by_a_forged_choice_of_the_menu(secret_item: Workspace) -> None:
    def choose(verb: str, number: int) -> str:
        return "".join(secret_item.forges(ANA, secret_item.card("Cert"), action_id="more", option=f"{verb}:{number}"))

    for verb in ("hand_off", "send_back", "update", "cancel", "full_note"):
        same(partial(choose, verb))


@pytest.mark.parametrize("action", ["undo", "give_reason"])
def test_by_a_forged_event(secret_item: Workspace, action: str) -> None:
    secret_item.presses(JONAS, secret_item.card("Salaries", SECRET), "Claim")
    card = secret_item.card("Cert")

    answers = {"".join(secret_item.forges(MEI, card, action_id=action, value=str(event))) for event in range(1, 12)}

    assert len(answers) == 1
    assert "Salaries" not in answers.pop()


def test_a_forged_form_that_gives_a_reason_says_the_same_of_every_event(secret_item: Workspace) -> None:
    form = secret_item.presses_for_form(ANA, secret_item.card("Cert"), "Send back")
    form.fill("Why", "because")

    def submit(event: int) -> str:
        form.view.content["private_metadata"] = f"give_reason:{event}"
        return str(form.submit())

    assert len({submit(event) for event in (1, 2, 3, 4, 5, 999)}) == 1


def test_by_a_forged_form(secret_item: Workspace) -> None:
    card = secret_item.card("Cert")

    def submit(number: int, mode: str) -> str:
        form = secret_item.presses_for_form(ANA, card, "Hand off")
        state = json.loads(form.view.content["private_metadata"]) | {"number": number, "mode": mode}
        form.view.content["private_metadata"] = json.dumps(state)
        said = str(form.submit())
        form.close()
        return said

    same(lambda number: submit(number, "hand_off"))
    same(lambda number: submit(number, "update"))


def test_by_a_forged_form_that_asks_why(secret_item: Workspace) -> None:
    form = secret_item.presses_for_form(ANA, secret_item.card("Cert"), "Send back").fill("Why", "x")

    def submit(verb: str, number: int) -> str:
        form.view.content["private_metadata"] = f"{verb}:{number}"
        return str(form.submit())

    same(lambda number: submit("send_back", number))
    same(lambda number: submit("cancel", number))


def test_redrawing_a_forged_form_shows_nothing(secret_item: Workspace) -> None:
    form = secret_item.presses_for_form(ANA, secret_item.card("Cert"), "Hand off")
    state = json.loads(form.view.content["private_metadata"]) | {"number": HIDDEN}
    form.view.content["private_metadata"] = json.dumps(state)

    form.press("More context")

    assert "Salaries" not in form.text


def test_a_reaction_in_another_channel_at_the_same_time_finds_nothing(secret_item: Workspace) -> None:
    hidden = secret_item.card("Salaries", SECRET)
    secret_item.reacts(ANA, secret_item.card("Cert"), "eyes")
    event = secret_item.slack.deliveries[-1].payload
    event["event"] |= {"reaction": "raised_hand", "item": {"type": "message", "channel": OPS, "ts": hidden.ts}}
    event["event_id"] = "Ev0FORGED"

    assert secret_item.slack.send_raw("event", event).accepted
    secret_item.settle()

    assert "Waiting for: Berlin" in hidden.shown_to(secret_item.person(WEI))


def test_lists_and_digests_leave_it_out(make_secret_morning: Workspace) -> None:
    workspace = make_secret_morning

    assert "Salaries" not in workspace.types(ANA, "/handoff list all")
    assert "Salaries" not in "".join(workspace.dms(ANA))
    assert "Cert" in "".join(workspace.dms(ANA))


@pytest.fixture
def make_secret_morning(workspace: Workspace) -> Workspace:
    """The second Monday, 08:00: Ana's turn begins; both items wait for Berlin."""
    workspace.turn_to(at("mon 07:30", week=1))
    workspace.hands_off(WEI, "Salaries", SECRET)
    workspace.hands_off(WEI, "Cert", OPS)
    workspace.turn_to(at("mon 08:00", week=1))
    return workspace


def test_who_leaves_the_channel_sees_it_no_longer(secret_item: Workspace) -> None:
    assert "Salaries" in secret_item.types(JONAS, "/handoff show H-1")

    secret_item.slack.leave(SECRET, JONAS)

    same(lambda number: secret_item.types(JONAS, f"/handoff show H-{number}"))


def test_a_guest_sees_what_their_channels_show(secret_item: Workspace) -> None:
    assert "Salaries" in secret_item.types(GUS, "/handoff show H-1")
    assert "Cert" in secret_item.types(GUS, "/handoff show H-2")
    secret_item.slack.leave(OPS, GUS)

    assert "There is no item H-2 that you can see" in secret_item.types(GUS, "/handoff show H-2", SECRET)


def test_a_public_channel_is_everybodys_of_the_company(secret_item: Workspace) -> None:
    first = secret_item.types(ZOE, "/handoff show H-2", LOBBY)
    assert first.startswith("I am asking Slack who you are: please type it again in a moment.")

    assert "Cert" in secret_item.types(ZOE, "/handoff show H-2", LOBBY)
    assert "There is no item H-1 that you can see" in secret_item.types(ZOE, "/handoff show H-1", LOBBY)
