"""Reading Slack's user and channel objects (docs.slack.dev, "User object", "Conversation object")."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from models.shifts.zones import is_zone
from models.workspace.directory import ChannelNews, PersonNews

SLACKBOT: Final = "USLACKBOT"


def person_news(user: Mapping[str, Any], workspace: str) -> PersonNews:
    """What a user object says. `tz` is the zone's name; its offset is left alone, since it changes with the season.

    The full name comes first: across regions, few know who goes by which display name.
    """
    profile = user.get("profile") or {}
    name = profile.get("real_name") or user.get("real_name") or profile.get("display_name") or user.get("name") or ""
    zone, changed = user.get("tz"), user.get("updated")
    return PersonNews(
        user=str(user["id"]),
        name=str(name),
        timezone=zone if isinstance(zone, str) and is_zone(zone) else None,
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        external=_is_outside(user, workspace),
        deactivated=bool(user.get("deleted")),
        changed=changed if isinstance(changed, int) and 0 < changed < 2**31 else 0,
    )


def status_of(user: Mapping[str, Any]) -> tuple[str, datetime | None]:
    """The emoji of the status a user object shows, empty without one, and when (UTC) it ends, where it does."""
    profile = user.get("profile") or {}
    ends = profile.get("status_expiration")
    until = datetime.fromtimestamp(ends, UTC) if isinstance(ends, int) and 0 < ends < 2**33 else None
    return str(profile.get("status_emoji") or ""), until


def _is_outside(user: Mapping[str, Any], workspace: str) -> bool:
    """Whether they are of another company, or nobody at all: an app. Slackbot is no bot by Slack's own flag."""
    nobody = bool(user.get("is_bot")) or user["id"] == SLACKBOT
    return nobody or bool(user.get("is_stranger")) or user.get("team_id", workspace) != workspace


def channel_news(channel: Mapping[str, Any], members: Iterable[str]) -> ChannelNews:
    """What a conversation object says; only its flags tell what kind it is, the letter of its id does not."""
    return ChannelNews(
        slack_id=str(channel["id"]),
        name=str(channel.get("name") or ""),
        private=bool(channel.get("is_private") or channel.get("is_im") or channel.get("is_mpim")),
        archived=bool(channel.get("is_archived")),
        has_bot=bool(channel.get("is_member")),
        members=frozenset(members),
        shared=bool(channel.get("is_ext_shared")),
    )
