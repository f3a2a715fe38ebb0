"""What people do with a finger: buttons, menus, emoji, shortcuts, the Home tab."""

from collections.abc import Callable

from bot.sandbox.acts.announce import announce
from bot.sandbox.acts.reacting import react, unreact
from bot.sandbox.channel import Channel
from bot.sandbox.envelopes import interaction
from bot.sandbox.payload import Json
from bot.sandbox.people.acting import (
    action_of,
    buttons_of,
    message_action,
    message_interaction,
    offering,
    status_of,
)
from bot.sandbox.people.answer import Answer
from bot.sandbox.people.client import Client
from bot.sandbox.people.impossible import Impossible
from bot.sandbox.people.matching import by_text
from bot.sandbox.people.message import Message
from bot.sandbox.refusal import Refusal
from bot.sandbox.web_api.view_content import view_object


class Clicking(Client):
    """A person's finger."""

    def reacts(self, message: Message, reaction: str) -> None:
        """Put an emoji on a message (its name, such as `raising_hand` or `raising_hand::skin-tone-3`)."""
        self._must_see(message)
        if message.ephemeral:
            raise Impossible("Nobody can react to a message only they see.")
        self._may_write(message.channel)
        self._emoji(lambda: react(self._desk.world, message.post, self.id, reaction.strip(":")))

    def unreacts(self, message: Message, reaction: str) -> None:
        """Take one's emoji off."""
        self._must_see(message)
        self._emoji(lambda: unreact(self._desk.world, message.post, self.id, reaction.strip(":")))

    def presses(self, message: Message, label: str, *, which: int = 0, confirm: bool = True) -> Answer:
        """Press a button of a message by its text (or its start); `which` of several with the same text, from 0;
        `confirm` answers its dialog, if it has one."""
        self._must_see(message)
        block, element = by_text(label, buttons_of(message.post.blocks), "button", which)
        return self._act(message, element, action_of(block, element, self._desk.stamp()), confirm)

    def chooses(self, message: Message, option: str, *, which: int = 0, confirm: bool = True) -> Answer:
        """Choose from a menu of a message by the option's text (or its start); the rest as for `presses`."""
        self._must_see(message)
        block, element, chosen = by_text(option, offering(message.post.blocks), "menu entry", which)
        value = chosen if element["type"] == "overflow" else {"selected_option": chosen}
        return self._act(message, element, action_of(block, element, self._desk.stamp(), value), confirm)

    def uses_shortcut(self, name: str, message: Message | None = None) -> Answer:
        """Use a shortcut by its name: on a message, or (without one) from the ⚡ menu."""
        if self.user.external_team:
            raise Impossible("Shortcuts are for people of the app's own workspace.")
        kind = "message" if message else "global"
        offered = [(n, callback) for n, (k, callback) in self._desk.world.manifest.shortcuts.items() if k == kind]
        more: Json = {"callback_id": by_text(name, offered, "shortcut"), "action_ts": self._desk.stamp()}
        if message is None:
            payload = interaction(self._desk.world, "shortcut", self.user)
            return self._interact(payload | more | {"trigger_id": self._desk.trigger(self.user)}, None)
        self._must_see(message)
        if message.ephemeral:
            raise Impossible("A message that only one person sees has no shortcuts.")
        place = self._channel(message.channel)
        payload = message_interaction(self._desk, "message_action", self.user, message.post, place)
        return self._interact(payload | more | {"message_ts": message.ts}, place)

    def opens_home(self, tab: str = "home") -> str:
        """Open the app's Home (or `messages`) tab; what the Home tab then shows."""
        world = self._desk.world
        if tab == "home" and not world.manifest.home_tab:
            raise Impossible("This app has no Home tab.")
        event: Json = {"type": "app_home_opened", "user": self.id, "channel": world.dm(self.id).id, "tab": tab}
        event["event_ts"] = self._desk.stamp()
        if tab == "home" and self.id in world.homes:
            event["view"] = view_object(world, world.homes[self.id])
        with self._telling():
            announce(world, "app_home_opened", event)
        return self.home.text if tab == "home" and self.home else ""

    def _act(self, message: Message, element: Json, action: Json, confirm: bool) -> Answer:
        if "confirm" in element and not confirm:
            return Answer("ok", self.user, [], self.form)
        place = self._channel(message.channel)
        return self._interact(message_action(self._desk, self.user, message.post, action), place)

    def _interact(self, payload: Json, place: Channel | None) -> Answer:
        return self._answering(lambda: status_of(self._desk.send("interaction", payload)), place)

    def _emoji(self, act: Callable[[], None]) -> None:
        try:
            with self._telling():
                act()
        except Refusal as refusal:
            raise Impossible(refusal.code) from None
