"""What several processes do at the same moment on PostgreSQL: nothing is lost between them, and nothing comes twice."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any, TypeVar

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models.access import find_channel
from models.owed.deliveries import note_sent
from models.owed.digests import fill_digest
from models.owed.mornings import begin_days
from models.owed.owing import owe_arrival, owe_edits
from models.owed.taking import take_due
from models.owed.turning import turn_card
from models.storage.conflicts import again_after_conflicts
from models.storage.holding import held
from models.tables import ChannelMember, Delivery, Entry, Item, Message, MessageKind, Person, Urgency
from models.verbs.claiming import claim
from models.verbs.closing import finish
from models.verbs.moving_on import move_on
from models.verbs.undoing import undo
from models.workspace.directory import ChannelNews, join_channel, keep_channel
from models.workspace.newcomers import meet, meet_channel
from tests.models.office import Office
from tests.people import IN_OPS, JONAS, OPS, at

NOW = at("mon 08:30")
PATIENCE = 60
T = TypeVar("T")

pytestmark = pytest.mark.parametrize("shared", ["postgres"], indirect=True)


@contextmanager
def beside(work: Callable[[], T]) -> Iterator[Future[T]]:
    """Another thread begins the work, and must come as far as waiting, or its end, within the block."""
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(work)


def wait_until_it_waits(office: Office, many: int = 1) -> None:
    """Until so many transactions wait for a lock that another one holds."""
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        with office.database.engine.connect() as connection:
            if (connection.scalar(waiting) or 0) >= many:
                return
            connection.execute(text("SELECT pg_sleep(0.01)"))
    raise AssertionError("nobody waits")


def test_two_items_that_come_at_the_same_moment_are_one_dm(office: Office) -> None:
    together = Barrier(4)

    def opens(number: int) -> None:
        together.wait()
        again_after_conflicts(office.opens)(NOW, headline=f"Replica {number}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(opens, range(4)))
    (told,) = office.messages(MessageKind.ARRIVALS, JONAS)
    with office.reading() as session:
        assert len(session.scalars(select(Entry).where(Entry.message_id == told.id)).all()) == 4


def test_the_second_waits_for_the_first_and_joins_it(office: Office) -> None:
    office.opens(at("sun 12:00"))
    office.opens(at("sun 12:01"))
    with office.database.write() as session:
        first, second = session.scalars(select(Item).order_by(Item.id)).all()
        owe_arrival(session, first, JONAS, NOW)
        with beside(lambda: tell(office, second.id)) as later:
            wait_until_it_waits(office)
            assert not later.done()
            session.commit()
    assert len(office.messages(MessageKind.ARRIVALS, JONAS)) == 1


def tell(office: Office, item_id: int) -> None:
    with office.database.write() as session:
        owe_arrival(session, session.get_one(Item, item_id), JONAS, NOW)


def test_a_message_is_not_taken_while_a_change_of_it_is_under_way(office: Office) -> None:
    office.opens(NOW)
    office.sends_all(NOW)
    claim(office.database, office.act(JONAS, NOW, channel=OPS), 1)  # an edit of the card waits
    sent_line(office)
    with office.database.write() as session:
        change(session)
        assert take_due(office.database, NOW) is None
    assert take_due(office.database, NOW) is not None


def change(session: Session) -> None:
    """What each verb does about what shows its item."""
    owe_edits(session, session.scalars(select(Item)).one(), NOW)


def sent_line(office: Office) -> None:
    """Slack has all but the card's edit."""
    with office.reading() as session:
        lines = session.scalars(select(Delivery.id).join(Message).where(Message.kind != MessageKind.CARD))
        ids = list(lines)
    for delivery_id in ids:
        note_sent(office.database, delivery_id, OPS, f"9.{delivery_id}", NOW)


def test_a_change_waits_while_its_message_is_taken_and_then_owes_an_edit(office: Office) -> None:
    office.opens(NOW)
    office.sends_all(NOW)
    claim(office.database, office.act(JONAS, NOW, channel=OPS), 1)
    sent_line(office)
    finishing: list[Future[Any]] = []

    def shows_it_as_it_was(_: Session, delivery: Delivery) -> int:
        finishing.append(pool.submit(finish, office.database, office.act(JONAS, NOW, channel=OPS), 1))
        wait_until_it_waits(office)
        return delivery.id

    with ThreadPoolExecutor(1) as pool:
        taken = take_due(office.database, NOW, prepare=shows_it_as_it_was)
        finishing[0].result()
    assert taken is not None
    assert "edit card" in office.owed()


