"""Who sees what: by command, in lists, and where Slack has not told us of a channel yet."""

from typing import Any

import pytest
from sqlalchemy import select

from models.access import find_item, may_see, sees_channel
from models.lists import Scope, list_items
from models.owed.placing import place_item
from models.people import find_person
from models.queue import visible_to
from models.refusals import NotKnownYetError, NotVisibleError
from models.tables import Item
from models.targets import ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.closing import finish
from models.workspace.directory import (
    ChannelNews,
    join_channel,
    keep_channel,
    keep_missing_channel,
    refetch_channel,
    unplaced_items,
)
from tests.models.office import Office
from tests.people import (
    ANA,
    BOT,
    GUS,
    JONAS,
    LOBBY,
    LUIS,
    MEI,
    NOBODY,
    OLGA,
    OPS,
    PRIYA,
    SECRET,
    UNKNOWN,
    WEI,
    ZOE,
    at,
)  # fmt: skip

NOW = at("mon 08:30")
EVERYBODY = (WEI, MEI, JONAS, ANA, LUIS, PRIYA, GUS, OLGA, ZOE, NOBODY)


def seeing(office: Office, channel: str) -> set[str]:
    with office.database.read() as session:
        return {user for user in EVERYBODY if sees_channel(session, 1, user, channel)}


def test_a_public_channel_is_open_to_the_company_and_to_its_members(office: Office) -> None:
    assert seeing(office, OPS) == set(EVERYBODY) - {NOBODY}
    assert seeing(office, LOBBY) == set(EVERYBODY) - {NOBODY, GUS, OLGA}


def test_a_private_channel_is_open_to_its_members(office: Office) -> None:
    assert seeing(office, SECRET) == {WEI, JONAS, PRIYA, GUS}


def test_what_is_not_known_is_seen_by_nobody(office: Office) -> None:
    assert seeing(office, UNKNOWN) == set()


def test_joining_and_leaving_count_at_once(office: Office) -> None:
    with office.database.write() as session:
        join_channel(session, 1, SECRET, MEI)
        join_channel(session, 1, SECRET, MEI)
    office.leaves(SECRET, WEI)
    office.leaves(SECRET, WEI)
    assert seeing(office, SECRET) == {MEI, JONAS, PRIYA, GUS}


def test_what_slack_tells_anew_replaces_what_was_kept(office: Office) -> None:
    news = ChannelNews(OPS, "ops", private=True, archived=False, has_bot=True, members=frozenset({BOT, WEI}))
    with office.database.write() as session:
        assert keep_channel(session, 1, news, NOW).head_count == 2
    assert seeing(office, OPS) == {WEI}


@pytest.mark.parametrize("scope", [Scope.ALL, Scope.WAITING])
def test_lists_hide_what_the_reader_cannot_see(office: Office, scope: Scope) -> None:
    office.opens(NOW)
    office.opens(NOW, where=SECRET)
    assert office.listed(JONAS, scope, NOW) == [1, 2]
    assert office.listed(ANA, scope, NOW) == [1]


def test_a_list_asked_for_in_the_channel_shows_what_is_there(office: Office) -> None:
    office.opens(NOW, where=SECRET)
    assert office.listed(ANA, Scope.ALL, NOW, channel=SECRET) == [1]


def test_the_number_of_a_list_counts_what_is_seen(office: Office) -> None:
    for where in (OPS, SECRET, OPS, OPS):
        office.opens(NOW, where=where)
    listing = list_items(office.database, office.act(ANA, NOW), Scope.ALL, 2)
    assert (len(listing.items), listing.total) == (2, 3)


@pytest.mark.parametrize(
    "scope,numbers",
    [(Scope.MINE, [3]), (Scope.WAITING, [1, 4]), (Scope.NEAR, [1, 3, 4]), (Scope.ALL, [1, 2, 3, 4])],
)
def test_what_each_list_is_of(office: Office, scope: Scope, numbers: list[int]) -> None:
    office.opens(NOW)
    office.opens(NOW, to=ToRegion("Los Angeles"))
    office.opens(NOW)
    claim(office.database, office.act(JONAS, NOW), 3)
    office.opens(NOW, to=ToPerson(JONAS))
    office.opens(NOW)
    finish(office.database, office.act(WEI, NOW), 5)
    assert office.listed(JONAS, scope, NOW) == numbers


def test_a_stranger_has_nothing_to_list(office: Office) -> None:
    office.opens(NOW)
    assert office.listed(ZOE, Scope.ALL, NOW) == []


