"""Who may see an item and who may do what to it. Every command, click, reaction and DM asks here, each time anew."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.acts import Act
from models.cover_takers import covers_its_shift
from models.labels import label_of
from models.parking import is_kept, is_parked
from models.people import find_person, get_person, is_gone, name_of
from models.refusals import NotKnownYetError, NotVisibleError, RefusedError
from models.roster.rows import load_team
from models.storage.holding import held
from models.storage.once import insert_once
from models.tables import Channel, ChannelKind, ChannelMember, Event, Item, Person, State, Verb

# Made once: making a statement takes longer than running it.
_CHANNEL: Final = select(Channel).where(
    Channel.workspace_id == bindparam("workspace"), Channel.slack_id == bindparam("channel")
)
_ITEM: Final = select(Item).where(Item.workspace_id == bindparam("workspace"), Item.number == bindparam("number"))
_HELD_ITEM: Final = held(_ITEM)


@dataclass(frozen=True, slots=True)
class Roles:
    """What a person is to an item."""

    owner: bool
    lead: bool
    member: bool
    offered: bool


def find_channel(session: Session, workspace_id: int, slack_id: str) -> Channel | None:
    """What is known of the channel, if anything. A session asks once for each."""
    known: dict[tuple[int, str], Channel] = session.info.setdefault("channels", {})
    if (workspace_id, slack_id) not in known:
        channel = session.scalars(_CHANNEL, {"workspace": workspace_id, "channel": slack_id}).first()
        if channel is None:
            return None
        known[workspace_id, slack_id] = channel
    return known[workspace_id, slack_id]


def is_in(session: Session, channel: Channel, user: str) -> bool:
    """Whether the person is in the channel, as far as is known."""
    return session.get(ChannelMember, (channel.id, user)) is not None


def channel_name(session: Session, workspace_id: int, slack_id: str) -> str:
    """What people call the channel: `#ops`, or words that fit one not known yet."""
    channel = find_channel(session, workspace_id, slack_id)
    return f"#{channel.name}" if channel and channel.name else "the item's channel"


def sees_channel(session: Session, workspace_id: int, user: str, slack_id: str) -> bool:
    """Whether the person sees what is in the channel. What is not known counts as private and not a member."""
    channel = find_channel(session, workspace_id, slack_id)
    if channel is None:
        return False
    person = find_person(session, workspace_id, user)
    if channel.kind is ChannelKind.PUBLIC and person is not None and person.sees_public_channels:
        return True
    return is_in(session, channel, user)


def may_see(session: Session, act: Act, item: Item) -> bool:
    """Whether who acts sees the item: who can see its channel. Acting in that channel shows that one sees it."""
    if act.user is None:
        return True
    if not item.confidential and act.channel == (item.channel or item.opened_in):
        return True
    return sees_item(session, item, act.user)


def sees_item(session: Session, item: Item, user: str) -> bool:
    """Whether the person can see the item's channel. One that has no place for its card yet is its owner's alone.

    A confidential one is seen by its channel's members, whatever kind that has by now; without one by whom it is for.
    """
    if item.channel is None:
        return item.is_for(user) if item.confidential else item.owner == user
    channel = find_channel(session, item.workspace_id, item.channel) if item.confidential else None
    if channel is not None:
        return is_in(session, channel, user)
    return sees_channel(session, item.workspace_id, user, item.channel)


def find_item(session: Session, act: Act, number: int) -> Item:
    """The item of that number, if who acts sees it.

    Raises NotVisibleError where there is none or they do not, and NotKnownYetError where Slack must be asked first.
    """
    return _require_sight(session, act, number, session.scalars(_ITEM, _numbered(act, number)).first())


def hold_item(session: Session, act: Act, number: int) -> Item:
    """The same item, for a change: nobody else changes it before this transaction ends. Raises as `find_item` does.

    It is read anew, so that what another transaction has just committed is not written over.
    """
    return _require_sight(session, act, number, session.scalars(_HELD_ITEM, _numbered(act, number)).first())


def _numbered(act: Act, number: int) -> dict[str, int]:
    return {"workspace": act.workspace_id, "number": number}


def _require_sight(session: Session, act: Act, number: int, item: Item | None) -> Item:
    if item is None:
        raise NotVisibleError(label_of(number))
    if may_see(session, act, item):
        return item
    where = item.channel or item.opened_in
    channel = find_channel(session, act.workspace_id, where)
    if not item.confidential and (channel is None or not channel.is_settled):
        raise NotKnownYetError(item.label, where)
    raise NotVisibleError(item.label)


def find_own_event(
    session: Session, act: Act, event_id: int, verbs: Collection[Verb], doing: str
) -> tuple[Event, Item]:
    """What who acts did to an item, one of `verbs`, and that item held for a change; `doing` completes "can …".

    Raises RefusedError for anybody else and for any other event, NotVisibleError, NotKnownYetError.
    """
    item = session.scalars(select(Item).join(Event, Event.item_id == Item.id).where(Event.id == event_id)).first()
    if item is not None and item.workspace_id == act.workspace_id:
        session.scalars(held(select(Item).where(Item.id == item.id))).one()
    event = session.get(Event, event_id)  # read only now: another transaction may just have undone it
    if event is None or item is None or item.workspace_id != act.workspace_id:
        raise RefusedError(f"Only who did it can {doing}.")
    if event.actor != act.user or event.verb not in verbs:
        raise RefusedError(f"Only who did it can {doing}.")
    require_active(session, act)
    return event, hold_item(session, act, item.number)


def note_presence(session: Session, act: Act) -> None:
    """Keep what the act shows: that the person is in the private channel they acted in."""
    if act.channel is None or act.user is None:
        return
    channel = find_channel(session, act.workspace_id, act.channel)
    if channel is None or channel.kind is ChannelKind.PUBLIC:
        return
    insert_once(session, ChannelMember, channel_id=channel.id, user=act.user)


def roles(session: Session, act: Act, item: Item) -> Roles:
    """What who acts is to the item, from the database, whatever a button says."""
    team = load_team(session, item.team_id)
    return Roles(
        owner=item.owner == act.user,
        lead=team.is_led_by(act.user),
        member=act.user is not None and team.region_of(act.user) is not None,
        offered=act.user is not None and is_offered_to(session, item, act.user),
    )


def is_offered_to(session: Session, item: Item, user: str) -> bool:
    """Whether the item is offered to the person, to the region they are a member of, or for a shift that they cover."""
    if item.state is not State.OFFERED:
        return False
    region = load_team(session, item.team_id).region_of(user)
    if item.offered_user == user or (region is not None and item.offered_region_id == region.id):
        return True
    return covers_its_shift(session, item, user)


def require_owner_or_lead(session: Session, act: Act, item: Item, doing: str) -> Roles:
    """Refuse unless who acts owns the item or leads its team; `doing` completes "can …"."""
    require_actor(session, act, item)
    mine = roles(session, act, item)
    if mine.owner or mine.lead:
        return mine
    raise RefusedError(f"Only {who_can(session, item)} can {doing} {item.label}.")


def require_claimer(session: Session, act: Act, item: Item) -> str:
    """The user id of who acts, refused unless they may have the item and it can be claimed now.

    Those are the people in the team's regions, whom it is offered to by name, and the owner, who takes an offer back.
    """
    claimer = require_actor(session, act, item)
    mine = roles(session, act, item)
    if not (mine.member or mine.owner or mine.offered):
        team = load_team(session, item.team_id)
        raise RefusedError(
            f"Only people in a region of {team.name} can claim {item.label}. Its leads can change who is."
        )
    require_live(item)
    claimable = (
        item.state is State.OFFERED
        or mine.owner
        or is_parked(session, item, act.now)
        or is_gone(session, item.workspace_id, item.owner)
    )
    if not claimable:
        owner = name_of(session, item.workspace_id, item.owner)
        if is_kept(item.kept_until, act.now):
            raise RefusedError(f"{owner} keeps {item.label} until their next day starts, and is on it again then.")
        raise RefusedError(f"{owner} has {item.label}, and has not offered it to anybody.")
    return claimer


def require_actor(session: Session, act: Act, item: Item) -> str:
    """The user id of who acts. Refused: the deactivated, and guests and other companies' people not in the roster."""
    team = load_team(session, item.team_id)
    person = require_active(session, act)
    if person.is_outsider and not team.names(person.user):
        raise RefusedError(
            f"Guests and people of other companies can read handoffs, but not change them. "
            f"A lead of {team.name} can add you to its roster."
        )
    return person.user


def require_active(session: Session, act: Act) -> Person:
    """The person who acts, with a row from now on. Raises RefusedError when Slack has deactivated them."""
    if act.user is None:
        raise ValueError("the bot has no row")
    person = get_person(session, act.workspace_id, act.user)
    if person.deactivated:
        raise RefusedError("This account is deactivated, so it cannot change handoffs.")
    return person


def require_live(item: Item) -> None:
    """Refuse what is done or cancelled, and say how it comes back."""
    if not item.is_live:
        raise RefusedError(f"{item.label} is {item.state.value}. Reopen it first: /handoff reopen {item.label}.")


def who_can(session: Session, item: Item) -> str:
    """Who owns the item and who leads its team, for the end of a refusal."""
    team = load_team(session, item.team_id)
    owner = name_of(session, item.workspace_id, item.owner)
    others = [lead.user for lead in team.leads if lead.user != item.owner]
    able = [user for user in others if not item.confidential or sees_item(session, item, user)]
    leads = [name_of(session, item.workspace_id, user) for user in able]
    if not leads:
        return f"{owner}, who owns it,"
    return f"{owner}, who owns it, or a lead of {team.name} ({', '.join(leads)})"
