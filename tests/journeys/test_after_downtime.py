"""Late beats lost: what fell due while the bot was off comes once, marked late, or folds into the next digest.

Off for a minute, an hour, twelve hours and three days, over the shift starts of three regions.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.conftest import MakeWorkspace
from tests.people import ANA, CAST, JONAS, LUIS, MEI, PRIYA, WEI, at
from tests.workspace import Workspace

LATE = "Late: this was due at"
HOUR = timedelta(hours=1)


@pytest.fixture
def before_dawn(make_workspace: MakeWorkspace) -> Workspace:
    """Monday 00:30 UTC: Los Angeles' Sunday is no day, Singapore begins in half an hour."""
    return make_workspace(begins=at("mon 00:30"))


def work_for_all(workspace: Workspace) -> None:
    """Each region has something waiting, and two people own what they offered."""
    workspace.hands_off(PRIYA, "For Singapore", to="Singapore")
    workspace.hands_off(PRIYA, "For Berlin", to="Berlin")
    workspace.hands_off(PRIYA, "For Los Angeles", to="Los Angeles")


def is_off_from(workspace: Workspace, off: datetime, back: datetime) -> None:
    """The bot runs until the first instant, and again from the second on."""
    workspace.turn_to(off)
    workspace.turn_to(back)


def digests(workspace: Workspace, user: str) -> list[str]:
    """The morning DMs somebody got, as they read them."""
    return [text for text in workspace.dms(user) if text.startswith("Good ")]


@pytest.mark.parametrize(
    "user,start,headline",
    [(WEI, "mon 01:00", "For Singapore"), (JONAS, "mon 08:00", "For Berlin"), (LUIS, "mon 17:00", "For Los Angeles")],
)
@pytest.mark.parametrize("minutes,marked", [(1, False), (14, False), (60, True)])
def test_off_over_a_shifts_start(
    before_dawn: Workspace, user: str, start: str, headline: str, minutes: int, marked: bool
) -> None:
    work_for_all(before_dawn)
    before_dawn.turn_to(at(start) - timedelta(seconds=10))
    assert before_dawn.dms(user) == []

    before_dawn.turn_to(at(start) + timedelta(minutes=minutes))

    (digest,) = digests(before_dawn, user)
    assert headline in digest
    assert (f"{LATE} 09:00." in digest) is marked
    before_dawn.turn_by(minutes=2)
    assert digests(before_dawn, user) == [digest]


def test_off_for_twelve_hours_over_two_starts(before_dawn: Workspace) -> None:
    """From 00:50 to 12:50 UTC: Singapore's day began and ended, Berlin's has begun, Los Angeles' not yet."""
    work_for_all(before_dawn)

    is_off_from(before_dawn, at("mon 00:50"), at("mon 12:50"))

    assert before_dawn.told() == {JONAS: 1}
    (digest,) = digests(before_dawn, JONAS)
    assert f"{LATE} 09:00." in digest
    assert [name in digest for name in ("For Singapore", "For Berlin", "For Los Angeles")] == [True, True, False]
    assert len(before_dawn.lines(before_dawn.card("For Singapore"))) == 1

    before_dawn.turn_to(at("mon 17:00"))
    (digest,) = digests(before_dawn, LUIS)
    assert LATE not in digest
    before_dawn.turn_to(at("tue 01:00"))
    assert [LATE in text for text in digests(before_dawn, WEI)] in ([], [False])


@pytest.mark.parametrize("back", ["thu 00:50", "thu 05:00", "thu 12:00", "thu 20:00"])
def test_off_for_three_days_nothing_floods(before_dawn: Workspace, back: str) -> None:
    for number in range(4):
        for region in ("Singapore", "Berlin", "Los Angeles"):
            before_dawn.hands_off(PRIYA, f"{region} {number}", to=region)
    before_dawn.turn_to(at("mon 00:50"))
    assert before_dawn.told() == {}
    posts = before_dawn.posts()

    before_dawn.turn_to(at(back))

    told = before_dawn.told()
    assert set(told.values()) <= {1}
    assert set(told) <= {user for user in told if digests(before_dawn, user)}
    assert before_dawn.posts() - posts <= len(told) + 12  # and a line for each item that moved on
    for user in told:
        (digest,) = digests(before_dawn, user)
        assert (LATE in digest) is (at(back) - _day_start(user, back) > timedelta(minutes=15))


def _day_start(user: str, back: str) -> datetime:
    begins = {WEI: "01:00", MEI: "01:00", PRIYA: "01:00", JONAS: "08:00", ANA: "08:00", LUIS: "17:00"}[user]
    return at(f"{back.split(maxsplit=1)[0]} {begins}")


def test_after_three_days_everybody_is_told_by_their_next_morning_and_within_the_budget(
    before_dawn: Workspace,
) -> None:
    for number in range(4):
        for region in ("Singapore", "Berlin", "Los Angeles"):
            before_dawn.hands_off(PRIYA, f"{region} {number}", to=region)
    is_off_from(before_dawn, at("mon 00:50"), at("thu 01:00"))

    for hours in (1, 4, 7, 8, 10, 14, 16, 17, 20, 23):  # the starts among them
        before_dawn.turn_to(at("thu 01:00") + hours * HOUR)

    for user in (WEI, JONAS, LUIS):
        assert len(digests(before_dawn, user)) == 1
        assert not any(LATE in text for text in before_dawn.dms(user))
    assert {user: count for user, count in before_dawn.told().items() if count > 4} == {}
    read = "".join(text for one in CAST for text in before_dawn.dms(one.user))
    shown = [f"{region} {number}" in read for region in ("Singapore", "Berlin", "Los Angeles") for number in range(4)]
    assert shown == [True] * 12


