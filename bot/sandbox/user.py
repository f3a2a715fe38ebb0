"""A person (or app) of the workspace, and the user object Slack returns for them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.sandbox.payload import Json


@dataclass(eq=False)
class User:
    """One account. `tz` is an IANA name or None; `external_team` is another company's team id (Slack Connect)."""

    id: str
    name: str
    real_name: str
    tz: str | None = "Etc/UTC"
    guest: bool = False
    external_team: str | None = None
    deleted: bool = False
    is_bot: bool = False
    email: str | None = None
    status_emoji: str = ""
    status_expiration: int = 0
    updated: int = 0

    def zone(self) -> ZoneInfo:
        """The zone this person's clock shows; UTC where Slack knows none."""
        return ZoneInfo(self.tz or "Etc/UTC")

    def as_json(self, team_id: str, now: float) -> Json:
        """Slack's user object: deactivated accounts and people of other companies give less
        (docs.slack.dev/reference/objects/user-object)."""
        team = self.external_team or team_id
        answer: Json = {"id": self.id, "team_id": team, "name": self.name, "deleted": self.deleted}
        profile: Json = {"real_name": self.real_name, "display_name": self.name, "team": team}
        profile |= {"status_emoji": self.status_emoji, "status_expiration": self.status_expiration}
        answer |= {"is_bot": self.is_bot, "is_app_user": False, "updated": self.updated, "profile": profile}
        if self.deleted:
            return answer
        answer |= {"real_name": self.real_name, "is_admin": False, "is_owner": False}
        answer |= {"is_restricted": self.guest, "is_ultra_restricted": False}
        if self.external_team:
            answer["is_stranger"] = True
        return answer | self._zone_fields(now)

    def _zone_fields(self, now: float) -> Json:
        if self.tz is None:
            return {}
        local = datetime.fromtimestamp(now, UTC).astimezone(self.zone())
        offset = local.utcoffset()
        return {"tz": self.tz, "tz_label": local.tzname(), "tz_offset": int(offset.total_seconds()) if offset else 0}
