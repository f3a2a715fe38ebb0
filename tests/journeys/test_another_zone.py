"""A member's Slack zone changes: the bot asks in the new zone's daytime whether it is a trip, for good, or neither."""

from datetime import date, datetime

from bot.sandbox.people.message import Message
from models.people import days_of
from models.roster.rows import load_team
from models.roster.show import roster_yaml
from models.tables import MessageKind
from models.verbs.questions import asked_about
from tests.people import JONAS, LUIS, MEI, PRIYA, WEI, ZOE, at
from tests.workspace import Workspace

THURSDAY = date(2027, 3, 4)


def flies(workspace: Workspace, user: str, zone: str) -> None:
    """Slack tells that somebody is in another zone."""
    workspace.slack.set_user(user, tz=zone)
    workspace.settle()


def asked(workspace: Workspace, user: str) -> list[Message]:
    """The DMs that ask, or asked, somebody where they work."""
    return [dm for dm in workspace.person(user).dms if dm.by_bot and ("hours" in dm.text or "Slack shows" in dm.text)]


def day_begins(workspace: Workspace, user: str) -> list[datetime]:
    """When somebody's days begin on Tuesday to Friday."""
    with workspace.database.read() as session:
        return [span.start for span in days_of(session, 1, user).spans(date(2027, 3, 2), 4)]


def roster(workspace: Workspace) -> str:
    """The roster as it is shown."""
    with workspace.database.read() as session:
        return roster_yaml([load_team(session, 1).as_written()])


def test_it_asks_in_the_new_zones_daytime(workspace: Workspace) -> None:
    flies(workspace, JONAS, "America/New_York")  # it is 03:30 there
    assert asked(workspace, JONAS) == []

    workspace.turn_to(at("mon 13:59"))
    assert asked(workspace, JONAS) == []
    workspace.turn_to(at("mon 14:00"))  # 09:00

    (question,) = asked(workspace, JONAS)
    assert question.shown_to(workspace.person(JONAS)) == (
        "Slack shows you in New York now. As things are, your day is today 03:00 to 11:00 there. "
        "Shall your hours move there, for this trip or for good?\n[This trip, until…] [For good] [No]"
    )


def test_a_trip_moves_their_hours_until_its_last_day(workspace: Workspace) -> None:
    flies(workspace, JONAS, "America/New_York")
    workspace.turn_to(at("mon 14:00"))
    (question,) = asked(workspace, JONAS)

    form = workspace.presses_for_form(JONAS, question, "This trip, until…")
    past = form.choose("Last day", date(2027, 2, 1)).submit()
    assert past == {"Last day in New York": "2027-02-01 is past: it is 2027-03-01 now."}
    assert form.choose("Last day", THURSDAY).submit() == {}
    workspace.settle()

    assert question.text.startswith("Until Thu 4 Mar 2027 your hours are those of New York.")
    assert "New_York" not in roster(workspace)
    assert day_begins(workspace, JONAS) == [at("tue 14:00"), at("wed 14:00"), at("thu 14:00"), at("fri 08:00")]
    workspace.turn_to(at("tue 09:00"))
    workspace.hands_off(WEI, "Cert", to="Berlin")
    assert len(workspace.dms(JONAS)) == 1
    workspace.turn_to(at("tue 14:00"))
    assert "Cert" in workspace.dms(JONAS)[-1]


def test_for_good_is_kept_in_the_roster_and_can_be_undone(workspace: Workspace) -> None:
    flies(workspace, JONAS, "America/New_York")
    workspace.turn_to(at("mon 14:00"))
    (question,) = asked(workspace, JONAS)

    workspace.presses(JONAS, question, "For good")
    assert "America/New_York" in roster(workspace)
    assert "the roster says so" in question.text

    workspace.presses(JONAS, question, "Undo")
    assert "America/New_York" not in roster(workspace)
    assert question.buttons == ["This trip, until…", "For good", "No"]


def test_it_cannot_be_undone_later(workspace: Workspace) -> None:
    flies(workspace, JONAS, "America/New_York")
    workspace.turn_to(at("mon 14:00"))
    (question,) = asked(workspace, JONAS)
    workspace.presses(JONAS, question, "For good")
    workspace.turn_by(minutes=11)

    assert "more than ten minutes ago" in workspace.presses(JONAS, question, "Undo")
    assert "America/New_York" in roster(workspace)


def test_no_leaves_their_days_and_asks_no_more(workspace: Workspace) -> None:
    flies(workspace, JONAS, "America/New_York")
    workspace.turn_to(at("mon 14:00"))
    (question,) = asked(workspace, JONAS)

    workspace.presses(JONAS, question, "No")
    workspace.slack.set_user(JONAS, real_name="Jonas W.")
    workspace.turn_to(at("tue 14:00"))

    assert question.text.startswith("Your hours stay as they were.")
    assert asked(workspace, JONAS) == [question]


