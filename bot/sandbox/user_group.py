"""A user group of the workspace: people who can be mentioned together."""

from dataclasses import dataclass, field

from bot.sandbox.payload import Json


@dataclass(eq=False)
class UserGroup:
    """One group; `trouble` is the error code with which every change of it is refused."""

    id: str
    handle: str
    name: str
    users: list[str] = field(default_factory=list)
    trouble: str | None = None
    updated: int = 0

    def as_json(self, team_id: str) -> Json:
        """Slack's user group object (docs.slack.dev/reference/objects/usergroup-object)."""
        return {
            "id": self.id, "team_id": team_id, "is_usergroup": True, "name": self.name, "handle": self.handle,
            "description": "", "is_external": False, "date_update": self.updated, "date_delete": 0,
            "users": list(self.users), "user_count": len(self.users),
        }  # fmt: skip