def test_a_late_digest_stays_marked_when_it_is_edited(before_dawn: Workspace) -> None:
    work_for_all(before_dawn)
    is_off_from(before_dawn, at("mon 07:50"), at("mon 09:00"))
    assert LATE in digests(before_dawn, JONAS)[0]

    before_dawn.types(ANA, "/handoff claim H-2")

    (digest,) = digests(before_dawn, JONAS)
    assert "Ana Kovač" in digest
    assert LATE in digest


def test_what_comes_in_later_that_day_is_an_arrival_and_not_late(workspace: Workspace) -> None:
    workspace.turn_to(at("mon 11:00"))
    workspace.hands_off(WEI, "Handed in at noon")
    (arrival,) = workspace.dms(JONAS)
    assert LATE not in arrival


@pytest.fixture
def silent(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on nothing is sent: Slack is out of reach, or the bot ends before it sends. Called, it sends again."""
    monkeypatch.setattr(workspace.outbox, "send_due", lambda: 0)
    return monkeypatch.undo


def test_arrivals_that_waited_for_an_hour_come_once(workspace: Workspace, silent: Callable[[], None]) -> None:
    for when, headline in (("mon 08:30", "One"), ("mon 08:45", "Two"), ("mon 09:30", "Three")):
        workspace.turn_to(at(when))
        form = workspace.form(WEI, f"/handoff {headline}")
        form.fill("Next step", "Look").submit()
    silent()

    workspace.turn_to(at("mon 09:40"))

    (arrivals,) = workspace.dms(JONAS)
    assert [headline in arrivals for headline in ("One", "Two", "Three")] == [True, True, True]


@pytest.mark.parametrize("back", ["mon 18:00", "tue 07:59"])
def test_arrivals_that_waited_for_a_night_are_no_messages_of_their_own(
    workspace: Workspace, silent: Callable[[], None], back: str
) -> None:
    workspace.form(WEI, "/handoff One").fill("Next step", "Look").submit()
    silent()

    workspace.turn_to(at(back))

    assert workspace.dms(JONAS) == []


def test_a_digest_that_could_not_be_sent_all_day_folds_into_the_next(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.hands_off(WEI, "Cert")
    workspace.types(JONAS, "/handoff claim H-1")
    before = len(workspace.dms(JONAS))
    with monkeypatch.context() as silent:
        silent.setattr(workspace.outbox, "send_due", lambda: 0)
        workspace.turn_to(at("tue 08:00"))
        workspace.turn_to(at("tue 16:30"))
    workspace.turn_to(at("tue 16:31"))
    assert len(workspace.dms(JONAS)) == before

    workspace.turn_to(at("wed 08:00"))

    (digest,) = digests(workspace, JONAS)
    assert "Cert" in digest
    assert LATE not in digest


def test_a_digest_that_could_not_be_sent_for_an_hour_says_so(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.hands_off(WEI, "Cert")
    workspace.types(JONAS, "/handoff claim H-1")
    with monkeypatch.context() as silent:
        silent.setattr(workspace.outbox, "send_due", lambda: 0)
        workspace.turn_to(at("tue 08:00"))
    workspace.turn_to(at("tue 09:00"))
    assert f"{LATE} 09:00." in digests(workspace, JONAS)[0]


def test_a_digest_that_waited_for_its_turn_in_a_wave_is_not_late(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.hands_off(WEI, "Cert")
    workspace.types(JONAS, "/handoff claim H-1")
    with monkeypatch.context() as silent:
        silent.setattr(workspace.outbox, "send_due", lambda: 0)
        workspace.turn_to(at("tue 08:00"))
    workspace.turn_to(at("tue 08:29"))
    assert LATE not in digests(workspace, JONAS)[0]


def test_an_arrival_that_somebody_took_meanwhile_is_not_sent(workspace: Workspace, silent: Callable[[], None]) -> None:
    workspace.form(WEI, "/handoff One").fill("Next step", "Look").submit()
    workspace.turn_to(at("mon 10:00"))
    workspace.types(ANA, "/handoff claim H-1")
    silent()

    workspace.settle()

    assert workspace.dms(JONAS) == []


def test_a_reply_that_was_held_up_wakes_nobody(workspace: Workspace, silent: Callable[[], None]) -> None:
    workspace.person(WEI).writes_to_bot("list")  # 16:30 in Singapore
    workspace.settle()
    silent()
    workspace.turn_to(at("mon 15:00"))
    assert workspace.dms(WEI) == []

    workspace.turn_to(at("tue 01:00"))

    assert len(workspace.dms(WEI)) == 1


def test_a_reply_at_night_comes_at_once(workspace: Workspace) -> None:
    workspace.turn_to(at("mon 15:00"))

    workspace.writes(WEI, "list")

    assert len(workspace.dms(WEI)) == 1
