"""The command line as the docs tell it: docs/reference/command-line.md whole, and every `sunrelay …` anywhere right."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.cli import main
from tests.house.pages import SPAN, code, named, rows
from tests.house.tree import markdown, read

PAGE = "docs/reference/command-line.md"
CALL = re.compile(r"^(?:\$ )?(?:\S*/bin/)?sunrelay((?: .*)?)$")
HELP = {"-h", "--help"}


def commands(group: click.Group = main, *names: str) -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, *names, name)
        else:
            yield " ".join([*names, name]), command


def usage(name: str, command: click.Command) -> str:
    """`sunrelay roster apply FILE`."""
    given = [str(one.name).upper() for one in command.params if isinstance(one, click.Argument)]
    return " ".join(["sunrelay", name, *given])


def options(command: click.Command) -> dict[str, click.Option]:
    return {one.opts[0]: one for one in command.params if isinstance(one, click.Option)}


def told() -> dict[str, dict[str, str]]:
    """For each command of the page its options with their defaults."""
    parts = re.split(r"^## `(.+)`$", read(PAGE), flags=re.MULTILINE)
    tables = (rows(text) for text in parts[2::2])
    return {
        heading: {SPAN.findall(option)[0]: default for option, _, default in table}
        for heading, table in zip(parts[1::2], tables, strict=True)
    }


def test_the_page_has_every_command_in_the_order_of_help() -> None:
    assert list(told()) == [usage(name, command) for name, command in commands()]


def test_the_page_has_every_option() -> None:
    for name, command in commands():
        assert told()[usage(name, command)].keys() == options(command).keys(), name


def test_the_page_has_the_true_defaults() -> None:
    for name, command in commands():
        for option, one in options(command).items():
            said = told()[usage(name, command)][option]
            fixed = isinstance(one.default, str | int) and not isinstance(one.default, bool)
            assert SPAN.findall(said) == ([str(one.default)] if fixed else []), f"{name} {option}"


def test_the_page_has_every_choice_and_range() -> None:
    text = read(PAGE)
    for _, command in commands():
        for one in options(command).values():
            if isinstance(one.type, click.Choice):
                assert {f"`{choice}`" for choice in one.type.choices} <= set(re.findall(r"`\w+`", text))
            if isinstance(one.type, click.IntRange):
                assert f"{one.type.min} to {one.type.max}" in text


def calls(text: str) -> list[list[str]]:
    """The words behind each `sunrelay` that stands in code."""
    found = (CALL.match(piece) for piece in code(text))
    return [match.group(1).split() for match in found if match]


def is_right(words: list[str]) -> bool:
    """Whether a command of these words and options exists; what is given to them is not looked at."""
    node: click.Command = main
    while isinstance(node, click.Group) and words and not words[0].startswith("-"):
        found = node.get_command(click.Context(node), words[0])
        if found is None:
            return words[0] == "…"
        node, words = found, words[1:]
    known = HELP.union(*([*one.opts, *one.secondary_opts] for one in node.params))
    return all(word.partition("=")[0] in known for word in words if word.startswith("-"))


@pytest.mark.parametrize("page", markdown(), ids=named)
def test_every_call_in_our_pages_is_right(page: Path) -> None:
    assert [words for words in calls(page.read_text(encoding="utf-8")) if not is_right(words)] == []


def test_the_pages_call_it_often_enough_for_this_to_mean_something() -> None:
    found = [" ".join(words[:2]) for page in markdown() for words in calls(page.read_text(encoding="utf-8"))]
    assert {"sandbox --play", "roster check", "roster apply", "doctor", "run"} <= set(found)


@pytest.mark.parametrize(
    "call", ["frobnicate", "run --fast", "roster destroy FILE", "shifts --team T --until 2027-03-01", "--verbose"]
)
def test_a_wrong_call_is_noticed(call: str) -> None:
    assert not is_right(call.split())
