"""What goes in circles: why it came back stands on top, handing it on wants a line, a lead is asked to settle it."""

from bot.sandbox.people.message import Message
from tests.journeys.conftest import Ask
from tests.people import JONAS, LUIS, PRIYA, WEI, at
from tests.workspace import Workspace

HEADLINE = "Backfill orders"
ASKS = "H-1 goes in circles: say in a line what is new, so that it does not come back again."

REASONS = "Sent back: “no access” (Jonas Weber, today), “not ours” (Jonas Weber, today)"


def sent_back_twice(workspace: Workspace) -> Message:
    """Within the first half hour, in which Wei, Jonas and Priya are all at work."""
    card = workspace.hands_off(WEI, HEADLINE)
    workspace.types(JONAS, "/handoff back H-1 no access")
    workspace.types(WEI, "/handoff H-1 to Berlin")
    workspace.turn_by(minutes=5)
    workspace.types(JONAS, "/handoff back H-1 not ours")
    return card


def on_top(workspace: Workspace, message: Message, reader: str = WEI) -> list[str]:
    """The lines that stand above the item's urgency."""
    lines = message.shown_to(workspace.person(reader)).splitlines()
    return lines[: next(number for number, line in enumerate(lines) if "Steady" in line)]


def test_why_it_came_back_stands_on_top_of_the_card(workspace: Workspace) -> None:
    card = sent_back_twice(workspace)

    assert on_top(workspace, card) == [
        "H-1 was sent back twice.",
        f"{REASONS}. Nothing was changed since.",
        "Priya Nair (lead) is asked to settle who has it.",
        "Both awake: today 16:00 to 17:00.",
    ]


def test_sent_back_once_nothing_does(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, HEADLINE)
    workspace.types(JONAS, "/handoff back H-1 no access")

    assert on_top(workspace, card) == []


def test_a_round_of_three_regions_names_the_third_time(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, HEADLINE)
    for _ in range(2):
        workspace.types(JONAS, "/handoff claim H-1")
        workspace.types(JONAS, "/handoff H-1 to Los Angeles")
        workspace.types(LUIS, "/handoff claim H-1")
        workspace.types(LUIS, "/handoff H-1 to Berlin: the dump is there")

    assert on_top(workspace, card)[:2] == ["H-1 is with Berlin for the 3rd time.", "Changed since: “the dump is there”"]


def test_show_and_the_full_note_say_the_same(workspace: Workspace) -> None:
    card = sent_back_twice(workspace)
    above = on_top(workspace, card)

    assert workspace.types(WEI, "/handoff show H-1").splitlines()[:4] == above
    note = workspace.presses_for_form(WEI, card, "Full note")
    assert all(line in note.text for line in above)
    assert "Sent back by Jonas Weber, today 16:35" in note.text


def test_handing_on_in_words_wants_a_line(workspace: Workspace, ask: Ask) -> None:
    card = sent_back_twice(workspace)

    refused = ask(WEI, "H-1 to berlin")
    assert refused.splitlines() == [ASKS, "[Say what is new]"]
    assert "Waiting for" not in card.shown_to(workspace.person(WEI))

    assert "H-1 goes to Berlin" in ask(WEI, "H-1 to berlin: access given")
    assert on_top(workspace, card)[1].endswith("Changed since: “access given”")


def test_the_button_opens_the_form_for_where_it_was_to_go(workspace: Workspace) -> None:
    card = sent_back_twice(workspace)
    wei = workspace.person(WEI)
    workspace.writes(WEI, "H-1 to los angeles")

    form = workspace.presses_for_form(WEI, wei.dms[-1], "Say what is new")
    assert form.labels[0] == "What is new"
    assert form.values["To"].startswith("Los Angeles")
    form.fill("What is new", "Luis has the key")
    assert form.submit() == {}
    workspace.settle()

    assert on_top(workspace, card)[1].endswith("Changed since: “Luis has the key”")
    assert "Waiting for: Los Angeles" in card.shown_to(wei)


