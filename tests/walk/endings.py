"""How a walk ends: everything is well again, time goes by, and then nothing may be lost, doubled or out of date."""

from collections.abc import Collection
from typing import Final

from models.labels import label_of
from models.tables import Action, DeliveryState, Item, MessageKind, Region, State
from tests.people import CAST, OPS, SECRET, WEI
from tests.walk.owed import Owed
from tests.walk.walked import Walked

MINUTES: Final = (1, 1, 1, 2, 5, 15, 30, 60, 60)
OF_THE_GONE: Final = {"user_disabled", "account_inactive"}


def get_well(workspace: Walked, troubles: Collection[str]) -> None:
    """Nothing goes wrong any more, channels are back, and hours pass: all that can be sent is sent.

    `troubles` are Slack's refusals for good so far. Raises AssertionError with a sentence where all is not well then.
    """
    _undo_what_is_wrong(workspace)
    for minutes in MINUTES:
        workspace.turn_by(minutes=minutes)
    conversations = [OPS, SECRET, *(workspace.person(one.user).dm for one in CAST)]
    allowed = {*troubles, *(OF_THE_GONE if workspace.were_gone else ())}
    owed = Owed(workspace.database, workspace.slack, conversations, workspace.clock(), allowed)
    owed.is_settled()
    for item in workspace.items():
        if not _has_parked_edit(owed, item):
            _card_tells_the_truth(workspace, item)


def _undo_what_is_wrong(workspace: Walked) -> None:
    assert workspace.crashes is not None
    workspace.crashes.disarm()
    workspace.too_slow = False
    workspace.slack.faults.clear()
    workspace.slack.events.release()
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
    for words in (workspace.headline(item), *_words_of(workspace, item)):
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
