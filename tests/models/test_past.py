"""What people changed about shifts is forgotten 400 days after it is over, and nothing sooner."""

from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from models.shifts.plan import DaysOff
from models.tables import Absence, Cover, ShiftChange, Trip
from models.verbs.claiming import claim
from models.verbs.covering import ask_cover, take_cover
from models.verbs.going_away import go_away
from models.workspace.past import KEPT_FOR, NEWS_FOR, forget_past
from tests.models.office import Office
from tests.people import JONAS, MEI, WEI, at

TUE, WED = date(2027, 3, 2), date(2027, 3, 3)
NOW = at("mon 02:00")


def counts(office: Office) -> list[int]:
    with office.database.read() as session:
        return [
            session.scalar(select(func.count()).select_from(one)) or 0 for one in (Cover, Absence, Trip, ShiftChange)
        ]


def changed(office: Office) -> None:
    """Mei covers Wei on Tuesday, Wei is away on Wednesday, and Jonas for good; Wei works in Tokyo this week."""
    cover = ask_cover(office.database, office.act(WEI, NOW), TUE)
    take_cover(office.database, office.act(MEI, NOW), cover.id)
    go_away(office.database, office.act(WEI, NOW), DaysOff(WED, WED))
    go_away(office.database, office.act(JONAS, NOW), DaysOff(WED, None))
    with office.database.write() as session:
        session.add(Trip(workspace_id=1, user=WEI, first=date(2027, 3, 1), last=TUE, timezone="Asia/Tokyo"))


def years_later(days: int) -> datetime:
    """So many days after what is kept of Wednesday's end is old."""
    return at("thu 00:00") + KEPT_FOR + timedelta(days=days)


def test_what_nobody_was_told_in_a_hundred_days_is_no_news_any_more(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(JONAS, at("mon 09:00")), 1)
    assert forget_past(office.database, at("mon 09:00") + NEWS_FOR) == 0
    assert forget_past(office.database, at("mon 09:01") + NEWS_FOR) == 1


def test_what_is_over_is_kept_for_a_year(office: Office) -> None:
    changed(office)
    before = counts(office)
    assert before[:3] == [1, 2, 1]
    assert forget_past(office.database, years_later(-2)) == 0
    assert counts(office) == before


def test_then_it_is_forgotten_but_not_what_has_no_end(office: Office) -> None:
    changed(office)
    assert forget_past(office.database, years_later(1)) > 3
    assert counts(office)[:3] == [0, 1, 0]
    with office.database.read() as session:
        assert session.scalars(select(Absence.user)).all() == [JONAS]
        assert [one for one in session.scalars(select(ShiftChange)) if one.date <= WED] == []