def test_an_item_without_a_place_is_its_owners_alone(office: Office) -> None:
    office.opens(NOW, where=UNKNOWN)
    assert {user: office.listed(user, Scope.ALL, NOW) for user in (WEI, MEI, JONAS, PRIYA)} == {
        WEI: [1], MEI: [], JONAS: [], PRIYA: [],
    }  # fmt: skip


def test_what_meets_a_channel_slack_has_not_told_of_is_decided_later(office: Office) -> None:
    office.opens(NOW, where=UNKNOWN)
    with office.database.read() as session, pytest.raises(NotKnownYetError) as unknown:
        find_item(session, office.act(JONAS, NOW), 1)
    assert unknown.value.channel == UNKNOWN


def test_a_channel_to_be_asked_about_again_decides_for_its_members_only(office: Office) -> None:
    office.opens(NOW, where=SECRET)
    with office.database.write() as session:
        refetch_channel(session, 1, SECRET)
    with office.database.read() as session:
        assert find_item(session, office.act(JONAS, NOW), 1).number == 1
        with pytest.raises(NotKnownYetError):
            find_item(session, office.act(ANA, NOW), 1)


def test_a_channel_slack_does_not_show_is_private(office: Office) -> None:
    office.opens(NOW, where=UNKNOWN)
    with office.database.write() as session:
        keep_missing_channel(session, 1, UNKNOWN)
    with office.database.read() as session, pytest.raises(NotVisibleError) as hidden:
        find_item(session, office.act(JONAS, NOW), 1)
    assert not isinstance(hidden.value, NotKnownYetError)


def test_an_act_in_a_private_channel_is_remembered(office: Office) -> None:
    office.opens(NOW, where=SECRET)
    claim(office.database, office.act(MEI, NOW, channel=SECRET), 1)
    assert MEI in seeing(office, SECRET)


def test_an_act_in_a_public_channel_adds_nobody_to_it(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(MEI, NOW, channel=LOBBY), 1)
    with office.database.read() as session:
        assert not sees_channel(session, 1, GUS, LOBBY)


def test_the_bot_sees_everything(office: Office) -> None:
    office.opens(NOW, where=SECRET)
    with office.database.read() as session:
        assert find_item(session, office.act(None, NOW), 1).number == 1


@pytest.mark.parametrize("acting_in", [None, OPS, SECRET, UNKNOWN])
@pytest.mark.parametrize("where", [OPS, SECRET, UNKNOWN])
def test_lists_and_commands_agree_on_who_sees_what(office: Office, where: str, acting_in: str | None) -> None:
    office.opens(NOW, where=where)
    with office.database.read() as session:
        for user in EVERYBODY:
            act = office.act(user, NOW, channel=acting_in)
            listed = select(Item).where(visible_to(act, find_person(session, 1, user)))
            assert bool(session.scalars(listed).all()) is may_see(session, act, session.get_one(Item, 1)), user


CONFIDENTIAL: dict[str, Any] = {"kind": "hiring", "state_now": "Two rounds are done"}


@pytest.mark.parametrize("acting_in", [None, OPS, SECRET])
@pytest.mark.parametrize("where, only_for", [(OPS, (JONAS,)), (SECRET, (PRIYA, JONAS)), (SECRET, ())])
def test_they_agree_on_confidential_ones_too(
    office: Office, where: str, only_for: tuple[str, ...], acting_in: str | None
) -> None:
    office.opens(NOW, where=where, only_for=only_for, **CONFIDENTIAL)
    expected = {WEI, *only_for} if only_for else {WEI, JONAS, PRIYA, GUS}
    with office.database.read() as session:
        item = session.get_one(Item, 1)
        for user in EVERYBODY:
            act = office.act(user, NOW, channel=acting_in)
            listed = select(Item).where(visible_to(act, find_person(session, 1, user)))
            assert bool(session.scalars(listed).all()) is may_see(session, act, item) is (user in expected), user


def test_a_confidential_one_is_never_said_to_be_asked_about(office: Office) -> None:
    office.opens(NOW, only_for=(JONAS,), **CONFIDENTIAL)
    office.opens(NOW, where=SECRET, **CONFIDENTIAL)
    with office.database.write() as session:
        refetch_channel(session, 1, SECRET)
    for number in (1, 2):
        with office.database.read() as session, pytest.raises(NotVisibleError) as hidden:
            find_item(session, office.act(ANA, NOW), number)
        assert not isinstance(hidden.value, NotKnownYetError)


def test_what_is_for_named_people_gets_no_place_whatever_slack_tells(office: Office) -> None:
    office.opens(NOW, only_for=(JONAS,), **CONFIDENTIAL)
    with office.database.write() as session:
        keep_missing_channel(session, 1, OPS)
        assert list(unplaced_items(session, 1)) == []
        assert place_item(session, session.get_one(Item, 1)) is None
