"""What is done on the page is done by a person at their client."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.sandbox.input_values import STATE
from bot.sandbox.people.fields import find
from bot.sandbox.people.form import Form
from bot.sandbox.people.impossible import Impossible
from bot.sandbox.people.message import Message
from bot.sandbox.people.person import Person
from bot.sandbox.world import World

Act = Mapping[str, Any]


class PageActs:
    """Does what the page asks for. `turn` moves the clock forward by seconds, where it can be moved."""

    def __init__(self, world: World, person: Callable[[str], Person], turn: Callable[[float], None] | None) -> None:
        self._world = world
        self._person = person
        self._turn = turn
        self._kinds: dict[str, Callable[[Person, Act], str]] = {
            "type": self._type, "press": self._press, "choose": self._choose, "react": self._react, "form": self._form,
            "join": self._join, "read": self._read, "clock": self._clock, "shortcut": self._shortcut,
        }  # fmt: skip

    def do(self, act: Act) -> str:
        """Do one thing; what there is to say about it, or nothing."""
        kind = self._kinds.get(str(act.get("do")))
        if kind is None:
            raise Impossible("The page does not know how to do that.")
        return kind(self._person(str(act.get("as"))), act)

    def _type(self, person: Person, act: Act) -> str:
        thread = self._message(person, act["thread"]) if act.get("thread") else None
        answer = person.types(str(act["channel"]), str(act["text"]), thread)
        return "" if answer.ok else answer.status

    def _press(self, person: Person, act: Act) -> str:
        message = self._message(person, act["message"])
        answer = person.presses(message, str(act["label"]), which=int(act.get("which", 0)))
        return "" if answer.ok else answer.status

    def _choose(self, person: Person, act: Act) -> str:
        message = self._message(person, act["message"])
        answer = person.chooses(message, str(act["label"]), which=int(act.get("which", 0)))
        return "" if answer.ok else answer.status

    def _react(self, person: Person, act: Act) -> str:
        message, name = self._message(person, act["message"]), str(act["name"])
        if person.id in message.reactions.get(name, ()):
            person.unreacts(message, name)
        else:
            person.reacts(message, name)
        return ""

    def _shortcut(self, person: Person, act: Act) -> str:
        answer = person.uses_shortcut(str(act["label"]), self._message(person, act["message"]))
        return "" if answer.ok else answer.status

    def _join(self, person: Person, act: Act) -> str:
        person.joins(str(act["channel"]))
        return ""

    def _read(self, person: Person, act: Act) -> str:  # noqa: ARG002 - the shape of all of them
        person.reads()
        return ""

    def _form(self, person: Person, act: Act) -> str:
        form = person.form
        if form is None or form.view.id != act.get("view"):
            raise Impossible("This form is not open any more.")
        if act["button"] == "close":
            form.close()
            return ""
        for label, value in dict(act.get("values", {})).items():
            _put(form, person, str(label), value)
        if act["button"] == "submit":
            return "; ".join(f"{label}: {message}".removeprefix(": ") for label, message in form.submit().items())
        if act["button"] == "press":
            form.press(str(act["label"]))
        elif act["button"] == "pick":
            form.pick(str(act["label"]))
        return "" if form.status == "ok" else form.status

    def search(self, act: Act) -> list[str]:
        """What a picker in the open form offers for typed text."""
        form = self._person(str(act.get("as"))).form
        if form is None or form.view.id != act.get("view"):
            raise Impossible("This form is not open any more.")
        return form.search(str(act.get("label")), str(act.get("typed", "")))

    def _clock(self, person: Person, act: Act) -> str:
        if self._turn is None:
            raise Impossible("This clock cannot be turned.")
        seconds = act.get("seconds")
        self._turn(_until_nine(person, self._world.now()) if seconds is None else float(seconds))
        return ""

    def _message(self, person: Person, ident: Any) -> Message:
        channel, ts = str(ident["channel"]), str(ident["ts"])
        for message in person.sees(channel):
            if message.ts == ts:
                return message
        raise Impossible("This message is gone.")


def _until_nine(person: Person, now: float) -> float:
    local = datetime.fromtimestamp(now, UTC).astimezone(person.user.zone())
    day = local.date() if local.hour < 9 else local.date() + timedelta(days=1)
    return datetime(day.year, day.month, day.day, 9, tzinfo=person.user.zone()).timestamp() - now


def _put(form: Form, person: Person, label: str, value: Any) -> None:
    _, element = find(form.view, label)
    kind = element["type"]
    if kind.endswith("_input"):
        form.fill(label, str(value))
    elif kind == "datetimepicker":
        chosen = datetime.fromisoformat(value).replace(tzinfo=person.user.zone()) if value else None
        form.choose(label, chosen)
    else:
        empty = value in ("", []) and not STATE[kind][0].endswith("s")
        form.choose(label, None if empty else value)
