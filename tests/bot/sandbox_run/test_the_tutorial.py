"""The tutorial, walked through: what it quotes is what one sees."""

import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bot.sandbox import Person, StandIn
from bot.sandbox_run import SandboxOptions
from tests.bot.sandboxes import a_sandbox
from tests.house.tree import read

OPS = "C0OPS"
PATIENCE: Final = 30.0
# What one types into a terminal, and the address that comes of it.
NOT_SEEN = ("make run", "/handoff")


class Walk:
    """Goes through the sandbox, and keeps all that was seen on the way."""

    def __init__(self, slack: StandIn) -> None:
        assert slack.world.clock is not None
        self.slack, self.clock = slack, slack.world.clock
        self.seen: list[str] = []

    def looks(self, person: Person) -> None:
        """Look at everything there is to see."""
        self.clock.rest()
        messages = [*person.sees(OPS), *person.dms]
        self.seen += [one.shown_to(person) for one in messages]

    def waits_for(self, what: Callable[[], bool]) -> None:
        """Wait until it is so: on a busy machine the bot's connection may have to be made anew meanwhile."""
        ends = time.monotonic() + PATIENCE
        while not what():
            assert time.monotonic() < ends
            threading.Event().wait(0.05)

    def presses(self, person: Person, button: str) -> None:
        """Press a button of the latest direct message that has it."""
        message = next(one for one in reversed(person.dms) if button in one.buttons)
        assert person.presses(message, button).ok
        self.looks(person)

    def types(self, person: Person, words: str) -> None:
        """Type a command in #ops."""
        answer = person.types(OPS, words)
        assert answer.ok
        if answer.form is not None:
            self.seen.append(answer.form.text)
            answer.form.fill("Next step", "Roll back worker 2.14")
            assert answer.form.submit() == {}
        self.looks(person)

    def to_the_next_day_start(self) -> None:
        """Turn the clock as the button does."""
        self.clock.to(min(one["first_start"] for one in self.slack.regions()))


def quoted() -> list[str]:
    """The lines that the tutorial quotes from the screen."""
    page = read("docs/tutorials/first-handoff.md")
    lines = [line.strip() for line in re.findall(r"(?m)^ {4}(\S.*)$", page)]
    return [line for line in lines if not line.startswith(NOT_SEEN)]


def test_what_it_quotes_is_what_one_sees(copy: Path) -> None:
    with a_sandbox(SandboxOptions(copy)) as running:
        walk, slack = Walk(running.slack), running.slack
        jonas, luis, wei = (slack.person(user) for user in ("U0JONAS", "U0LUIS", "U0WEI"))
        walk.looks(jonas)
        walk.presses(jonas, "Claim H-4")
        walk.types(jonas, "/handoff Queue grows since the deploy")
        assert luis.unread == [], "nobody was woken"
        walk.to_the_next_day_start()
        walk.presses(luis, "Claim H-5")
        walk.types(luis, "/handoff H-5 to next")
        walk.to_the_next_day_start()
        walk.presses(wei, "Claim H-5")
        card = next(one for one in slack.messages(OPS) if "Queue grows" in one.text)
        wei.reacts(card, "white_check_mark")
        walk.waits_for(lambda: "✓ Done" in card.shown_to(wei))
        walk.looks(wei)
    seen = " ".join(" ".join(walk.seen).split())
    assert len(quoted()) > 10
    assert [line for line in quoted() if line not in seen] == []
