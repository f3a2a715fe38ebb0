"""Applying a roster: what becomes of rows, rotations, days and offers; twice changes nothing."""

from datetime import date

import pytest
from sqlalchemy import event, select

from models.people import days_of
from models.roster.apply import apply_roster
from models.roster.file import read_roster
from models.roster.rows import all_teams, load_team, team_at_home, teams_of
from models.storage.database import Database
from models.tables import Member, MessageKind, Person, Region, State, Verb
from models.targets import ToNext, ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.handing_off import hand_off
from models.workspace.connecting import the_workspace
from tests.models.office import Office, names_of
from tests.people import ANA, JONAS, LOBBY, LUIS, MEI, OPS, PRIYA, ROSTER, TWO_TEAMS, WEI, at, region, roster

NOW = at("mon 06:00")
THREE = (region("Singapore", WEI), region("Berlin", JONAS), region("Los Angeles", LUIS))


def members(office: Office) -> dict[str, list[str]]:
    with office.database.read() as session:
        placed = select(Region.name, Member.user).join(Member).where(~Region.retired)
        rows = session.execute(placed.order_by(Region.position, Member.position))
        found: dict[str, list[str]] = {}
        for name, user in rows:
            found.setdefault(name, []).append(user)
        return found


def regions_in_order(office: Office) -> list[str]:
    with office.database.read() as session:
        return [one.name for one in load_team(session, 1).plan().regions]


def rotation_of(office: Office, name: str) -> date:
    with office.database.read() as session:
        return session.scalars(select(Region.rotation_from).where(Region.name == name)).one()


def test_twice_changes_nothing(office: Office) -> None:
    written: list[str] = []

    def note(*happened: object) -> None:
        statements = [word for word in happened if isinstance(word, str)]
        written.extend(statement for statement in statements if not statement.startswith(("SELECT", "BEGIN")))

    event.listen(office.database.engine, "before_cursor_execute", note)
    try:
        assert names_of(office.applies(ROSTER, NOW)) == [("Platform", "unchanged")]
    finally:
        event.remove(office.database.engine, "before_cursor_execute", note)
    assert written == []


def test_a_roster_before_any_connection(database: Database) -> None:
    with database.write() as session:
        changes = apply_roster(session, the_workspace(session), read_roster(ROSTER), NOW)
    assert names_of(changes) == [("Platform", "new")]


def test_a_first_apply_tells_nobody(office: Office) -> None:
    office.applies(TWO_TEAMS, NOW)
    assert office.owed() == []


def test_what_the_roster_does_not_name_is_retired_and_may_come_back(office: Office) -> None:
    assert names_of(office.applies(TWO_TEAMS, NOW)) == [("Platform", "unchanged"), ("Early", "new")]
    assert names_of(office.applies(ROSTER, NOW)) == [("Platform", "unchanged"), ("Early", "removed")]
    assert names_of(office.applies(ROSTER, NOW)) == [("Platform", "unchanged")]
    assert names_of(office.applies(TWO_TEAMS, NOW)) == [("Platform", "unchanged"), ("Early", "new")]


def test_a_retired_team_is_nobodys(office: Office) -> None:
    office.applies(TWO_TEAMS, NOW)
    office.applies(ROSTER, NOW)
    with office.database.read() as session:
        assert [team.name for team in all_teams(session, 1)] == ["Platform"]
        assert [team.name for team in teams_of(session, 1, JONAS)] == ["Platform"]
        assert team_at_home(session, 1, LOBBY) is None


@pytest.mark.parametrize(
    "changed",
    [
        ROSTER.replace("leads: [U0PRIYA]", "leads: [U0PRIYA, U0WEI]"),
        ROSTER.replace("channel: C0OPS", "channel: C0LOBBY"),
        ROSTER.replace("https://example.com/page", "https://example.com/other"),
        ROSTER.replace("Europe/Berlin", "Europe/Paris"),
        ROSTER.replace("{user: U0ANA}", "{user: U0ANA, days: [mon]}"),
        ROSTER.replace("[{user: U0WEI}, {user: U0MEI}]", "[{user: U0MEI}, {user: U0WEI}]"),
        ROSTER.replace("rotation_from: 2027-03-01\n        members: [{user: U0LUIS}]",
                       "closed: [2027-12-24]\n        rotation_from: 2027-03-01\n        members: [{user: U0LUIS}]"),
    ],
)  # fmt: skip
def test_any_difference_is_a_change_and_then_none(office: Office, changed: str) -> None:
    assert names_of(office.applies(changed, NOW)) == [("Platform", "changed")]
    assert names_of(office.applies(changed, NOW)) == [("Platform", "unchanged")]


def test_a_member_moves_between_regions(office: Office) -> None:
    office.applies(roster(region("Singapore", WEI), region("Berlin", JONAS, MEI), region("Los Angeles", LUIS)), NOW)
    assert members(office) == {"Singapore": [WEI], "Berlin": [JONAS, MEI], "Los Angeles": [LUIS]}


def test_regions_take_the_files_order(office: Office) -> None:
    office.applies(roster(*reversed(THREE)), NOW)
    assert regions_in_order(office) == ["Los Angeles", "Berlin", "Singapore"]


def test_the_new_order_counts_in_the_same_transaction(office: Office) -> None:
    with office.database.write() as session:
        load_team(session, 1)
        apply_roster(session, the_workspace(session), read_roster(roster(*reversed(THREE))), NOW)
        assert [one.name for one in load_team(session, 1).plan().regions] == ["Los Angeles", "Berlin", "Singapore"]
        assert [place.region.name for place in days_of(session, 1, ANA).places] == [""]


