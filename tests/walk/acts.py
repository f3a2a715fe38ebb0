"""What somebody does with an item, each way there is to do it; what their client does not let them do, they do not."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from bot.sandbox.people.answer import Answer
from bot.sandbox.people.form import Form
from bot.sandbox.people.impossible import Impossible
from bot.sandbox.people.message import Message
from models.labels import label_of
from models.tables import Item
from tests.people import LOBBY, OPS
from tests.walk.walked import Walked

Fill = Callable[[Form], object]
ASKED_TWICE: Final = 3
NO_ANSWER: Final = "dispatch_failed"
# What Slack itself says to who may not use the app.
NOT_THE_BOTS: Final = {"not_a_command"}


class Way(StrEnum):
    """How somebody says what they want."""

    COMMAND = "by command"
    WRITTEN = "in the DM"
    BUTTON = "by the card's button"
    REACTION = "by reaction"
    OWN_DM = "in a DM they got"


class Acts:
    """Acts of people in a walked workspace. Each gives what they were answered, as one line for the story."""

    def __init__(self, workspace: Walked) -> None:
        self._here = workspace

    def says(self, user: str, words: str, way: Way, where: str = OPS) -> str:
        """Somebody types a command, or writes the same in the bot's DM."""
        person = self._here.person(user)
        if way is Way.WRITTEN:
            before = len(person.dms)
            self._answered(lambda: person.writes_to_bot(words))
            return first_line([one.text for one in person.dms[before:] if one.by_bot])
        return self._answered(lambda: person.types(self._typing(user, where), f"/handoff {words}"))

    def presses(self, user: str, item: Item, label: str, fill: Fill | None = None) -> str:
        """Somebody presses a button of the card, or chooses it from the ⋯ menu; a form that opens is sent in."""
        card = self._here.card_of(item)
        if card is None:
            return "there is no card"
        return self._pressed(user, card, label, fill)

    def presses_in_dm(self, user: str, item: Item, label: str) -> str:
        """Somebody presses a button of the last DM that has it."""
        wanted = f"{label} {label_of(item.number)}"
        return self._presses_last(user, wanted, [one for one in self._here.person(user).dms if not one.deleted])

    def see(self, user: str, label: str) -> bool:
        """Whether somebody sees such a button in an answer or a DM."""
        person = self._here.person(user)
        return any(label in one.buttons for one in (*person.ephemerals, *person.dms))

    def decides_in_dm(self, user: str, name: str, label: str, fill: Fill) -> str:
        """Somebody presses that button in the last DM of theirs that asks to decide the item; or the one that opens the
        form, as in a DM that asks for several."""
        dms = [one for one in self._here.person(user).dms if not one.deleted and name in one.text]
        wanted = label if label and any(label in one.buttons for one in dms) else f"Decide {name}"
        return self._presses_last(user, wanted, dms, fill)

    def snoozes(self, user: str) -> str:
        """Somebody presses the first Snooze of the last DM that has one."""
        return self._presses_last(user, "Snooze", self._here.person(user).dms)

    def undoes(self, user: str) -> str:
        """Somebody presses the last Undo that they see."""
        return self._presses_last(user, "Undo", self._here.person(user).ephemerals)

    def ends_their_day(self, user: str) -> str:
        """Somebody sends what the last DM at the end of their day shows."""
        return self._presses_last(user, "Send as shown", self._here.person(user).dms)

    def cancels(self, user: str) -> str:
        """Somebody presses the last Cancel that they see: of an absence."""
        return self._presses_last(user, "Cancel", self._here.person(user).ephemerals)

    def reacts(self, user: str, item: Item, emoji: str) -> str:
        """Somebody puts an emoji on the card, or takes it off again where it is theirs already."""
        card = self._here.card_of(item)
        if card is None:
            return "there is no card"
        person = self._here.person(user)
        on_it = user in card.reactions.get(emoji, ())
        act = person.unreacts if on_it else person.reacts
        return self._done(lambda: act(card, emoji)) or ("takes it off" if on_it else "puts it on")

    def sends_form(self, user: str, words: str, where: str, fill: Fill) -> str:
        """Somebody opens the form by command, fills it in and sends it; twice where the first did not go through."""
        answered = self.says(user, words, Way.COMMAND, where)
        form = self._here.person(user).form
        return answered if form is None else self._sent(form, fill)

    def _typing(self, user: str, where: str) -> str:
        """Where somebody can type, if not there."""
        can = user in self._here.members[where] and where not in self._here.archived
        return where if can else LOBBY

    def _pressed(self, user: str, message: Message, label: str, fill: Fill | None = None) -> str:
        person = self._here.person(user)
        is_button = any(one.startswith(label) for one in message.buttons)
        answered = self._answered(
            lambda: person.presses(message, label) if is_button else person.chooses(message, label)
        )
        form = person.form
        return answered if form is None else self._sent(form, fill or _say_why)

    def _presses_last(self, user: str, label: str, messages: list[Message], fill: Fill | None = None) -> str:
        having = [one for one in messages if label in one.buttons]
        return self._pressed(user, having[-1], label, fill) if having else f"sees no {label!r}"

    def _sent(self, form: Form, fill: Fill) -> str:
        """Fill a form in and send it; again where it was not taken, or asks whether one is sure."""
        came = self._done(lambda: fill(form))
        for _ in range(ASKED_TWICE):
            if form.is_open and form.submit_label and came in ("", NO_ANSWER):
                came = "; ".join(form.submit().values())
                self._here.settle()
        while form.is_open:
            form.close()
        return came or "sent"

    def _answered(self, act: Callable[[], Answer]) -> str:
        deaths = self._here.deaths
        try:
            answer = act()
        except Impossible as why:
            return f"cannot: {why}"
        if not answer.ok and answer.status not in NOT_THE_BOTS and self._here.deaths == deaths:
            raise AssertionError(f"the bot did not answer: {answer.status}, {answer.text}")
        self._here.settle()
        return first_line([answer.text]) or answer.status

    def _done(self, act: Callable[[], object]) -> str:
        try:
            act()
        except Impossible as why:
            return f"cannot: {why}"
        self._here.settle()
        return ""


def first_line(texts: list[str]) -> str:
    """The first line of the last of them."""
    return "".join(texts[-1:]).partition("\n")[0]


def _say_why(form: Form) -> None:
    """Fill in what a form that opened at a button wants, where it wants anything."""
    if "Why" in form.labels:
        form.fill("Why", "Not ours to do")
