"""The never-dropped ladder: what nobody claims is asked about again, in waking hours, and goes on."""

import pytest

from tests.conftest import MakeWorkspace
from tests.models.reminding import with_everybody_on_shift
from tests.people import ANA, JONAS, LUIS, MEI, OPS, PRIYA, SECRET, WEI, at
from tests.workspace import Workspace


@pytest.fixture
def early(make_workspace: MakeWorkspace) -> Workspace:
    """Monday, 05:00 UTC: Singapore is at work, Berlin asleep until 08:00."""
    return make_workspace(begins=at("mon 05:00"))


def opens(workspace: Workspace, *headlines: str, **inputs: str) -> None:
    for headline in headlines:
        workspace.hands_off(WEI, headline, to="Berlin", **inputs)


def test_one_offer_up_the_ladder(early: Workspace) -> None:
    opens(early, "Replica lags")
    early.turn_to(at("mon 08:00"))
    assert early.told() == {JONAS: 1}  # his digest

    early.turn_to(at("mon 08:30"))
    assert early.told() == {JONAS: 2}
    assert early.dms(JONAS)[1].splitlines() == [
        "Still waiting for Berlin:",
        "🟢 Steady · H-1 Replica lags",
        "since today 09:00 · moves on at 16:00",
        "[Claim H-1] [Snooze] [Open]",
    ]

    early.turn_to(at("mon 09:00"))
    assert early.told() == {JONAS: 2, ANA: 1}
    assert early.dms(ANA)[0].startswith("Nobody in Berlin has taken this yet:")

    early.turn_to(at("mon 14:59"))
    assert early.told() == {JONAS: 2, ANA: 1}
    early.turn_to(at("mon 15:00"))  # Los Angeles sleeps until 17:00
    assert early.told() == {JONAS: 2, ANA: 1}
    assert "H-1 · moved on to Los Angeles" in early.dms(ANA)[0]
    assert len(early.card("Replica lags").thread) == 1


def test_a_reminder_has_text_for_a_locked_phone(early: Workspace) -> None:
    opens(early, "Replica lags", "Cert expires")
    early.turn_to(at("mon 08:00"))
    early.turn_to(at("mon 08:30"))

    text = early.person(JONAS).dms[-1].text.splitlines()

    assert text[0] == "Still waiting: 🟢 Steady · H-1 Replica lags and 1 more"
    assert text[-1] == "Type /handoff claim H-1 to take it."


def test_claimed_in_time_nothing_comes(early: Workspace) -> None:
    opens(early, "Replica lags")
    early.turn_to(at("mon 08:00"))
    early.types(ANA, "/handoff claim H-1")
    early.turn_to(at("mon 08:30"))
    early.turn_to(at("mon 09:00"))

    assert early.told() == {JONAS: 1}


def test_claimed_between_the_step_and_the_sending_the_reminder_is_dropped(early: Workspace) -> None:
    opens(early, "Replica lags")
    early.turn_to(at("mon 08:00"))
    early.clock.now = at("mon 08:30")
    early.tick()  # the reminder is owed, and not sent yet
    early.types(ANA, "/handoff claim H-1")

    assert early.told() == {JONAS: 1}


def test_gone_home_between_the_step_and_the_sending_nobody_is_told(early: Workspace) -> None:
    early.turn_to(at("mon 14:40"))
    early.hands_off(WEI, "Late", to="Berlin")
    early.clock.now = at("mon 15:10")
    early.tick()
    early.turn_to(at("mon 16:00"))

    assert [dm for dm in early.dms(JONAS) if "Still waiting" in dm] == []


def test_who_has_gone_home_meanwhile_is_not_told_though_it_still_waits(make_workspace: MakeWorkspace) -> None:
    in_the_morning = with_everybody_on_shift().replace("{user: U0ANA}", '{user: U0ANA, hours: "09:00-12:00"}')
    workspace = make_workspace(roster=in_the_morning, begins=at("mon 10:20"))
    workspace.hands_off(WEI, "Replica lags", to="Berlin")
    workspace.clock.now = at("mon 10:50")
    workspace.tick()  # owed to both, and not sent yet
    workspace.turn_to(at("mon 11:05"))

    reminders = {user: sum("Still waiting" in dm for dm in workspace.dms(user)) for user in (JONAS, ANA)}
    assert reminders == {JONAS: 1, ANA: 0}


def test_yesterdays_reminder_does_not_come_today(make_workspace: MakeWorkspace) -> None:
    round_the_clock = with_everybody_on_shift().replace("{user: U0ANA}", '{user: U0ANA, hours: "17:00-12:00"}')
    workspace = make_workspace(roster=round_the_clock, begins=at("mon 14:00"))
    workspace.hands_off(WEI, "Replica lags", to="Berlin")
    workspace.clock.now = at("mon 14:30")
    workspace.tick()  # owed, and Slack takes nothing until the morning
    workspace.turn_to(at("tue 08:05"))
    workspace.turn_by(seconds=20)

    assert "Replica lags" in workspace.dms(JONAS)[-1]
    assert [dm for dm in workspace.dms(JONAS) if "Still waiting" in dm] == []


def test_claimed_after_it_was_sent_the_entry_says_so(early: Workspace) -> None:
    opens(early, "Replica lags", "Cert expires")
    early.turn_to(at("mon 08:00"))
    early.turn_to(at("mon 08:30"))
    reminder = early.person(JONAS).dms[-1]
    early.turn_to(at("mon 08:40"))
    early.types(ANA, "/handoff claim H-1")

    assert "H-1 · Ana Kovač has it since 09:40" in reminder.shown_to(early.person(JONAS))
    assert [label for label in reminder.buttons if label.startswith("Claim")] == ["Claim H-2"]


