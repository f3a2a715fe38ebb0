"""A channel, private channel or direct message, and the conversation object Slack returns for it."""

from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.payload import Json

Kind = Literal["public", "private", "im", "mpim"]

SCOPE_PREFIX: dict[Kind, str] = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}
EVENT_TYPE: dict[Kind, str] = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}
LISTED_AS: dict[Kind, str] = {"public": "public_channel", "private": "private_channel", "im": "im", "mpim": "mpim"}
SLASH_NAME: dict[Kind, str] = {"private": "privategroup", "im": "directmessage"}


@dataclass(eq=False)
class Channel:
    """One conversation. `members` keeps the order of joining; `shared` means with another company."""

    id: str
    name: str
    kind: Kind
    members: list[str] = field(default_factory=list)
    archived: bool = False
    shared: bool = False
    created: int = 0
    last_ts: int = 0
    im_open: bool = False

    def scope(self, verb: str) -> str:
        """The scope that a method needs for this kind of conversation, such as `groups:history`."""
        return f"{SCOPE_PREFIX[self.kind]}:{verb}"

    def as_json(self, bot: str, team_id: str, owner_gone: bool = False) -> Json:
        """Slack's conversation object; for a DM, `user` is the other one
        (docs.slack.dev/reference/objects/conversation-object)."""
        if self.kind == "im":
            other = next((m for m in self.members if m != bot), bot)
            return {
                "id": self.id, "created": self.created, "is_im": True, "is_org_shared": False, "user": other,
                "is_user_deleted": owner_gone, "is_archived": owner_gone, "context_team_id": team_id,
            }  # fmt: skip
        return {
            "id": self.id, "name": self.name, "name_normalized": self.name, "created": self.created,
            "creator": "USLACKBOT",
            "is_channel": self.kind == "public", "is_group": self.kind == "private", "is_im": False,
            "is_mpim": self.kind == "mpim", "is_private": self.kind != "public", "is_archived": self.archived,
            "is_general": False, "is_member": bot in self.members, "is_shared": self.shared,
            "is_ext_shared": self.shared, "is_org_shared": False, "context_team_id": team_id,
            "num_members": len(self.members), "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
        }  # fmt: skip
