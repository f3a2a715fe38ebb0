"""One call of a Web API method, and what a method is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.channel import Channel, Kind
from bot.sandbox.payload import Json
from bot.sandbox.refusal import Refusal
from bot.sandbox.user import User
from bot.sandbox.web_api.arguments import Arguments
from bot.sandbox.world import World


@dataclass(frozen=True)
class Call:
    """A call whose token and scopes are in order. `base_url` is where this server can be reached (ws:// for links)."""

    world: World
    args: Arguments
    base_url: str = ""
    tickets: Callable[[], str] = field(default=lambda: "")

    @property
    def bot(self) -> str:
        """The bot's user id."""
        return self.world.identity.bot_user

    @property
    def team_id(self) -> str:
        """The workspace."""
        return self.world.identity.team_id

    def need(self, scope: str) -> None:
        """Refuse with `missing_scope` unless the installation has the scope."""
        if scope not in self.world.granted:
            raise missing(self.world, scope)

    def visible(self, channel_id: str, verb: str | None = None) -> Channel:
        """A conversation the bot may know of: public, or one it is in. `verb` names the scope its kind needs."""
        channel = self.world.channel(channel_id)
        if verb is not None:
            self.need(channel.scope(verb))
        if channel.kind != "public" and self.bot not in channel.members:
            raise Refusal("channel_not_found")
        return channel

    def inside(self, channel_id: str) -> Channel:
        """A conversation the bot is in and can write to."""
        channel = self.visible(channel_id)
        if self.bot not in channel.members:
            raise Refusal("not_in_channel")
        if channel.archived:
            raise Refusal("is_archived")
        return channel

    def kinds(self) -> list[Kind]:
        """The kinds of conversation asked for by `types` (public channels when not given)."""
        names: dict[str, Kind] = {"public_channel": "public", "private_channel": "private", "mpim": "mpim", "im": "im"}
        asked = [t.strip() for t in (self.args.text("types") or "public_channel").split(",")]
        if any(t not in names for t in asked):
            raise Refusal("invalid_types")
        return [names[t] for t in asked]

    def shown(self, channel: Channel) -> Json:
        """A conversation object."""
        gone = channel.kind == "im" and any(self.world.users[m].deleted for m in channel.members)
        return channel.as_json(self.bot, self.team_id, owner_gone=gone)

    def person(self, user_id: str) -> User:
        """Somebody who can be written to: neither deactivated nor the bot itself."""
        user = self.world.user(user_id)
        if user.deleted:
            raise Refusal("user_disabled")
        if user.is_bot:
            raise Refusal("cannot_dm_bot")
        return user


def missing(world: World, scope: str) -> Refusal:
    """`missing_scope`, with what is needed and what there is."""
    return Refusal("missing_scope", needed=scope, provided=",".join(sorted(world.granted)))


@dataclass(frozen=True)
class Method:
    """A Web API method: its name, what answers it, the scopes of which it needs one, and which token it takes."""

    name: str
    answer: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
    takes: Literal["bot", "app"] = "bot"