def test_the_form_asks_for_the_line_and_keeps_what_was_typed(workspace: Workspace) -> None:
    card = sent_back_twice(workspace)
    form = workspace.presses_for_form(WEI, card, "Hand off")
    assert form.values["What is new"] == ""

    form.fill("Next step", "Ask Ana for the key").fill("What is new", "  ")
    assert form.submit(bypass=True) == {"What is new": ASKS}
    assert form.values["Next step"] == "Ask Ana for the key"

    form.choose("To", "Los Angeles").fill("What is new", "the key is in the vault")
    assert form.values["Next step"] == "Ask Ana for the key"
    form.press("More context")
    assert form.values["What is new"] == "the key is in the vault"
    assert form.submit() == {}
    workspace.settle()
    assert on_top(workspace, card)[1].endswith("Changed since: “the key is in the vault”")


def test_what_was_new_the_last_time_is_not_new_now(workspace: Workspace) -> None:
    card = sent_back_twice(workspace)
    workspace.types(WEI, "/handoff H-1 to Berlin: access given")
    workspace.types(JONAS, "/handoff back H-1 still none")

    form = workspace.presses_for_form(WEI, card, "Hand off")
    assert form.values["What is new"] == ""


def test_a_line_that_is_no_line_is_refused_at_its_input(workspace: Workspace) -> None:
    form = workspace.presses_for_form(WEI, sent_back_twice(workspace), "Hand off")
    form.fill("What is new", "x" * 151)
    assert "at most 150 characters" in form.submit(bypass=True)["What is new"]


def test_other_forms_do_not_ask(workspace: Workspace) -> None:
    once = workspace.hands_off(WEI, "Once")
    workspace.types(JONAS, "/handoff back H-1 no")
    assert "What is new" not in workspace.presses_for_form(WEI, once, "Hand off").labels
    assert "What is new" not in workspace.form(WEI, "/handoff something else").labels
    workspace.types(WEI, "/handoff H-1 to Berlin")
    workspace.types(JONAS, "/handoff back H-1 no")
    assert "What is new" not in workspace.presses_for_form(WEI, once, "Update").labels


def test_a_form_that_stood_open_meanwhile_asks_before_it_sends(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, HEADLINE)
    workspace.types(JONAS, "/handoff back H-1 no access")
    form = workspace.presses_for_form(WEI, card, "Hand off").fill("Next step", "Ask Ana")
    workspace.types(WEI, "/handoff H-1 to Berlin")
    workspace.types(JONAS, "/handoff back H-1 not ours")

    assert form.submit() == {}
    assert form.is_open
    assert form.labels[0] == "What is new"
    assert form.values["Next step"] == "Ask Ana"
    form.fill("What is new", "access given")
    assert form.submit() == {}
    assert not form.is_open


def test_a_reaction_is_answered_with_the_button(workspace: Workspace) -> None:
    card = sent_back_twice(workspace)
    wei = workspace.person(WEI)

    workspace.reacts(WEI, card, "earth_americas")
    whisper = wei.ephemerals[-1]
    assert whisper.shown_to(wei).splitlines() == [ASKS, "[Say what is new]"]
    assert "Waiting for" not in card.shown_to(wei)

    form = workspace.presses_for_form(WEI, whisper, "Say what is new")
    assert form.values["To"].startswith("Los Angeles")
    form.fill("What is new", "Luis has the key")
    assert form.submit() == {}
    workspace.settle()
    assert "Waiting for: Los Angeles" in card.shown_to(wei)


def test_undo_makes_it_an_item_like_others_again(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, HEADLINE)
    workspace.types(JONAS, "/handoff back H-1 no access")
    workspace.types(WEI, "/handoff H-1 to Berlin")
    workspace.reacts(JONAS, card, "leftwards_arrow_with_hook")
    assert on_top(workspace, card)[0] == "H-1 was sent back twice."
    assert len(workspace.dms(PRIYA)) == 1

    workspace.unreacts(JONAS, card, "leftwards_arrow_with_hook")
    assert on_top(workspace, card) == []
    assert "Please settle" not in workspace.dms(PRIYA)[0]