def test_who_is_back_before_it_could_be_asked_is_not(workspace: Workspace) -> None:
    flies(workspace, JONAS, "America/New_York")
    flies(workspace, JONAS, "Europe/Berlin")

    workspace.turn_to(at("tue 14:00"))

    assert asked(workspace, JONAS) == []


def test_who_goes_there_twice_before_answering_is_asked_once(workspace: Workspace) -> None:
    for zone in ("America/New_York", "Europe/Berlin", "America/New_York"):
        flies(workspace, JONAS, zone)
    workspace.turn_to(at("mon 14:00"))
    (question,) = asked(workspace, JONAS)

    flies(workspace, JONAS, "Europe/Berlin")
    assert question.buttons == []
    flies(workspace, JONAS, "America/New_York")
    workspace.turn_to(at("tue 14:00"))

    assert asked(workspace, JONAS) == [question]
    assert question.buttons == ["This trip, until…", "For good", "No"]


def test_who_is_there_again_after_the_question_was_dropped_is_asked(workspace: Workspace) -> None:
    flies(workspace, JONAS, "America/New_York")
    flies(workspace, JONAS, "Europe/Berlin")
    workspace.turn_to(at("mon 14:00"))
    flies(workspace, JONAS, "America/New_York")

    assert len(asked(workspace, JONAS)) == 1


def test_who_comes_home_early_is_asked_if_they_are_back(workspace: Workspace) -> None:
    flies(workspace, JONAS, "America/New_York")
    workspace.turn_to(at("mon 14:00"))
    form = workspace.presses_for_form(JONAS, asked(workspace, JONAS)[0], "This trip, until…")
    form.choose("Last day", date(2027, 3, 12)).submit()
    workspace.turn_to(at("tue 20:00"))

    flies(workspace, JONAS, "Europe/Berlin")
    workspace.turn_to(at("wed 08:00"))

    question = asked(workspace, JONAS)[-1]
    assert "That is where the roster has you: are you back?" in question.text
    workspace.presses(JONAS, question, "I am back")
    assert "New_York" not in roster(workspace)
    assert day_begins(workspace, JONAS)[2:] == [at("thu 08:00"), at("fri 08:00")]


def test_a_zone_whose_clocks_show_the_same_is_no_news(workspace: Workspace) -> None:
    flies(workspace, JONAS, "Europe/Paris")
    workspace.turn_to(at("tue 09:00"))

    assert asked(workspace, JONAS) == []


def test_who_is_in_no_region_is_not_asked(workspace: Workspace) -> None:
    flies(workspace, PRIYA, "Europe/Berlin")
    workspace.types(ZOE, "/handoff help", "C0LOBBY")
    flies(workspace, ZOE, "Asia/Tokyo")
    workspace.turn_to(at("tue 09:00"))

    assert asked(workspace, PRIYA) == []
    assert asked(workspace, ZOE) == []


def test_who_is_away_is_asked_when_they_are_back(workspace: Workspace) -> None:
    workspace.types(MEI, "/handoff away 2027-03-01..2027-03-04")
    flies(workspace, MEI, "Europe/Berlin")
    workspace.turn_to(at("thu 15:00"))
    assert asked(workspace, MEI) == []

    workspace.turn_to(at("fri 08:00"))

    assert len(asked(workspace, MEI)) == 1


def test_nobody_answers_for_somebody_else(workspace: Workspace) -> None:
    flies(workspace, JONAS, "Africa/Lagos")
    flies(workspace, LUIS, "America/New_York")
    workspace.turn_to(at("mon 14:00"))
    with workspace.database.read() as session:
        theirs = asked_about(session, 1, JONAS, MessageKind.ASK_ZONE)[-1].id

    said = workspace.forges(LUIS, asked(workspace, LUIS)[0], action_id="moved", value=str(theirs))

    assert said[-1] == "That question was not asked of you, or is gone."
    assert "Lagos" not in roster(workspace)


def test_an_answer_about_a_zone_that_slack_shows_no_more_changes_nothing(workspace: Workspace) -> None:
    flies(workspace, JONAS, "America/New_York")
    workspace.turn_to(at("mon 14:00"))
    (question,) = asked(workspace, JONAS)
    form = workspace.presses_for_form(JONAS, question, "This trip, until…")
    flies(workspace, JONAS, "Asia/Tokyo")

    assert form.choose("Last day", THURSDAY).submit() == {
        "Last day in New York": "Slack shows you in another zone by now: nothing was changed."
    }
    assert question.buttons == []
