"""What people do to an element of a message that is known by its ids, as a browser knows it."""

from bot.sandbox.envelopes import message_container
from bot.sandbox.input_values import kept_values
from bot.sandbox.payload import Json
from bot.sandbox.people.acting import action_of, message_action, message_interaction, status_of
from bot.sandbox.people.answer import Answer
from bot.sandbox.people.client import Client
from bot.sandbox.people.message import Message
from bot.sandbox.people.pointed import MOST, element_at, listed, options_in, state_of, suggestions


class Pointing(Client):
    """A person's pointer."""

    def puts(self, message: Message, block_id: str, action_id: str, value: object) -> None:
        """Put a value into an input of a message (as `state_of` takes it) without telling the app."""
        self._must_see(message)
        post = message.post
        _, element = element_at(post.blocks, block_id, action_id)
        state = state_of(self._desk.world, self.user, element, value, post.offered.get(action_id, []))
        with self._desk.world.lock:
            values = post.inputs[self.id] = kept_values(post.blocks, post.inputs.get(self.id, {}))
            values[block_id][action_id] = state

    def points_at(self, message: Message, block_id: str, action_id: str, value: object = None) -> Answer:
        """Press a button, pick from a ⋯ menu (`value` is the option), or report what was put into an input."""
        self._must_see(message)
        post = message.post
        block, element = element_at(post.blocks, block_id, action_id)
        state = post.inputs.get(self.id, {}).get(block_id, {}).get(action_id)
        if element["type"] == "overflow":
            state = options_in(element, value)
        action = action_of(block, element, self._desk.stamp(), state)
        payload = message_action(self._desk, self.user, post, action)
        place = self._channel(message.channel)
        return self._answering(lambda: status_of(self._desk.send("interaction", payload)), place)

    def asks_for_choices(self, message: Message, block_id: str, action_id: str, typed: str) -> Json:
        """The app's answer with what a picker in a message offers for typed text."""
        self._must_see(message)
        post = message.post
        block, element = element_at(post.blocks, block_id, action_id)
        place = self._channel(message.channel)
        payload = message_interaction(self._desk, "block_suggestion", self.user, post, place)
        payload |= {"action_id": element["action_id"], "block_id": block["block_id"], "value": typed}
        body = suggestions(self._desk.send("options", payload | {"container": message_container(post)}))
        with self._desk.world.lock:
            post.offered[action_id] = [*listed(body), *post.offered.get(action_id, [])][:MOST]
        return body
