"""Short words for the stories of the ladder: what the tick does, and what people are reminded of."""

from datetime import datetime

from sqlalchemy import select

from models.owed.deliveries import drop
from models.tables import Delivery, DeliveryState, Entry, Item, Message, MessageKind
from models.verbs.reminding import due_to_remind, remind
from models.verbs.snoozing import due_to_wake, end_snoozes
from tests.models.office import Office
from tests.people import ANA, JONAS, LUIS, MEI, ROSTER, WEI, region, roster

THREE = (region("Singapore", WEI, MEI), region("Berlin", JONAS, ANA), region("Los Angeles", LUIS))


def ticks(office: Office, now: datetime) -> None:
    """What one tick does of offers, days, reminders and snoozes."""
    office.moves_what_is_due(now)
    office.begins_days(now)
    with office.database.read() as session:
        due = due_to_remind(session, now, 100)
    for item_id in due:
        remind(office.database, item_id, now)
    with office.database.read() as session:
        over = due_to_wake(session, now, 100)
    for item_id in over:
        end_snoozes(office.database, item_id, now)


def reminded(office: Office, user: str) -> list[list[str]]:
    """What the person is reminded of, message by message: "on_shift H-1"."""
    with office.database.read() as session:
        messages = select(Message.id).where(Message.kind == MessageKind.REMINDER, Message.user == user)
        return [
            [
                f"{part} H-{number}"
                for part, number in session.execute(
                    select(Entry.part, Item.number)
                    .join(Item, Item.id == Entry.item_id)
                    .where(Entry.message_id == message_id)
                    .order_by(Entry.position)
                )
            ]
            for message_id in session.scalars(messages.order_by(Message.id))
        ]


def drops(office: Office, kind: MessageKind) -> None:
    """The sender finds nothing left to say in what waits of that kind."""
    with office.database.read() as session:
        waiting = select(Delivery.id).join(Message).where(Delivery.state == DeliveryState.PENDING)
        ids = list(session.scalars(waiting.where(Message.kind == kind)))
    for delivery_id in ids:
        drop(office.database, delivery_id, "nothing in it waits any more")


def with_ladder(**times: int) -> str:
    """The roster of the stories, with these times."""
    keys = ", ".join(f"{key}: {minutes}" for key, minutes in times.items())
    return ROSTER.replace("    regions:\n", f"    ladder: {{{keys}}}\n    regions:\n", 1)


def with_everybody_on_shift(berlin_hours: str = "09:00-17:00") -> str:
    """The same three regions; in Berlin it is always everybody's turn."""
    everybody = region("Berlin", JONAS, ANA, hours=berlin_hours, rotation="all")
    return roster(THREE[0], everybody, THREE[2])
