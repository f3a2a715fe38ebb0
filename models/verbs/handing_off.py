"""Open and offer: a new item, or one that is there, goes to the next region, a region or a person."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.access import (
    channel_name,
    find_channel,
    hold_item,
    require_active,
    require_live,
    require_owner_or_lead,
    sees_channel,
)
from models.acts import Act
from models.notes import Draft, keep_note
from models.owed.owing import owe_card
from models.owed.placing import channel_for_card
from models.refusals import RefusedError
from models.roster.rows import load_team
from models.storage.database import Database
from models.tables import ByChoice, ChannelKind, Event, Item, State, Team, Urgency, Verb, Workspace
from models.targets import Target, ToNext, ToPerson, ToRegion
from models.verbs.circling import require_news
from models.verbs.discretion import kind_wanted, people_for, private_channel, require_discreet
from models.verbs.from_messages import require_free_thread, stand_by_message
from models.verbs.offers import Offer, find_offer, place_offer, tell_receivers
from models.verbs.outcomes import Outcome
from models.verbs.recording import acting, record, snapshot
from models.verbs.writing import as_it_stands, as_written, item_author, keep_written, rewrite, told
from models.visits import end_visit, region_with


def open_and_offer(
    database: Database, act: Act, team_id: int, opened_in: str, draft: Draft, to: Target, *, root: str | None = None
) -> Outcome:
    """Open an item in the channel `opened_in` and hand it off. Raises RefusedError, with the form field it is about.

    `root` is the `ts` of the thread of the message that it is made from, if it is: its card stands there.
    """
    with acting(database, act) as session:
        team = load_team(session, team_id)
        item = _open(session, act, team, opened_in, draft.checked(team.kind_called(draft.kind)), root)
        _offer(session, act, item, find_offer(session, item, to, act.now))
        owe_card(session, item, act.now)
        return Outcome.of(session, item, act)


def hand_off(
    database: Database, act: Act, number: int, to: Target, draft: Draft | None = None, *, whats_new: str = ""
) -> Outcome:
    """Hand off an item that is there, with a new note; or with the one it has, and a line on what is new.

    Handing it to where it is offered already changes nothing of the offer: `Outcome.changed` is then False unless the
    note changed. Raises RefusedError (NothingNewError for an item that circles, without that line), NotVisibleError,
    NotKnownYetError.
    """
    with acting(database, act) as session:
        item = hold_item(session, act, number)
        require_owner_or_lead(session, act, item, "hand off")
        require_live(item)
        written = as_written(session, act, item, draft) if draft else as_it_stands(session, item, whats_new)
        offer = find_offer(session, item, to, act.now)
        if _stands_already(session, item, to, offer):
            return keep_written(session, act, item, written)
        news = written.news
        require_news(session, item, news, ToRegion(offer.region) if isinstance(to, ToRegion) and offer.region else to)
        before = snapshot(item)
        rewrite(session, act, item, written.draft)
        _offer(session, act, item, offer, before, news)
        return Outcome.of(session, item, act)


def update_note(database: Database, act: Act, number: int, draft: Draft) -> Outcome:
    """Keep a new version of the note; owner and offer stay as they are. Raises RefusedError, NotVisibleError."""
    with acting(database, act) as session:
        item = hold_item(session, act, number)
        require_owner_or_lead(session, act, item, "update")
        return keep_written(session, act, item, replace(as_written(session, act, item, draft), news=""))


def offer_by_bot(session: Session, act: Act, item: Item, to: Target) -> Event:
    """Offer an item whose owner is gone, in the caller's transaction. Raises RefusedError where nobody can take it.

    A confidential one that no region can take goes to one of those whom it is for.
    """
    return _offer(session, act, item, _offer_for_bot(session, item, to, act.now))


def _offer_for_bot(session: Session, item: Item, to: Target, now: datetime) -> Offer:
    ways: list[Target] = [to, *(ToPerson(one.user) for one in item.named if one.user != item.owner)]
    for way in ways[:-1]:
        with suppress(RefusedError):
            return find_offer(session, item, way, now)
    return find_offer(session, item, ways[-1], now)


def new_item(session: Session, act: Act, team: Team, opened_in: str, draft: Draft | None = None) -> Item:
    """An item as it would begin, with no number yet and not added to the session: a form asks with it where to."""
    region = team.region_of(item_author(act))
    draft = draft or Draft("")
    kind = team.kind_called(draft.kind)
    channel = _card_channel(session, act, team, opened_in, draft, confidential=kind.confidential)
    named = people_for((*draft.only_for, item_author(act))) if kind.confidential and channel is None else []
    return Item(
        workspace_id=act.workspace_id, team_id=team.id, state=State.OPEN, owner=item_author(act), owner_since=act.now,
        region_id=region.id if region else None, opened_in=opened_in, urgency=Urgency.STEADY, kind=kind.name,
        channel=channel, confidential=kind.confidential, named=named, by_choice=ByChoice.END, hops=0,
        times_sent_back=0, visits={str(region.id): 1} if region else {}, settle_why="", last_event=0, note_version=1,
        created_at=act.now, updated_at=act.now,
    )  # fmt: skip


def _open(session: Session, act: Act, team: Team, opened_in: str, draft: Draft, root: str | None) -> Item:
    require_opener(session, act, team)
    kind_wanted(team, draft)
    item = new_item(session, act, team, opened_in, draft)
    require_discreet(session, team, item)
    stand_by_message(session, team, item, root)
    require_free_thread(session, item)
    _require_sight(session, act, item)
    item.number = _next_number(session, act.workspace_id)
    session.add(item)
    session.flush()
    keep_note(session, item, draft, item.owner, act.now)
    region = team.region_of(item.owner)
    record(session, act, item, Verb.OPEN, {}, region=region.name if region else None)
    return item


def require_opener(session: Session, act: Act, team: Team) -> None:
    """Refuse who may not: people of the roster open items, and so does anybody of the company who sees the channel."""
    person = require_active(session, act)
    if team.retired:
        raise RefusedError("That team has left the roster: pick another.", "team")
    if team.names(person.user):
        return
    if person.fetched_at is None:
        raise RefusedError("I am asking Slack who you are: press Send again in a moment.", "headline")
    if person.is_outsider:
        raise RefusedError(
            f"Guests can read handoffs, but not open them. A lead of {team.name} can add you to its roster.", "headline"
        )


def _require_sight(session: Session, act: Act, item: Item) -> None:
    """Nobody puts an item where they cannot see it: not by a form that claims another channel, either."""
    if item.is_cardless:
        return
    where = item.channel or item.opened_in
    if act.channel == where or sees_channel(session, act.workspace_id, item.owner, where):
        return
    person, channel = require_active(session, act), find_channel(session, act.workspace_id, where)
    if person.fetched_at is None or channel is None or not channel.is_settled:
        raise RefusedError("I am asking Slack about you and this channel: press Send again in a moment.", "headline")
    is_hidden = channel.kind is ChannelKind.PRIVATE and where != load_team(session, item.team_id).channel
    name = "that channel" if is_hidden else channel_name(session, act.workspace_id, where)
    raise RefusedError(f"You are not in {name}, where this item's card would stand: join it first.", "headline")


def _card_channel(
    session: Session, act: Act, team: Team, opened_in: str, draft: Draft, *, confidential: bool
) -> str | None:  # fmt: skip
    """Where the card goes: the home channel, or the private channel the item was opened in, and nowhere else.

    None while Slack has not told what kind of channel that is; it is decided when the card is sent. A confidential item
    has a card in a private channel alone, and none where it is for some people by name.
    """
    if confidential:
        return None if draft.only_for else private_channel(session, act.workspace_id, opened_in)
    if opened_in == team.channel:
        return team.channel
    channel = find_channel(session, act.workspace_id, opened_in)
    return channel_for_card(opened_in, channel.kind if channel else ChannelKind.UNKNOWN, team.channel)


def _offer(
    session: Session, act: Act, item: Item, offer: Offer, before: dict[str, object] | None = None, news: str = ""
) -> Event:
    before = snapshot(item) if before is None else before
    _take_back(session, item, act.now)
    details = place_offer(session, item, offer, act.now)
    event = record(session, act, item, Verb.OFFER, before, **details, **told(news))
    tell_receivers(session, item, offer, act.now, act.user)
    return event


def _take_back(session: Session, item: Item, now: datetime) -> None:
    """End the offer that stands, if one does, so that the one that takes its place begins with the owner."""
    if item.state is State.OFFERED:
        team = load_team(session, item.team_id)
        end_visit(team, item, region_with(team, item), now)
        item.state = State.OPEN
        item.end_offer()


def _stands_already(session: Session, item: Item, to: Target, offer: Offer) -> bool:
    """Whether the item is offered there. The next region may be the same one again, on a later shift: that is new."""
    if item.state is not State.OFFERED:
        return False
    region_id = load_team(session, item.team_id).region_called(offer.region).id if offer.region else None
    same_window = (item.offer_starts, item.offer_ends) == (offer.starts, offer.ends)
    same_place = (item.offered_region_id, item.offered_user) == (region_id, offer.user)
    return same_place and (same_window or not isinstance(to, ToNext))


def _next_number(session: Session, workspace_id: int) -> int:
    counted = update(Workspace).where(Workspace.id == workspace_id).values(last_number=Workspace.last_number + 1)
    return session.execute(counted.returning(Workspace.last_number)).scalar_one()
