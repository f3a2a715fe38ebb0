"""The form: two fields to type, three preset, the rest folded away, and nothing typed is ever lost."""

from datetime import timedelta

from tests.people import JONAS, PRIYA, WEI, at
from tests.workspace import Workspace

FIVE = ["Headline", "Next step", "Urgency", "By", "To"]
FOLDED = [
    "Decision owner", "Decision", "Decide by", "Without a decision", "State now", "Why", "Ruled out", "If / then",
    "Links",
]  # fmt: skip


def test_five_fields_in_order_three_of_them_preset(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff")

    assert form.labels == FIVE
    assert form.values == {
        "Headline": "",
        "Next step": "",
        "Urgency": "🟢 Steady",
        "By": "End of Berlin's day, tomorrow 00:00 (17:00 there)",
        "To": "Next: Berlin, on now, Jonas Weber",
    }
    assert form.title == "Hand off"
    assert form.submit_label == "Send"


def test_more_context_unfolds_and_keeps_what_was_typed(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff").fill("Headline", "Cert").fill("Next step", "Renew it\nthen tell Ana")
    form.choose("Urgency", "🟡 Watch").choose("To", "Los Angeles")
    typed = form.values

    form.press("More context")

    assert form.labels == [*FIVE, "Kind", *FOLDED, "Recap", "Recap, continued"]
    assert {label: form.values[label] for label in FIVE} == typed
    assert form.buttons == []


def test_everything_that_was_filled_in_stands_in_the_note(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Ship v3?").fill("Next step", "Ask counsel").press("More context")
    form.choose("Decision owner", "Priya Nair").choose("Decide by", at("tue 03:00"))
    for label in FOLDED:
        if label not in {"Decision owner", "Decide by"}:
            form.fill(label, f"what {label} says")
    assert form.submit() == {}
    workspace.settle()

    shown = workspace.person(JONAS).presses(workspace.card("Ship v3?"), "Full note").form

    assert shown is not None
    for label in FOLDED:
        if label not in {"Decision owner", "Decide by"}:
            assert f"what {label} says" in shown.text
    assert "Priya Nair" in shown.text
    assert "Priya Nair decides by" in workspace.card("Ship v3?").shown_to(workspace.person(JONAS))


def test_another_receiver_redraws_by_and_who_is_told_when(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Cert")
    assert "Berlin is on shift now: Jonas Weber is told at once." in form.text

    form.choose("To", "Los Angeles")

    assert form.choices("By") == [
        "End of Los Angeles's day, tomorrow 09:00 (17:00 there)",
        "Noon, Los Angeles's time, tomorrow 04:00 (12:00 there)",
        "Before I am back, tomorrow 09:00 (17:00 there)",
        "Pick a time",
    ]
    assert form.values["By"] == "End of Los Angeles's day, tomorrow 09:00 (17:00 there)"
    assert "Los Angeles's day starts in 8 h 30" in form.text
    assert "Jonas Weber is told" not in form.text


def test_by_a_picked_time(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Cert").fill("Next step", "Renew it")
    form.choose("By", "Pick a time")
    assert form.labels == ["Headline", "Next step", "Urgency", "By", "Time", "To"]
    assert form.submit() == {"Time": "Please complete this required field."}

    form.choose("Time", at("mon 11:15"))
    assert form.submit() == {}
    workspace.settle()

    assert "By: today 12:15" in workspace.card("Cert").shown_to(workspace.person(JONAS))


def test_a_time_that_is_past_is_refused_at_its_field(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Cert").fill("Next step", "Renew it")
    form.choose("By", "Pick a time").choose("Time", workspace.clock() - timedelta(minutes=5))

    assert list(form.submit()) == ["Time"]

    assert workspace.cards() == []


def test_noon_for_the_receiver(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert", by="Noon")

    assert "By: today 12:00" in card.shown_to(workspace.person(JONAS))


def test_errors_stand_at_their_inputs_and_nothing_typed_is_lost(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff").fill("Headline", " ").fill("Next step", "Renew it").press("More context")
    form.fill("Why", "it expires")

    assert form.submit(bypass=True) == {"Headline": "Say in one line what this is about."}

    assert form.is_open
    assert (form.values["Next step"], form.values["Why"]) == ("Renew it", "it expires")
    form.fill("Headline", "Cert").fill("Next step", " ")
    assert form.submit(bypass=True) == {"Next step": "Say what the next person should do first."}
    form.fill("Next step", "Renew it")
    assert form.submit() == {}


def test_the_form_of_an_item_is_filled_from_it(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Cert").fill("Next step", "Renew it").choose("Urgency", "🟡 Watch")
    form.press("More context").fill("Ruled out", "the old vault").choose("By", "Noon")
    form.submit()
    workspace.settle()
    workspace.types(JONAS, "/handoff claim H-1")

    form = workspace.form(JONAS, "/handoff H-1")

    assert form.values["Headline"] == "Cert"
    assert form.values["Next step"] == "Renew it"
    assert form.values["Urgency"] == "🟡 Watch"
    assert form.values["By"].startswith("Noon, Los Angeles's time")
    assert form.values["To"].startswith("Next: Los Angeles")
    assert form.press("More context").values["Ruled out"] == "the old vault"


def test_handing_off_by_the_form_keeps_what_stayed_folded(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Cert").fill("Next step", "Renew it").press("More context")
    form.fill("Ruled out", "the old vault").choose("Decision owner", "Priya Nair")
    form.submit()
    workspace.settle()
    workspace.types(JONAS, "/handoff claim H-1")

    form = workspace.form(JONAS, "/handoff H-1").fill("Next step", "Renew it in the new vault")
    assert form.submit() == {}
    workspace.settle()

    shown = workspace.person(PRIYA).presses(workspace.card("Cert"), "Full note").form
    assert shown is not None
    for words in ("the old vault", "Renew it in the new vault", "Priya Nair"):
        assert words in shown.text
    assert "Waiting for: Los Angeles" in workspace.card("Cert").shown_to(workspace.person(PRIYA))


def test_update_keeps_owner_and_offer(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    told = workspace.told()
    form = workspace.person(WEI).chooses(card, "Update").form
    assert form is not None
    assert form.labels == ["Headline", "Next step", "Urgency", "By"]
    assert (form.title, form.submit_label) == ("Update", "Save")

    form.fill("Next step", "Renew it in the new vault")
    assert form.submit() == {}
    workspace.settle()

    shown = card.shown_to(workspace.person(WEI))
    assert "Next: Renew it in the new vault" in shown
    assert "Waiting for: Berlin (Jonas Weber), since today 16:30" in shown
    assert "From: Wei Lin" in shown
    assert workspace.told() == told


def test_links_are_buttons_that_say_where_they_lead(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Cert").fill("Next step", "Renew it").press("More context")
    form.fill("Links", "Walkthrough: https://loom.com/share/a from minute 12: the rebuild\nhttps://wiki.example.com/x")
    form.submit()
    workspace.settle()

    note = workspace.presses_for_form(JONAS, workspace.card("Cert"), "Full note")

    assert note.buttons[:2] == ["Open Loom from minute 12: Walkthrough", "Open wiki.example.com"]
    assert "from minute 12: the rebuild" in note.text


def test_a_recap_is_kept_whole_and_folded(workspace: Workspace) -> None:
    first, second = "So we met. " * 250, "Then we decided. " * 150
    form = workspace.form(WEI, "/handoff Cert").fill("Next step", "Renew it").press("More context")
    form.fill("Recap", first).fill("Recap, continued", second).submit()
    workspace.settle()
    note = workspace.presses_for_form(JONAS, workspace.card("Cert"), "Full note")
    assert "So we met" not in note.text

    note.press("Show the recap")

    recap = workspace.person(JONAS).form
    assert recap is not None
    assert recap.title == "Recap of H-1"
    shown = "".join(recap.text.split())
    assert (shown.count("Sowemet."), shown.count("Thenwedecided.")) == (250, 150)
    recap.close()
    note.close()
    # It stands in the form again, and saved as it is it makes no new version.
    form = workspace.presses_for_form(WEI, workspace.card("Cert"), "Update").press("More context")
    assert form.submit() == {}
    assert workspace.whispers(WEI)[-1].startswith("H-1 had that note already.")


def test_a_recap_that_is_too_long_is_refused_at_its_field(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Cert").fill("Next step", "Renew it").press("More context")
    form.fill("Recap", "a" * 3_000).fill("Recap, continued", "b" * 9_001)

    assert form.submit(bypass=True) == {"Recap": "At most 12000 characters fit here."}


def test_a_text_too_long_for_a_form_is_kept_as_it_is(workspace: Workspace) -> None:
    """Slack counts an emoji as two characters, so that a text may fit in the note, but in no input any more."""
    long = "🙂" * 2_000
    form = workspace.form(WEI, "/handoff Cert").fill("Next step", "Renew it").press("More context")
    form.fill("Why", long).fill("Ruled out", "the old vault").submit(bypass=True)
    workspace.settle()

    form = workspace.presses_for_form(WEI, workspace.card("Cert"), "Update").press("More context")
    assert "Why is longer than a form takes (4000 characters): it stays as it is." in form.text
    assert "Why" not in form.labels
    form.fill("Ruled out", "both vaults").submit()
    workspace.settle()

    note = workspace.presses_for_form(JONAS, workspace.card("Cert"), "Full note")
    assert note.text.count("🙂") == 2_000
    assert "both vaults" in note.text


def test_an_update_counts_by_from_where_the_item_is(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    form = workspace.presses_for_form(WEI, card, "Update")
    assert form.values["By"] == "End of Berlin's day, tomorrow 00:00 (17:00 there)"
    form.choose("By", "Noon, Berlin's time").submit()
    workspace.settle()
    assert "By: today 12:00" in card.shown_to(workspace.person(JONAS))

    workspace.types(JONAS, "/handoff claim H-1")
    form = workspace.presses_for_form(JONAS, card, "Update")
    assert form.values["By"] == "Noon, Jonas Weber's time, today 12:00"
    form.choose("By", "End of Jonas Weber's day").submit()
    workspace.settle()
    assert "By: today 17:00" in card.shown_to(workspace.person(JONAS))
