"""Where a member works now: what their answer does to days, trips and the roster, and how it is taken back."""

from datetime import date, datetime
from threading import Barrier, Thread

import pytest

from models.people import days_of
from models.refusals import RefusedError
from models.roster.rows import load_team
from models.tables import MessageKind
from models.verbs.moving import are_alike, move_for_good, stay, travel, undo_move
from models.workspace.asking import learn_people
from models.workspace.directory import PersonNews
from tests.models.office import Office
from tests.people import JONAS, at

NOW = at("mon 14:00")
NEW_YORK = "America/New_York"


def flies(office: Office, zone: str, now: datetime = NOW) -> int:
    """Slack tells that Jonas is there; gives the row of the question."""
    news = PersonNews(JONAS, "Jonas Weber", zone, guest=False, external=False, deactivated=False)
    learn_people(office.database, office.workspace_id, [news], now)
    return office.messages(MessageKind.ASK_ZONE, JONAS)[-1].id


def begins(office: Office, first: date, days: int) -> list[datetime]:
    """When Jonas's days begin from that date on."""
    with office.database.read() as session:
        return [span.start for span in days_of(session, office.workspace_id, JONAS).spans(first, days)]


def zone_in_roster(office: Office) -> str | None:
    """The zone that the roster has for Jonas beside his region's."""
    with office.database.read() as session:
        member = load_team(session, office.team_id).plan().region("Berlin").member(JONAS)
        assert member is not None
        return member.timezone


def test_a_trip_over_a_change_of_clocks_keeps_the_wall_times(office: Office) -> None:
    question = flies(office, NEW_YORK, at("thu 14:00", week=1))
    travel(office.database, office.act(JONAS, at("thu 14:00", week=1)), question, date(2027, 3, 16))
    assert begins(office, date(2027, 3, 12), 6) == [
        at("fri 14:00", week=1), at("mon 13:00", week=2), at("tue 13:00", week=2), at("wed 08:00", week=2),
    ]  # fmt: skip


def test_a_later_trip_ends_the_one_before(office: Office) -> None:
    travel(office.database, office.act(JONAS, NOW), flies(office, NEW_YORK), date(2027, 3, 12))
    tokyo = at("wed 00:00")
    travel(office.database, office.act(JONAS, tokyo), flies(office, "Asia/Tokyo", tokyo), date(2027, 3, 4))
    assert begins(office, date(2027, 3, 2), 4) == [at("tue 14:00"), at("wed 00:00"), at("thu 00:00"), at("fri 08:00")]


def test_undoing_puts_back_the_trip_that_was_cut(office: Office) -> None:
    travel(office.database, office.act(JONAS, NOW), flies(office, NEW_YORK), date(2027, 3, 12))
    tokyo, before = at("wed 00:00"), begins(office, date(2027, 3, 2), 9)
    question = flies(office, "Asia/Tokyo", tokyo)
    move_for_good(office.database, office.act(JONAS, tokyo), question)
    assert zone_in_roster(office) == "Asia/Tokyo"
    undo_move(office.database, office.act(JONAS, at("wed 00:09")), question)
    assert begins(office, date(2027, 3, 2), 9) == before
    assert zone_in_roster(office) is None


def test_a_trip_is_not_for_years(office: Office) -> None:
    with pytest.raises(RefusedError, match="more than a year"):
        travel(office.database, office.act(JONAS, NOW), flies(office, NEW_YORK), date(2028, 4, 1))


def test_of_two_answers_in_the_same_second_one_counts(office: Office) -> None:
    question, together, results = flies(office, NEW_YORK), Barrier(2), []

    def answers(answer: object) -> None:
        together.wait()
        try:
            results.append(answer(office.database, office.act(JONAS, NOW), question).answer)  # type: ignore[operator]
        except RefusedError as refusal:
            results.append(refusal.say)

    threads = [Thread(target=answers, args=(answer,)) for answer in (move_for_good, stay)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([one for one in results if one.startswith("You have answered that already")]) == 1
    assert (zone_in_roster(office) == NEW_YORK) == ("for good" in results)


@pytest.mark.parametrize(
    "one, other, alike",
    [
        ("Europe/Berlin", "Europe/Paris", True),
        ("Europe/Berlin", "Africa/Lagos", False),  # the same in winter
        ("America/New_York", "America/Toronto", True),
        ("Asia/Singapore", "Asia/Manila", True),
        ("America/Phoenix", "America/Denver", False),
    ],
)
def test_zones_are_alike_whose_clocks_show_the_same_all_year(one: str, other: str, *, alike: bool) -> None:
    assert are_alike(one, other, NOW) is alike
