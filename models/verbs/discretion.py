"""An item's kind, and for whom a confidential one is: settled when it is opened, and bettered with its note."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy.orm import Session

from models.access import find_channel
from models.acts import Act
from models.kinds import Kind
from models.notes import Draft
from models.refusals import RefusedError
from models.tables import ChannelKind, Item, ItemPerson, Team
from models.verbs.receivers import require_colleague

MOST_NAMED: Final = 20
FIELD: Final = "only_for"


def kind_wanted(team: Team, draft: Draft, item: Item | None = None) -> Kind:
    """The kind that the draft is of, or that the item has already. Raises RefusedError where the team has none such."""
    known = {kind.name for kind in team.all_kinds()}
    if draft.kind not in known and (item is None or draft.kind != item.kind):
        raise RefusedError(f"{team.name} has no kind {draft.kind} any more: pick another.", "kind")
    return team.kind_called(draft.kind)


def private_channel(session: Session, workspace_id: int, slack_id: str) -> str | None:
    """The channel, where it is known to be a private one: there a confidential item may have its card."""
    channel = find_channel(session, workspace_id, slack_id)
    is_private = channel is not None and channel.kind is ChannelKind.PRIVATE and not channel.missing
    return slack_id if is_private else None


def people_for(users: Iterable[str]) -> list[ItemPerson]:
    """Rows for those whom an item is for."""
    return [ItemPerson(user=user) for user in sorted(set(users))]


def require_discreet(session: Session, team: Team, item: Item) -> None:
    """Refuse a confidential item that is for nobody in particular and stands in no private channel."""
    if not item.is_cardless:
        return
    others = [one.user for one in item.named if one.user != item.owner]
    if not others:
        _ask_for_people(session, item)
    if len(others) > MOST_NAMED:
        raise RefusedError(f"Name at most {MOST_NAMED} people; for more, open it in a private channel.", FIELD)
    for user in others:
        require_colleague(session, team, user, FIELD)


def keep_discreet(session: Session, act: Act, team: Team, item: Item, draft: Draft) -> set[str]:
    """Keep for whom the item is now, before it goes anywhere, and give those who are new. Raises RefusedError.

    Who has seen an item has seen it, so none becomes confidential later; and what was written for few stays so.
    """
    _require_as_open_as_before(item, kind_wanted(team, draft, item))
    if not item.is_cardless:
        return set()
    wanted = {*draft.only_for, item.owner} | ({act.user} if act.user else set())
    if item.offered_user is not None and item.offered_user not in wanted:
        raise RefusedError("Whom it is offered to must be among them: take the offer back first.", FIELD)
    before = {one.user for one in item.named}
    item.named = [one for one in item.named if one.user in wanted] + people_for(wanted - before)
    require_discreet(session, team, item)
    session.flush()
    return wanted - before


def _require_as_open_as_before(item: Item, kind: Kind) -> None:
    if kind.name == item.kind or kind.confidential == item.confidential:
        return
    if kind.confidential:
        raise RefusedError(
            f"{item.label} has been seen by more people than a confidential one may be: open a new one, and cancel it.",
            "kind",
        )
    raise RefusedError(f"{item.label} was written for few: open a new one for everybody.", "kind")


def _ask_for_people(session: Session, item: Item) -> None:
    channel = find_channel(session, item.workspace_id, item.opened_in)
    if not item.opened_in.startswith("D") and (channel is None or not channel.is_settled):
        raise RefusedError("I am asking Slack about this channel: press Send again in a moment.", FIELD)
    raise RefusedError(
        f"{item.kind.capitalize()} is confidential: name the people it is for, or open it in a private channel.", FIELD
    )
