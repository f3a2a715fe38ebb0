"""A modal or Home tab as the workspace keeps it: what the app sent and what the person has put in."""

from dataclasses import dataclass, field

from bot.sandbox.payload import Json, duplicate

Values = dict[str, dict[str, Json]]


@dataclass(eq=False)
class OpenView:
    """One view in front of one person. `values` is Slack's `state.values`."""

    id: str
    user: str
    content: Json
    hash: str
    root: str
    previous: str | None = None
    values: Values = field(default_factory=dict)
    closed: bool = False
    loaded: dict[str, list[Json]] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """The blocks, with the ids Slack gave to those that had none."""
        blocks: list[Json] = self.content["blocks"]
        return blocks

    def as_json(self, team_id: str, app_id: str, bot_id: str) -> Json:
        """Slack's view object (docs.slack.dev/reference/views)."""
        content: Json = duplicate(self.content)
        empty = {"title": None, "submit": None, "close": None, "private_metadata": "", "callback_id": ""}
        fixed = {
            "id": self.id, "team_id": team_id, "app_id": app_id, "bot_id": bot_id, "app_installed_team_id": team_id,
            "hash": self.hash, "root_view_id": self.root, "previous_view_id": self.previous,
            "state": {"values": duplicate(self.values)},
        }  # fmt: skip
        flags = {"clear_on_close": False, "notify_on_close": False, "external_id": ""}
        return empty | flags | content | fixed