def test_a_digest_waits_for_a_change_under_way_and_shows_it(office: Office) -> None:
    office.opens(at("mon 07:00"))
    office.begins_days(at("mon 08:00"))
    (message,) = office.messages(MessageKind.DIGEST, JONAS)

    def fills() -> list[str]:
        with office.database.write() as session:
            fill_digest(session, session.get_one(Message, message.id), at("mon 08:00"))
            shown = select(Item).join(Entry).where(Entry.message_id == message.id)
            return [item.urgency.value for item in session.scalars(shown)]

    with office.database.write() as session:
        session.scalars(held(select(Item))).one().urgency = Urgency.CRITICAL
        session.flush()
        with beside(fills) as filled:
            wait_until_it_waits(office)
            session.commit()
            assert filled.result() == ["critical"]


def test_two_that_undo_the_same_click_undo_it_once(office: Office) -> None:
    office.opens(NOW)
    event = claim(office.database, office.act(JONAS, NOW, channel=OPS), 1).event

    def undoes(_: int) -> bool:
        return undo(office.database, office.act(JONAS, NOW, channel=OPS), event).changed

    with ThreadPoolExecutor(2) as pool:
        with office.database.write() as session:
            session.scalars(held(select(Item))).all()
            both = [pool.submit(undoes, number) for number in range(2)]
            wait_until_it_waits(office, 2)
        assert sorted(one.result() for one in both) == [False, True]
    assert [one.verb.value for one in office.events()][-2:] == ["claim", "undo"]


def test_each_day_is_begun_by_one_of_those_who_look(office: Office) -> None:
    office.opens(at("mon 07:00"))
    with office.database.write() as session:
        day = session.scalars(select(Person).where(Person.user == JONAS)).one()
        session.refresh(day, with_for_update=True)
        assert begin_days(office.database, [day.id], at("mon 08:00")) == 0
    assert begin_days(office.database, [day.id], at("mon 08:00")) == 1
    assert begin_days(office.database, [day.id], at("mon 08:00")) == 0


def test_an_offer_that_somebody_just_claims_is_left_to_them(office: Office) -> None:
    office.opens(NOW)
    late = office.item().move_at
    assert late is not None
    with office.database.write() as session:
        item = session.scalars(select(Item)).one()
        session.refresh(item, with_for_update=True)
        assert move_on(office.database, item.id, late) is False
        turn_card(office.database, item.id, late)
    assert move_on(office.database, item.id, late) is True


def test_two_answers_of_slack_about_one_channel_are_one_list(office: Office) -> None:
    together = Barrier(4)
    news = ChannelNews("C0NEW", "new", private=True, archived=False, has_bot=True, members=IN_OPS)

    def learns(_: int) -> None:
        together.wait()
        with office.database.write() as session:
            keep_channel(session, 1, news, NOW)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(learns, range(4)))
    with office.reading() as session:
        channel = find_channel(session, 1, "C0NEW")
        assert channel is not None
        members = session.scalars(select(ChannelMember.user).where(ChannelMember.channel_id == channel.id))
        assert frozenset(members) == IN_OPS
    assert channel.head_count == len(IN_OPS)


def test_all_who_join_at_once_are_counted(office: Office) -> None:
    together = Barrier(8)

    def joins(number: int) -> None:
        together.wait()
        with office.database.write() as session:
            join_channel(session, 1, OPS, f"U{number % 4}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(joins, range(8)))
    with office.reading() as session:
        channel = find_channel(session, 1, OPS)
    assert channel is not None
    assert channel.head_count == len(IN_OPS) + 4


def test_a_person_or_channel_met_at_once_by_several_is_one(office: Office) -> None:
    together = Barrier(4)

    def meets(_: int) -> None:
        together.wait()
        meet(office.database, 1, "U0NEW")
        meet_channel(office.database, 1, "C0NEW", "U0NEW")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(meets, range(4)))
    with office.reading() as session:
        assert len(session.scalars(select(Person).where(Person.user == "U0NEW")).all()) == 1
        assert find_channel(session, 1, "C0NEW") is not None
