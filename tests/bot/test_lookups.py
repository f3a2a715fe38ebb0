"""Asking Slack about channels and people, and doing what waited for the answer."""

import pytest
from sqlalchemy import select

from bot.slack.lookups import MANY_PEOPLE, Lookups
from models.access import find_channel
from models.people import find_person, get_person
from models.tables import Channel, ChannelKind, Item, KeptAct, Person, State
from models.workspace.directory import want_channel
from tests.bot.conftest import OPS, SIDE, Desk


def channel(desk: Desk, slack_id: str) -> Channel:
    with desk.database.read() as session:
        found = find_channel(session, desk.connected.workspace_id, slack_id)
    assert found is not None
    return found


def person(desk: Desk, user: str) -> Person:
    with desk.database.read() as session:
        found = find_person(session, desk.connected.workspace_id, user)
    assert found is not None
    return found


def want(desk: Desk, *slack_ids: str) -> None:
    with desk.database.write() as session:
        for slack_id in slack_ids:
            want_channel(session, desk.connected.workspace_id, slack_id)


def meet(desk: Desk, *users: str) -> None:
    with desk.database.write() as session:
        for user in users:
            get_person(session, desk.connected.workspace_id, user)


def test_the_roster_is_known_after_the_first_look(desk: Desk) -> None:
    assert channel(desk, OPS).kind is ChannelKind.PUBLIC
    assert channel(desk, OPS).has_bot
    assert channel(desk, OPS).head_count == 6
    assert (person(desk, "U0WEI").name, person(desk, "U0WEI").timezone) == ("Wei", "Asia/Singapore")
    assert desk.lookups.ask() == 0
    assert desk.slack.calls == []


def test_a_private_channel_with_many_people_is_read_page_by_page(desk: Desk) -> None:
    crowd = [f"U0P{number}" for number in range(450)]
    for user in crowd:
        desk.slack.add_user(user, user)
    desk.slack.add_channel(SIDE, "side", members=crowd, private=True)
    want(desk, SIDE)
    desk.lookups.ask()
    assert channel(desk, SIDE).kind is ChannelKind.PRIVATE
    assert channel(desk, SIDE).head_count == 451
    assert len(desk.slack.calls_of("conversations.members")) == 3


def test_a_channel_that_slack_does_not_show_is_kept_as_missing_and_not_asked_for_again(desk: Desk) -> None:
    want(desk, "C0NOWHERE")
    assert desk.lookups.ask() == 1
    assert channel(desk, "C0NOWHERE").missing
    desk.slack.calls.clear()
    assert desk.lookups.ask() == 0
    assert desk.slack.calls == []


def test_many_people_are_asked_for_by_the_list(desk: Desk) -> None:
    users = [f"U0N{number}" for number in range(MANY_PEOPLE + 5)]
    for user in users:
        desk.slack.add_user(user, user)
    meet(desk, *users, "U0GHOST")
    desk.lookups.ask()
    assert all(person(desk, user).fetched_at for user in [*users, "U0GHOST"])
    assert [call.args["user"] for call in desk.slack.calls if call.method == "users.info"] == ["U0GHOST"]


def test_somebody_slack_does_not_know_may_change_nothing(desk: Desk) -> None:
    meet(desk, "U0GHOST")
    desk.lookups.ask()
    assert person(desk, "U0GHOST").external
    assert desk.lookups.ask() == 0


def test_guests_and_people_of_other_companies_are_told_apart(desk: Desk) -> None:
    desk.slack.add_user("U0GUEST", "Gus", guest=True)
    desk.slack.add_user("U0ELSE", "Elsa", external_team="T0ELSE", tz=None)
    meet(desk, "U0GUEST", "U0ELSE")
    desk.lookups.ask()
    assert (person(desk, "U0GUEST").guest, person(desk, "U0GUEST").external) == (True, False)
    assert (person(desk, "U0ELSE").guest, person(desk, "U0ELSE").external) == (False, True)


def test_who_is_found_deactivated_lets_go_of_their_items(desk: Desk) -> None:
    desk.hand_off()
    with desk.database.write() as session:
        item = session.scalars(select(Item)).one()
        item.state, item.owner = State.OPEN, "U0WEI"
        item.end_offer()
        session.scalars(select(Person).where(Person.user == "U0WEI")).one().fetched_at = None
    desk.slack.set_user("U0WEI", deleted=True)
    desk.lookups.ask()
    with desk.database.read() as session:
        assert session.scalars(select(Item)).one().state is State.OFFERED


def test_a_rate_limit_is_waited_out_without_asking_on(desk: Desk) -> None:
    want(desk, "C1AAA", "C2BBB")
    desk.slack.faults.next("conversations.info", "ratelimited", retry_after=30)
    assert desk.lookups.ask() == 0
    assert len(desk.slack.calls) == 1
    desk.clock.forward(29)
    assert desk.lookups.ask() == 0
    assert len(desk.slack.calls) == 1
    desk.clock.forward(1)
    assert desk.lookups.ask() == 2


@pytest.mark.parametrize("fault", ["http_500", "drop", "not_json", "fatal_error"])
def test_one_that_fails_holds_up_no_other_and_is_asked_for_again_later(desk: Desk, fault: str) -> None:
    desk.slack.add_channel(SIDE, "side")
    want(desk, "C0BAD", SIDE)
    desk.slack.faults.next("conversations.info", fault, when=lambda args: args["channel"] == "C0BAD")
    assert desk.lookups.ask() == 1
    assert channel(desk, SIDE).fetched_at
    assert desk.lookups.ask() == 0
    desk.clock.forward(61)
    assert desk.lookups.ask() == 1
    assert channel(desk, "C0BAD").missing


def test_a_kept_command_is_handed_over_once_its_channel_is_known(desk: Desk) -> None:
    with desk.database.write() as session:
        want_channel(session, desk.connected.workspace_id, SIDE)
        session.add(
            KeptAct(workspace_id=desk.connected.workspace_id, awaits=SIDE, user="U0WEI", words={}, at=desk.clock())
        )
    desk.slack.faults.next("conversations.info", "ratelimited", retry_after=5)
    desk.lookups.ask()
    assert desk.kept == []
    desk.clock.forward(5)
    desk.lookups.ask()
    assert [kept.awaits for kept in desk.kept] == [SIDE]


def test_a_kept_command_that_fails_does_not_spin(desk: Desk) -> None:
    tried: list[int] = []

    def carry_out(command: KeptAct) -> None:
        tried.append(command.id)
        raise ZeroDivisionError

    lookups = Lookups(desk.database, desk.client(), desk.clock, desk.connected, carry_out)
    with desk.database.write() as session:
        session.add(
            KeptAct(workspace_id=desk.connected.workspace_id, awaits=OPS, user="U0WEI", words={}, at=desk.clock())
        )
    for _ in range(3):
        lookups.ask()
    assert len(tried) == 1
    desk.clock.forward(61)
    lookups.ask()
    assert len(tried) == 2
