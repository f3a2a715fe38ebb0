"""What people do in a workspace, and what they see of it: each act is one line of a journey."""

import copy
from abc import ABC, abstractmethod
from typing import Any

from bot.sandbox import Person, StandIn
from bot.sandbox.people.form import Form
from bot.sandbox.people.message import Message
from tests.people import CAST, OPS, WEI


class Doing(ABC):
    """Acts of people; after each the bot does all that there is to do."""

    slack: StandIn

    @abstractmethod
    def settle(self) -> None:
        """Let the bot do all there is to do at this instant."""

    def person(self, user: str) -> Person:
        """Somebody of the cast, at their client."""
        return self.slack.person(user)

    def hands_off(self, user: str, headline: str, where: str = OPS, **inputs: str) -> Message:
        """Somebody hands something off by the form, and gives its card. Further inputs go by `next_step` and so on."""
        form = self.form(user, f"/handoff {headline}", where)
        form.fill("Next step", inputs.pop("next_step", "Restart the rebuild"))
        for label, choice in inputs.items():
            form.choose(label.capitalize(), choice)
        errors = form.submit()
        assert not errors, errors
        self.settle()
        return self.card(headline, where)

    def form(self, user: str, words: str, where: str = OPS) -> Form:
        """The form that opens for what somebody types."""
        answer = self.person(user).types(where, words)
        assert answer.form is not None, answer.text or answer.status
        self.settle()
        return answer.form

    def types(self, user: str, words: str, where: str = OPS) -> str:
        """What somebody is answered, alone, after the bot has come to rest."""
        answer = self.person(user).types(where, words)
        assert answer.ok, answer.status
        self.settle()
        return answer.shown

    def writes(self, user: str, words: str) -> str:
        """What the bot answers to words in its DM, after it has come to rest."""
        before = len(self.dms(user))
        self.person(user).writes_to_bot(words)
        self.settle()
        new = self.dms(user)[before:]
        assert len(new) < 2, new
        return "".join(new)

    def reacts(self, user: str, message: Message, reaction: str) -> None:
        """Somebody puts an emoji on a message, and the bot comes to rest."""
        self.person(user).reacts(message, reaction)
        self.settle()

    def unreacts(self, user: str, message: Message, reaction: str) -> None:
        """Somebody takes their emoji off."""
        self.person(user).unreacts(message, reaction)
        self.settle()

    def presses(self, user: str, message: Message, label: str) -> str:
        """What somebody is answered, alone, who presses a button."""
        answer = self.person(user).presses(message, label)
        assert answer.ok, answer.status
        self.settle()
        return answer.shown

    def presses_for_form(self, user: str, message: Message, label: str) -> Form:
        """The form that opens for who presses a button or chooses from ⋯."""
        person = self.person(user)
        answer = person.presses(message, label) if label in message.buttons else person.chooses(message, label)
        assert answer.form is not None, answer.text or answer.status
        self.settle()
        return answer.form

    def forges(self, user: str, message: Message, **action: str) -> list[str]:
        """Somebody presses a button of a message but sends something else; gives what they are answered, alone.

        `action` says what they send: `action_id`, `value`, or `option` (a menu's chosen value).
        """
        self.person(user).presses(message, message.buttons[-1])
        return self.sends_again(user, **action)

    def sends_again(self, user: str, **action: Any) -> list[str]:
        """The last press comes once more from the same person, but with something else in it; see `forges`.

        `state` is what the message's menus show at that moment.
        """
        seen = len(self.whispers(user))
        presses = [one for one in self.slack.deliveries if one.payload.get("type") == "block_actions"]
        payload = copy.deepcopy(presses[-1].payload)
        if (opened := self.person(user).form) is not None:
            opened.close()
        if "option" in action:
            action["selected_option"] = {"value": action.pop("option")}
        payload |= {"state": action.pop("state")} if "state" in action else {}
        payload["actions"][0] |= action
        payload["trigger_id"] = f"{payload['trigger_id']}.forged{len(self.slack.deliveries)}"
        assert self.slack.send_raw("interaction", payload).accepted
        self.settle()
        return self.whispers(user)[seen:]

    def whispers(self, user: str) -> list[str]:
        """What only this person saw in any channel, oldest first."""
        person = self.person(user)
        return [one.shown_to(person) for one in person.ephemerals]

    def cards(self, where: str = OPS) -> list[Message]:
        """The bot's messages in a channel, without those in threads."""
        return [one for one in self.slack.messages(where) if one.by_bot and one.thread_ts is None]

    def lines(self, card: Message, reader: str = WEI) -> list[str]:
        """The lines in a card's thread, as somebody reads them."""
        return [line.shown_to(self.person(reader)) for line in card.thread]

    def told(self) -> dict[str, int]:
        """How many DMs the bot has posted to whom; who got none is left out."""
        counts = {one.user: len(self.dms(one.user)) for one in CAST}
        return {user: count for user, count in counts.items() if count}

    def on_shift(self, region: str) -> str:
        """Who is on shift in a region now, or next where it sleeps, as Wei is told who asks."""
        said = self.types(WEI, "/handoff who")
        return next(line for line in said.splitlines() if line.startswith(region)).partition(";")[0]

    def card(self, headline: str, where: str = OPS) -> Message:
        """The card of the item with that headline."""
        cards = [one for one in self.slack.messages(where) if headline in one.text and one.by_bot]
        assert len(cards) == 1, f"{len(cards)} cards say {headline!r}"
        return cards[0]

    def dms(self, user: str) -> list[str]:
        """The DMs from the bot, as the person reads them, oldest first."""
        person = self.person(user)
        return [one.shown_to(person) for one in person.dms if one.by_bot]

    def posts(self) -> int:
        """How many messages the bot has posted so far."""
        return len(self.slack.calls_of("chat.postMessage"))
