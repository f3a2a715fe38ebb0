"""Telling people of messages that Slack will not take: what cannot be posted or sent, why, and what to do about it."""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from models.access import find_channel, sees_channel
from models.owed.owing import owe_notice
from models.people import name_of
from models.roster.rows import load_team, teams_of
from models.tables import Delivery, Item, Person

BOT_IS_OUT: Final = frozenset({"not_in_channel", "channel_not_found"})
ARCHIVED: Final = "is_archived"
MANAGED: Final = ("restricted_action", "posting_to_general_channel_denied")
DEACTIVATED: Final = frozenset({"user_disabled", "account_inactive"})


def tell_of_card(session: Session, item: Item, where: str, trouble: str, now: datetime) -> None:
    """Tell the item's owner, once, that its card cannot be posted in that channel."""
    key = f"no-card:{item.id}:{where}"
    owe_notice(session, item.workspace_id, item.owner, key, _of_card(session, item, where, trouble), now)


def tell_of_channel(session: Session, delivery: Delivery, item: Item, where: str, trouble: str, now: datetime) -> None:
    """Tell the team's leads who see the channel that nothing can be posted there. The owner hears of their card."""
    named = _named(session, item, where)
    why = "it is archived" if trouble == ARCHIVED else "I am not in that channel"
    then = "Unarchive it" if trouble == ARCHIVED else "`/invite @Sunrelay` there"
    says = f"I cannot post in {named}: {why}. {then}, and what waits is posted. Until then nobody sees it there."
    for lead in load_team(session, item.team_id).leads:
        if lead.user != item.owner and sees_channel(session, item.workspace_id, lead.user, where):
            key = f"no-channel:{where}:{delivery.id}:{lead.user}"
            owe_notice(session, item.workspace_id, lead.user, key, says, now)


def tell_of_person(session: Session, delivery: Delivery, person: Person, trouble: str, now: datetime) -> None:
    """Tell the leads of the person's teams that no message reaches them."""
    name = name_of(session, person.workspace_id, person.user)
    why = "their Slack account is deactivated" if trouble in DEACTIVATED else f"Slack does not let me ({trouble})"
    for team in teams_of(session, person.workspace_id, person.user):
        says = f"I cannot write to {name}: {why}. They are still in the roster of {team.name}; is that right?"
        for lead in team.leads:
            if lead.user != person.user:
                key = f"no-dm:{person.user}:{delivery.id}:{lead.user}"
                owe_notice(session, person.workspace_id, lead.user, key, says, now)


def _named(session: Session, item: Item, where: str) -> str:
    channel = find_channel(session, item.workspace_id, where)
    return f"#{channel.name}" if channel is not None and channel.name else "the channel it was opened in"


def _of_card(session: Session, item: Item, where: str, trouble: str) -> str:
    named = _named(session, item, where)
    then = "and the card appears; until then nobody sees it there."
    cannot = f"I cannot post {item.label}'s card in {named}"
    if trouble == ARCHIVED:
        return (
            f"{cannot}: that channel is archived. Unarchive it, and the card appears. Until then nobody sees it there."
        )
    if trouble in BOT_IS_OUT:
        was = "not in that channel any more" if named.startswith("#") else "not in that channel"
        return f"{cannot}: I am {was}. `/invite @Sunrelay` there, {then}"
    if trouble.startswith(MANAGED):
        return f"{cannot}: Slack does not let me ({trouble}). Whoever manages that channel can allow me to post in it."
    return f"{cannot} ({trouble}). Whoever runs Sunrelay sees it with sunrelay deliveries list."
