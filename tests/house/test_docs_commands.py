"""docs/reference/commands.md has every command, reaction and button there is, and no other."""

import re
from typing import get_args

from handlers.asks.kinds import AskForm, AskList, AskOffer, AskVerb, Words
from handlers.asks.words import EXAMPLES, understand
from handlers.blocks.card.buttons import LABELS
from handlers.emoji import DEFAULT_EMOJI, Meaning
from models.lists import Scope
from models.targets import ToNext, ToPerson, ToRegion
from tests.house.pages import SPAN, rows, section
from tests.house.tree import read

PAGE = "docs/reference/commands.md"
# How each meaning of a reaction is told; a region's emoji is told by where the region is.
TOLD = {
    Meaning.CLAIM: "claims",
    Meaning.DONE: "done",
    Meaning.TO_NEXT: "to the next region",
    Meaning.TO_REGION: "to the region in",
    Meaning.SEND_BACK: "sends back",
    Meaning.CONCERN: "a concern",
    Meaning.TRADE_OFF: "a trade-off",
    Meaning.DECISION: "a decision",
    Meaning.QUESTION: "a question",
    Meaning.CONTEXT: "context",
}


def typed() -> list[str]:
    """The commands of the page."""
    first = [SPAN.findall(row[0])[0] for row in rows(section(read(PAGE), "Commands"))]
    assert [command for command in first if not command.startswith("/handoff")] == []
    return first


def meant() -> dict[str, Words]:
    """What each means. Slack puts an id in the place of a person's name."""
    given = {command: re.sub(r"@\w+", "<@U0ANA|ana>", command) for command in typed()}
    return {command: understand(words.removeprefix("/handoff")) for command, words in given.items()}


def test_every_kind_of_ask_is_there() -> None:
    assert {type(words) for words in meant().values()} == set(get_args(Words))


def test_every_verb_scope_and_target_is_there() -> None:
    words = list(meant().values())
    assert {one.verb for one in words if isinstance(one, AskVerb)} == EXAMPLES.keys()
    assert {one.scope for one in words if isinstance(one, AskList)} == set(Scope)
    assert {type(one.to) for one in words if isinstance(one, AskOffer)} == {ToNext, ToRegion, ToPerson}


def test_what_is_told_as_a_command_is_one() -> None:
    """Only the two rows about a new item may be understood as the form for one."""
    forms = [command for command, words in meant().items() if isinstance(words, AskForm) and words.number is None]
    assert forms == ["/handoff", "/handoff Replica 3 lags 40 s"]


def reactions() -> dict[str, str]:
    """What the page says that each reaction does, by the emoji's name."""
    table = rows(section(read(PAGE), "Reactions"))
    return {name: does for _, names, _, does in table for name in SPAN.findall(names)}


def test_every_reaction_is_there_and_no_other() -> None:
    assert reactions().keys() == DEFAULT_EMOJI.meanings.keys()


def test_each_reaction_does_what_is_said() -> None:
    wrong = {name for name, meaning in DEFAULT_EMOJI.meanings.items() if TOLD[meaning] not in reactions()[name]}
    assert wrong == set()


def test_every_button_of_an_item_is_there() -> None:
    buttons = {row[0].strip("*") for row in rows(section(read(PAGE), "Buttons"))}
    assert set(LABELS.values()) | {"Claim", "Done", "Reopen", "Undo"} <= buttons
