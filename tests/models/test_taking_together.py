"""Many senders at once, as on several replicas: one has each delivery, each conversation, and each post's time."""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy.orm import Session

from models.owed.deliveries import Try, note_call, note_sent
from models.owed.pacing import held_pace, take_slot
from models.owed.taking import take_due
from models.tables import Action, Delivery, DeliveryState
from tests.models.office import Office
from tests.people import at

NOW = at("mon 08:30")
SENDERS = 6
ITEMS = 12
PER_MINUTE = 60.0
PATIENCE = 120.0


@dataclass
class Books:
    """What all senders have done."""

    sent: list[int] = field(default_factory=list)
    slots: list[datetime] = field(default_factory=list)
    at_work: Counter[str] = field(default_factory=Counter)
    collisions: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def send_all(office: Office, books: Books) -> None:
    """One sender: take, call, note, until nothing is owed any more."""

    def prepare(session: Session, delivery: Delivery) -> tuple[Delivery, datetime | None]:
        slot = None
        if delivery.action is Action.POST:
            slot = take_slot(held_pace(session, office.workspace_id), PER_MINUTE, NOW)
        note_call(delivery, NOW)
        return delivery, slot

    ends = time.monotonic() + PATIENCE
    while _owed(office):
        assert time.monotonic() < ends, "something is never taken"
        taken = take_due(office.database, NOW, prepare=prepare)
        if taken is None:
            time.sleep(0.01)
            continue
        _call(books, *taken)
        delivery = taken[0]
        place = delivery.message.channel or f"D{delivery.message.user}"
        note_sent(office.database, delivery.id, place, f"{delivery.id}.1", NOW, Try(delivery.lease))


def _owed(office: Office) -> bool:
    with office.reading() as session:
        return session.query(Delivery).where(Delivery.state != DeliveryState.SENT).count() > 0


def _call(books: Books, delivery: Delivery, slot: datetime | None) -> None:
    lanes = [f"message {delivery.message_id}", *([delivery.lane] if delivery.lane else [])]
    with books.lock:
        books.sent.append(delivery.id)
        books.slots += [slot] if slot is not None else []
        books.collisions += [lane for lane in lanes if books.at_work[lane]]
        books.at_work.update(lanes)
    time.sleep(0.005)
    with books.lock:
        books.at_work.subtract(lanes)


def test_no_two_senders_meet(office: Office) -> None:
    for number in range(ITEMS):
        office.opens(NOW, headline=f"Item {number}")
    books = Books()
    threads = [threading.Thread(target=send_all, args=(office, books)) for _ in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with office.reading() as session:
        states = {one.id: one.state for one in session.query(Delivery)}
    assert set(states.values()) == {DeliveryState.SENT}
    assert Counter(books.sent) == Counter(list(states))
    assert books.collisions == []
    assert {later - earlier for earlier, later in pairwise(sorted(books.slots))} == {timedelta(seconds=1)}