def test_a_claim_from_the_reminder(early: Workspace) -> None:
    opens(early, "Replica lags")
    early.turn_to(at("mon 08:00"))
    early.turn_to(at("mon 08:30"))
    reminder = early.person(JONAS).dms[-1]

    assert "H-1 is yours." in early.presses(JONAS, reminder, "Claim H-1")
    early.turn_to(at("mon 09:00"))
    assert early.told() == {JONAS: 2}


def test_snooze_from_the_reminder(early: Workspace) -> None:
    opens(early, "Replica lags")
    early.turn_to(at("mon 08:00"))
    early.turn_to(at("mon 08:30"))
    reminder = early.person(JONAS).dms[-1]

    answer = early.presses(JONAS, reminder, "Snooze")

    assert "I remind you of H-1 again at 10:30, if nobody has claimed it by then." in answer
    assert "you hear of it again at 10:30" in reminder.shown_to(early.person(JONAS))
    assert "Snooze" not in reminder.buttons
    early.turn_to(at("mon 09:29"))
    assert early.told() == {JONAS: 2}  # Ana is not told before, either
    early.turn_to(at("mon 09:30"))
    assert early.told() == {JONAS: 3, ANA: 1}
    assert early.dms(JONAS)[-1].startswith("You wanted to hear of this again, still waiting for Berlin:")


def test_snoozing_what_is_not_ones_own_to_take_is_refused(early: Workspace) -> None:
    opens(early, "Replica lags")
    early.turn_to(at("mon 08:00"))
    card = early.card("Replica lags")

    (refusal,) = early.forges(LUIS, card, action_id="snooze", value="1")

    assert "H-1 is not offered to you" in refusal


def test_somebody_who_cannot_see_it_learns_nothing_by_snoozing(early: Workspace) -> None:
    early.hands_off(WEI, "Hush", SECRET, to="Berlin")
    opens(early, "Open")
    early.turn_to(at("mon 08:00"))

    (refusal,) = early.forges(ANA, early.card("Open"), action_id="snooze", value="1")
    (of_nothing,) = early.forges(ANA, early.card("Open"), action_id="snooze", value="99")

    assert refusal.replace("H-1", "H-99") == of_nothing


def test_a_private_item_is_told_only_to_who_sees_it(early: Workspace) -> None:
    early.hands_off(WEI, "Hush", SECRET, to="Berlin")  # Jonas is in #secret, Ana is not
    for when in ("mon 08:00", "mon 08:30", "mon 09:00"):
        early.turn_to(at(when))

    assert early.told() == {JONAS: 2}


def test_critical_comes_beside_the_days_one_reminder(early: Workspace) -> None:
    opens(early, "Calm", "Burning")
    form = early.presses_for_form(WEI, early.card("Burning"), "Update").choose("Urgency", "🔴 Critical")
    assert form.submit() == {}
    early.turn_to(at("mon 08:00"))

    early.turn_to(at("mon 08:15"))
    assert [("Burning" in dm, "Calm" in dm) for dm in early.dms(JONAS)[1:]] == [(True, False)]
    early.turn_to(at("mon 08:30"))
    assert [("Burning" in dm, "Calm" in dm) for dm in early.dms(JONAS)[2:]] == [(False, True)]
    assert [("Burning" in dm, "Calm" in dm) for dm in early.dms(ANA)] == [(True, False)]


def test_whatever_arrives_there_is_one_reminder_a_day(early: Workspace) -> None:
    opens(early, "One")
    early.turn_to(at("mon 08:00"))
    for minutes in range(20):
        if minutes % 4 == 0:
            early.hands_off(MEI, f"Item {minutes}", to="Berlin")
        early.turn_by(minutes=15)

    reminders = [dm for dm in early.dms(JONAS) if "Still waiting for" in dm]
    assert len(reminders) == 1
    assert all(f"Item {minutes}" in reminders[0] for minutes in range(0, 20, 4))
    assert len(early.dms(ANA)) == 1


def test_down_over_the_start_of_the_day_digest_first_reminder_half_an_hour_later(early: Workspace) -> None:
    opens(early, "Replica lags")
    early.turn_to(at("mon 11:00"))  # nothing ran since 05:00
    assert early.told() == {JONAS: 1}
    early.turn_to(at("mon 11:29"))
    assert early.told() == {JONAS: 1}
    early.turn_to(at("mon 11:30"))
    assert early.told() == {JONAS: 2}
    early.turn_to(at("mon 11:45"))
    assert early.told() == {JONAS: 2, ANA: 1}


def test_down_for_the_whole_shift_nothing_of_it_comes_later(early: Workspace) -> None:
    opens(early, "Replica lags")
    early.turn_to(at("mon 16:30"))

    assert early.told() == {}
    early.turn_to(at("mon 17:00"))
    assert early.told() == {LUIS: 1}


def test_round_once_the_lead_is_asked_and_it_goes_on(early: Workspace) -> None:
    opens(early, "Replica lags")
    for when in ("mon 08:00", "mon 15:00", "mon 17:00", "tue 00:00", "tue 01:00", "tue 07:59"):
        early.turn_to(at(when))
    assert PRIYA not in early.told()

    early.turn_to(at("tue 08:00"))

    (asked,) = early.dms(PRIYA)
    assert "H-1" in asked
    assert "It went round: nobody in any region took it." in asked
    assert "Waiting for: Berlin" in early.card("Replica lags").shown_to(early.person(WEI))


def test_a_command_in_the_dm_takes_it_as_the_reminder_says(early: Workspace) -> None:
    opens(early, "Replica lags")
    early.turn_to(at("mon 08:00"))
    early.turn_to(at("mon 08:30"))

    assert "H-1 is yours." in early.types(JONAS, "/handoff claim H-1", OPS)
