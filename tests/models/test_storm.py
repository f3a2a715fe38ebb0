"""Six people do what they like with three items while two senders send: what stands in Slack ends up true."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acts import Act
from models.owed.deliveries import note_sent
from models.owed.taking import take_due
from models.refusals import AlreadyDoneError, RefusedError
from models.storage.conflicts import again_after_conflicts
from models.tables import Delivery, DeliveryState, Item, Message, MessageKind, State
from models.targets import ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.closing import finish, reopen
from models.verbs.handing_off import hand_off
from models.verbs.sending_back import give_reason, send_back
from tests.models.office import Office
from tests.people import ANA, JONAS, LUIS, OPS, WEI, at, region, roster

NOW, LATER = at("mon 08:30"), at("mon 08:40")
PEOPLE = (WEI, JONAS, ANA, LUIS, JONAS, ANA)
REGIONS = ("Singapore", "Berlin", "Los Angeles")
ITEMS, STEPS, TRIES = 3, 12, 60


class Storm:
    """The office, and what Slack was last shown of each card: the item's last event."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.shown: dict[int, int] = {}

    def acts(self, seed: int) -> None:
        """One person does any verbs; refusals are part of it, anything else that is raised is a bug."""
        chance = random.Random(seed)
        for step in range(STEPS):
            now = NOW + timedelta(seconds=step)
            act = self.office.act(PEOPLE[seed], now, channel=OPS, key=f"{seed}:{step}")
            with suppress(RefusedError, AlreadyDoneError):
                again_after_conflicts(self._any_verb)(chance, act)

    def sends(self, _: int) -> None:
        """A sender takes what is due, and Slack takes it."""
        for _ in range(TRIES):
            taken = take_due(self.office.database, LATER, prepare=self._shows)
            if taken is not None:
                note_sent(self.office.database, taken, OPS, f"{taken}.1", LATER)

    def _shows(self, session: Session, delivery: Delivery) -> int:
        message = delivery.message
        if message.kind is MessageKind.CARD:
            last = select(Item.last_event).where(Item.id == message.item_id)
            self.shown[message.id] = session.scalars(last).one()
        return delivery.id

    def _any_verb(self, chance: random.Random, act: Act) -> None:
        database, number = self.office.database, chance.randint(1, ITEMS)
        verbs: list[Callable[[], object]] = [
            lambda: claim(database, act, number),
            lambda: hand_off(database, act, number, ToRegion(chance.choice(REGIONS))),
            lambda: hand_off(database, act, number, ToPerson(chance.choice(PEOPLE))),
            lambda: send_back(database, act, number, "no"),
            lambda: finish(database, act, number),
            lambda: reopen(database, act, number),
            lambda: give_reason(database, act, self.office.item(number).last_event, "because"),
        ]
        chance.choice(verbs)()


def test_a_storm_loses_no_edit(office: Office) -> None:
    plan = roster(region("Singapore", WEI), region("Berlin", JONAS, ANA), region("Los Angeles", LUIS))
    office.applies(plan, at("sun 12:00"))
    for _ in range(ITEMS):
        office.opens(NOW)
    storm = Storm(office)
    with ThreadPoolExecutor(8) as pool:
        acting = [pool.submit(storm.acts, seed) for seed in range(len(PEOPLE))]
        for one in (*acting, *(pool.submit(storm.sends, number) for number in range(2))):
            one.result()
    storm.sends(0)

    with office.reading() as session:
        cards = select(Message.id, Item.last_event).join(Item, Item.id == Message.item_id)
        true = {row[0]: row[1] for row in session.execute(cards.where(Message.kind == MessageKind.CARD))}
        states = set(session.scalars(select(Delivery.state)))
        offers = session.scalars(select(Item)).all()
    assert storm.shown == true
    assert states <= {DeliveryState.SENT, DeliveryState.DROPPED}
    assert all((item.state is State.OFFERED) == (item.offered_at is not None) for item in offers)