def test_the_lead_is_told_all_she_needs(workspace: Workspace) -> None:
    sent_back_twice(workspace)
    priya = workspace.person(PRIYA)

    (dm,) = [one for one in priya.dms if one.by_bot]
    assert dm.shown_to(priya).splitlines() == [
        "Please settle who has this:",
        "🟢 Steady · H-1 Backfill orders",
        f"It was sent back twice. So far: Berlin twice and Singapore once. {REASONS}. Nothing was changed since.",
        "Wei Lin has it. Wei Lin and Berlin are both awake: today 16:00 to 17:00.",
        "[Hand off H-1] [Full note]",
    ]
    assert dm.text.splitlines()[-1] == "Type /handoff H-1 to @name: what is new, to settle who has it."


def test_she_settles_it_by_the_form(workspace: Workspace) -> None:
    card = sent_back_twice(workspace)
    (dm,) = [one for one in workspace.person(PRIYA).dms if one.by_bot]

    form = workspace.presses_for_form(PRIYA, dm, "Hand off H-1")
    form.choose("To", "Ana Kovač").fill("What is new", "Ana knows this vendor")
    assert form.submit() == {}
    workspace.settle()

    assert workspace.dms(PRIYA) == ["H-1 · waits for Ana Kovač"]
    assert on_top(workspace, card)[1:] == [
        f"{REASONS}. Changed since: “Ana knows this vendor”",
    ]


def test_a_claim_settles_it_for_now(workspace: Workspace) -> None:
    card = sent_back_twice(workspace)
    workspace.types(WEI, "/handoff H-1 to Berlin: access given")
    workspace.types(JONAS, "/handoff claim H-1")

    assert workspace.dms(PRIYA) == ["H-1 · Jonas Weber has it since 16:35"]
    assert len(on_top(workspace, card)) == 2


def test_who_is_asleep_reads_it_in_the_morning_above_all_else(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, HEADLINE)
    workspace.turn_to(at("mon 09:30"))
    workspace.types(JONAS, "/handoff back H-1 no access")
    workspace.types(WEI, "/handoff H-1 to Berlin")
    workspace.types(JONAS, "/handoff back H-1 not ours")
    assert workspace.dms(PRIYA) == []

    workspace.turn_to(at("tue 01:00"))

    priya = workspace.person(PRIYA)
    (digest,) = [one for one in priya.dms if one.by_bot]
    assert digest.text.splitlines()[0] == "1 to settle. First: H-1 Backfill orders"
    assert digest.text.splitlines()[-1] == "Type /handoff H-1 to @name: what is new, to settle who has it."
    lines = digest.shown_to(priya).splitlines()
    assert lines[:4] == ["Good morning, Priya Nair.", "1 to settle", "TO SETTLE", "🟢 Steady · H-1 Backfill orders"]
    assert "Wei Lin has it. Wei Lin and Berlin are both awake: today 16:00 to 17:00." in lines
    assert "[Hand off H-1] [Full note]" in lines

    workspace.types(PRIYA, "/handoff H-1 to Berlin: it is yours")
    assert "H-1 · waits for Berlin" in workspace.dms(PRIYA)[0]
    assert on_top(workspace, card)[-1].endswith("Changed since: “it is yours”")


def test_who_it_is_offered_to_reads_why_it_came_back(workspace: Workspace) -> None:
    sent_back_twice(workspace)
    workspace.turn_by(minutes=11)
    workspace.types(WEI, "/handoff H-1 to Berlin: access given")

    assert workspace.dms(JONAS)[-1].splitlines() == [
        "Wei Lin handed Berlin:",
        "🟢 Steady · H-1 Backfill orders",
        "[Claim H-1]",
        f"It is with Berlin for the 3rd time. {REASONS}. Changed since: “access given”",
        "Priya Nair (lead) is asked to settle who has it.",
        "Both awake: today 09:00 to 10:00.",
    ]


def test_and_so_does_who_finds_it_in_the_morning(workspace: Workspace) -> None:
    sent_back_twice(workspace)
    workspace.types(WEI, "/handoff H-1 to Los Angeles: Luis has the key")
    workspace.turn_to(at("mon 17:00"))

    digest = workspace.dms(LUIS)[0]
    assert "It was sent back twice. Sent back: “no access”" in digest
    assert "Changed since: “Luis has the key”" in digest
    assert "Priya Nair (lead) is asked to settle who has it." in digest
