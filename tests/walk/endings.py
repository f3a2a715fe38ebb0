"""How a walk ends: everything is well again, time goes by, and then nothing may be lost, doubled or out of date."""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from models.labels import label_of
from models.tables import Action, Delivery, DeliveryState, Item, Message, MessageKind, Region, State
from tests.people import CAST, OPS, SECRET, WEI
from tests.walk.owed import Owed
from tests.walk.verdicts import card_words, decisions_were_told
from tests.walk.walked import Walked

# What was tried in vain is sent within these; then hours pass.
MINUTES: Final = (1, 1, 1, 2, 5, 14)
LATER: Final = (30, 60, 60)
MORNINGS: Final = ("Asia/Singapore", "Europe/Berlin", "America/Los_Angeles")
TEN: Final = time(10)
OF_THE_GONE: Final = {"user_disabled", "account_inactive", "channel_not_found"}


def get_well(workspace: Walked, troubles: Collection[str]) -> None:
    """Nothing goes wrong any more, channels are back, and hours pass: all that can be sent is sent.

    `troubles` are Slack's refusals for good so far. Raises AssertionError with a sentence where all is not well then.
    """
    _undo_what_is_wrong(workspace)
    for minutes in MINUTES:
        workspace.turn_by(minutes=minutes)
    _who_is_at_work_was_told(workspace)
    decisions_were_told(workspace, unreached(workspace))
    for minutes in LATER:
        workspace.turn_by(minutes=minutes)
    conversations = [OPS, SECRET, *(workspace.person(one.user).dm for one in CAST)]
    allowed = {*troubles, *(OF_THE_GONE if workspace.were_gone else ())}
    owed = Owed(workspace.database, workspace.slack, conversations, workspace.clock(), allowed)
    owed.is_settled()
    for item in workspace.items():
        if not _has_parked_edit(owed, item):
            _card_tells_the_truth(workspace, item)
    for zone in MORNINGS:
        workspace.turn_to(_next_ten(workspace.clock(), ZoneInfo(zone)))
        _who_is_at_work_was_told(workspace)
        decisions_were_told(workspace, unreached(workspace))


def _next_ten(now: datetime, zone: ZoneInfo) -> datetime:
    """The next 10:00 of a zone, in UTC."""
    wall = now.astimezone(zone)
    day = wall.date() + timedelta(days=wall.hour >= TEN.hour)
    return datetime.combine(day, TEN, zone).astimezone(UTC)


def _who_is_at_work_was_told(workspace: Walked) -> None:
    """What waits for somebody who is at work stands in a DM of theirs, unless Slack refused one for good."""
    beyond_reach = unreached(workspace)
    for item in workspace.items():
        label, user = label_of(item.number), _receiver(workspace, item)
        if user is None or user == item.owner or user in workspace.gone or user in beyond_reach:
            continue
        knows = item.channel is not None and workspace.sees(user, item.channel) and workspace.hears_of(item.channel)
        if knows and workspace.hours.at_work(user, workspace.clock()):
            told = any(f"{label} " in one.text for one in workspace.person(user).dms if one.by_bot)
            assert told, f"{label} waits for {user}, who is at work and was never told"


def unreached(workspace: Walked) -> set[str | None]:
    """To whom Slack refused something for good."""
    with workspace.database.read() as session:
        parked = select(Message.user).join(Delivery).where(Delivery.state == DeliveryState.PARKED)
        return set(session.scalars(parked))


def _receiver(workspace: Walked, item: Item) -> str | None:
    """Whom an offered item waits for now: the person, or who is on shift; None before its shift."""
    if item.offer_starts is None or item.offer_starts > workspace.clock():
        return None
    if item.offered_user is not None:
        return item.offered_user
    with workspace.database.read() as session:
        region = session.get_one(Region, item.offered_region_id)
    return workspace.hours.on_shift(region.name, workspace.clock(), workspace.gone)


def _undo_what_is_wrong(workspace: Walked) -> None:
    assert workspace.crashes is not None
    workspace.crashes.disarm()
    workspace.too_slow = False
    workspace.slack.faults.clear()
    workspace.release(lambda held: held)
    for channel in sorted(workspace.archived):
        workspace.closes_or_opens(channel)
    for channel in (OPS, SECRET):
        if workspace.slack.bot_user_id not in workspace.members[channel]:
            workspace.comes_or_leaves(workspace.slack.bot_user_id, channel)


def _has_parked_edit(owed: Owed, item: Item) -> bool:
    """Whether an edit of the card was refused for good: then it says what was true before."""
    return any(
        one.state is DeliveryState.PARKED and one.action is Action.EDIT
        for one in owed.deliveries
        if one.message.item_id == item.id and one.message.kind is MessageKind.CARD
    )


def _card_tells_the_truth(workspace: Walked, item: Item) -> None:
    card = workspace.card_of(item)
    if card is None:
        return
    shown = card.shown_to(workspace.person(WEI))
    for words in (workspace.headline(item), *_words_of(workspace, item), *card_words(workspace, item)):
        assert words in shown, f"{label_of(item.number)} is {item.state}; its card does not say {words!r}: {shown}"


def _words_of(workspace: Walked, item: Item) -> list[str]:
    owner = _called(item.owner)
    match item.state:
        case State.DONE:
            return [f"✓ Done · {label_of(item.number)}"]
        case State.CANCELLED:
            return [f"✗ Cancelled · {label_of(item.number)}"]
        case State.OPEN:
            return [f"Owner: {owner}"]
    return [f"From: {owner}", f"Waiting for: {_place(workspace, item)}"]


def _place(workspace: Walked, item: Item) -> str:
    if item.offered_user is not None:
        return _called(item.offered_user)
    with workspace.database.read() as session:
        return session.get_one(Region, item.offered_region_id).name


def _called(user: str) -> str:
    return next(one.name for one in CAST if one.user == user)
