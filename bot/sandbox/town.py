"""The workspace as its admin sees it: people and channels come, change and go."""

from collections.abc import Iterable
from typing import Any

from bot.sandbox.acts import channel_life, membership
from bot.sandbox.acts.other_apps import other_app
from bot.sandbox.acts.people import changed_user, new_user
from bot.sandbox.acts.posting import add_post
from bot.sandbox.channel import Channel, Kind
from bot.sandbox.courier import Courier
from bot.sandbox.people.message import Message
from bot.sandbox.post import Post
from bot.sandbox.user import User
from bot.sandbox.user_group import UserGroup
from bot.sandbox.world import World


class Town:
    """What an admin does. `add_…` is how things were before anybody looked: the app is not told. All else it is."""

    def __init__(self, world: World, courier: Courier) -> None:
        self._world = world
        self._courier = courier

    def add_user(
        self,
        user_id: str,
        real_name: str,
        *,
        tz: str | None = "Etc/UTC",
        guest: bool = False,
        external_team: str | None = None,
        name: str | None = None,
    ) -> User:
        """Somebody who has been here all along. `tz` is an IANA name, None where Slack knows none; `external_team`
        another company's team id; `name` the handle, made from the name when not given."""
        handle = name or real_name.lower().replace(" ", ".")
        user = User(user_id, handle, real_name, tz, guest, external_team, email=f"{handle}@example.com")
        with self._world.lock:
            self._world.users[user_id] = user
        return user

    def add_channel(
        self,
        channel_id: str,
        name: str,
        *,
        members: Iterable[str] = (),
        private: bool = False,
        bot: bool = True,
        shared: bool = False,
    ) -> Channel:
        """A channel that has been here all along; `bot`: the bot is in it; `shared`: with another company."""
        people = list(dict.fromkeys([*members, *([self._world.identity.bot_user] if bot else [])]))
        for member in people:
            self._world.user(member)
        kind: Kind = "private" if private else "public"
        channel = Channel(channel_id, name, kind, people, shared=shared, created=int(self._world.now()))
        self._world.add_channel(channel)
        return channel

    def add_dm(self, channel_id: str, one: str, other: str) -> Channel:
        """What two people write to each other; the bot is no part of it."""
        members = [self._world.user(one).id, self._world.user(other).id]
        channel = Channel(channel_id, "directmessage", "im", members, created=int(self._world.now()))
        self._world.add_channel(channel)
        return channel

    def add_user_group(self, group_id: str, handle: str, users: Iterable[str] = ()) -> UserGroup:
        """A user group that has been here all along."""
        group = UserGroup(group_id, handle, handle.capitalize(), [self._world.user(user).id for user in users])
        with self._world.lock:
            self._world.groups[group_id] = group
        return group

    def user_group(self, group_id: str) -> UserGroup:
        """The user group as it is now."""
        return self._world.groups[group_id]

    def new_user(self, user_id: str, real_name: str, **details: Any) -> User:
        """Somebody joins the workspace; `details` as for `add_user`."""
        user = self.add_user(user_id, real_name, **details)
        new_user(self._world, user)
        self._courier.settle()
        return user

    def set_user(self, user_id: str, **changes: Any) -> None:
        """Change an account: `deleted`, `tz`, `real_name`, `name`, `guest`, …"""
        user = self._world.user(user_id)
        for key, value in changes.items():
            if key not in User.__dataclass_fields__ or key == "id":
                raise TypeError(f"An account has no {key} that can be changed.")
            setattr(user, key, value)
        changed_user(self._world, user)
        self._courier.settle()

    def join(self, channel_id: str, user_id: str, inviter: str | None = None) -> None:
        """Bring somebody (or the bot) into a channel."""
        membership.join(self._world, self._world.channel(channel_id), self._world.user(user_id).id, inviter)
        self._courier.settle()

    def leave(self, channel_id: str, user_id: str) -> None:
        """Take somebody out of a channel."""
        membership.leave(self._world, self._world.channel(channel_id), user_id)
        self._courier.settle()

    def invite_bot(self, channel_id: str, inviter: str | None = None) -> None:
        """Bring the bot into a channel."""
        self.join(channel_id, self._world.identity.bot_user, inviter)

    def remove_bot(self, channel_id: str, actor: str | None = None) -> None:
        """Take the bot out of a channel."""
        membership.leave(self._world, self._world.channel(channel_id), self._world.identity.bot_user, actor)
        self._courier.settle()

    def archive(self, channel_id: str) -> None:
        """Archive a channel."""
        channel_life.archive(self._world, self._world.channel(channel_id))
        self._courier.settle()

    def unarchive(self, channel_id: str) -> None:
        """Bring an archived channel back."""
        channel_life.unarchive(self._world, self._world.channel(channel_id))
        self._courier.settle()

    def rename(self, channel_id: str, name: str) -> None:
        """Give a channel another name."""
        channel_life.rename(self._world, self._world.channel(channel_id), name)
        self._courier.settle()

    def delete_channel(self, channel_id: str) -> None:
        """Delete a channel and all that is in it."""
        channel_life.delete(self._world, self._world.channel(channel_id))
        self._courier.settle()

    def set_token_error(self, code: str | None) -> None:
        """From now on every call is refused with this code (`token_revoked`, `account_inactive`); None ends it."""
        self._world.token_error = code

    def set_scopes(self, *optional: str) -> None:
        """The optional scopes that are granted from now on."""
        self._world.granted = self._world.manifest.granted(optional)

    def add_message(self, channel_id: str, user_id: str, text: str, thread: Message | None = None) -> Message:
        """A message that has stood here all along: the app is not told of it. `text` is as Slack keeps it."""
        with self._world.lock:
            post = Post(channel_id, self._world.next_ts(self._world.channel(channel_id)), user_id, text)
            post.thread_ts = thread.ts if thread is not None else None
            self._world.keep(post)
        return Message(self._world, post)

    def bot_posts(
        self, channel_id: str, text: str, *, app: str = "Alerts", thread: Message | None = None, old: bool = False
    ) -> Message:
        """Another app writes; `old`: one of the kind without a bot user, whose messages are `bot_message`s."""
        other = other_app(self._world, app, old=old)
        post = Post(channel_id, "", other.user or other.bot_id, text, other_app=other)
        post.thread_ts = thread.ts if thread is not None else None
        add_post(self._world, post)
        self._courier.settle()
        return Message(self._world, post)

    def messages(self, channel_id: str) -> list[Message]:
        """Every message of a conversation, oldest first, whoever may see it."""
        with self._world.lock:
            return [Message(self._world, p) for p in self._world.posts[channel_id].values()]