def test_a_region_that_left_keeps_its_row_since_items_name_it(office: Office) -> None:
    office.applies(roster(region("Singapore", WEI), region("Berlin", JONAS)), NOW)
    with office.database.read() as session:
        left = session.scalars(select(Region).where(Region.name == "Los Angeles")).one()
        assert left.retired
    assert regions_in_order(office) == ["Singapore", "Berlin"]


def test_a_rotation_that_the_file_does_not_date_goes_on_as_it_was(office: Office) -> None:
    office.applies(ROSTER.replace("        rotation_from: 2027-03-01\n", ""), at("wed 06:00", week=5))
    assert rotation_of(office, "Berlin") == date(2027, 3, 1)


def test_a_new_regions_rotation_begins_this_weeks_monday(office: Office) -> None:
    tokyo = region("Singapore", MEI).replace("name: Singapore", "name: Tokyo")
    office.applies(roster(*THREE, tokyo), at("wed 06:00", week=5))
    assert rotation_of(office, "Tokyo") == date(2027, 4, 5)


def test_new_hours_move_the_next_day(office: Office) -> None:
    office.applies(roster(region("Singapore", WEI), region("Berlin", JONAS, hours="07:00-15:00")), at("mon 05:00"))
    with office.database.read() as session:
        assert session.scalars(select(Person.day_starts_at).where(Person.user == JONAS)).one() == at("mon 06:00")


def test_a_morning_that_has_come_is_still_told(office: Office) -> None:
    office.opens(at("mon 07:00"))
    office.applies(roster(region("Singapore", WEI), region("Berlin", JONAS, hours="10:00-15:00")), at("mon 09:30"))
    office.begins_days(at("mon 09:30"))
    assert office.told(JONAS) == [MessageKind.DIGEST]


def test_a_morning_that_the_new_hours_make_earlier_is_told_now(office: Office) -> None:
    office.opens(at("mon 07:00"))
    office.applies(roster(region("Singapore", WEI), region("Berlin", JONAS, hours="08:00-17:00")), at("mon 07:30"))
    office.begins_days(at("mon 07:30"))
    assert MessageKind.DIGEST in office.told(JONAS)


def test_offers_that_have_not_begun_follow_the_roster(office: Office) -> None:
    office.opens(at("mon 06:00"))
    office.applies(roster(region("Singapore", WEI), region("Berlin", JONAS, hours="10:00-15:00")), at("mon 06:30"))
    item = office.item()
    assert (item.offer_starts, item.offer_ends, item.move_at) == (at("mon 09:00"), at("mon 14:00"), at("mon 13:00"))
    assert (item.by, item.offered_at) == (at("mon 14:00"), at("mon 06:00"))


def test_offers_that_have_begun_stay(office: Office) -> None:
    office.opens(at("mon 08:30"))
    office.applies(roster(region("Singapore", WEI), region("Berlin", JONAS, hours="10:00-15:00")), at("mon 08:40"))
    assert office.item().offer_ends == at("mon 16:00")


def test_what_a_new_roster_makes_run_now_is_told_now(office: Office) -> None:
    office.opens(at("mon 06:00"))
    office.applies(roster(region("Singapore", WEI), region("Berlin", JONAS, hours="07:00-15:00")), at("mon 06:30"))
    assert office.told(JONAS) == [MessageKind.ARRIVALS]


def test_an_offer_to_a_region_that_left_moves_on(office: Office) -> None:
    office.opens(at("mon 06:00"))
    office.applies(roster(region("Singapore", WEI), region("Los Angeles", LUIS)), at("mon 06:30"))
    assert (office.events()[-1].verb, office.events()[-1].details["region"]) == (Verb.MOVE_ON, "Los Angeles")


def test_an_offer_to_a_person_follows_their_hours(office: Office) -> None:
    office.opens(at("mon 06:00"), to=ToPerson(LUIS))
    late = region("Los Angeles", LUIS, hours="11:00-19:00")
    office.applies(roster(region("Singapore", WEI), region("Berlin", JONAS), late), at("mon 06:30"))
    assert office.item().offer_starts == at("mon 19:00")


def test_an_unchanged_offer_owes_no_edit(office: Office) -> None:
    office.opens(at("mon 06:00"))
    office.sends_all(at("mon 06:00"))
    office.applies(roster(*THREE), at("mon 06:30"))
    assert office.owed() == []


def test_who_left_the_roster_keeps_what_they_own_and_can_hand_it_off(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(ANA, at("mon 08:40")), 1)
    office.applies(roster(*THREE), at("mon 09:00"))
    item = hand_off(office.database, office.act(ANA, at("mon 09:10")), 1, ToNext()).item
    assert (item.owner.user, item.state) == (ANA, State.OFFERED)
    assert item.offer is not None
    assert item.offer.region == "Los Angeles"


def test_a_new_lead_may_at_once(office: Office) -> None:
    office.opens(at("mon 08:30"))
    office.applies(ROSTER.replace("leads: [U0PRIYA]", f"leads: [{PRIYA}, {LUIS}]"), at("mon 08:40"))
    assert hand_off(office.database, office.act(LUIS, at("mon 08:50")), 1, ToRegion("Los Angeles")).changed


def test_a_home_channel_may_change_and_old_cards_stay(office: Office) -> None:
    office.opens(at("mon 06:00"))
    office.applies(ROSTER.replace(OPS, LOBBY), at("mon 06:30"))
    assert office.item().channel == OPS
    office.opens(at("mon 07:00"), where=LOBBY)
    assert office.item(2).channel == LOBBY
