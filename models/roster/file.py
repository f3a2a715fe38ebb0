"""Reading a roster file: YAML text in, team plans out, or every mistake with its line."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from models.roster.mentions import people_in
from models.roster.problems import Problem, RosterError
from models.roster.repeats import Path, repeats
from models.roster.shape import SHAPES, RosterInFile
from models.roster.yaml_source import read_tree
from models.roster.yaml_tree import Items, Keys, Node, Plain, plain
from models.shifts.guesses import did_you_mean
from models.shifts.plan import TeamPlan

NOBODY: Final[Mapping[str, str]] = MappingProxyType({})
_LEVELS = {"teams": "team", "ladder": "ladder", "kinds": "kind", "regions": "region", "members": "member"}


def read_roster(text: str, ids: Mapping[str, str] = NOBODY) -> tuple[TeamPlan, ...]:
    """The teams of a roster file, in its order. `rotation_from` is None where the file has none.

    `ids` are the user ids of people who are written by e-mail or @name. Raises RosterError with all mistakes at once;
    where the text is no YAML, with the first.
    """
    tree, problems = read_tree(text)
    for node in people_in(tree):
        node.value = ids.get((node.value or "").strip(), node.value)
    values = plain(tree)
    if not isinstance(values, dict):
        raise RosterError(
            [*problems, Problem(tree.line, 'a roster starts with "teams:", and the teams below it as a list')]
        )
    problems += _repeat_problems(tree, values)
    try:
        roster = RosterInFile.model_validate(values)
    except ValidationError as error:
        problems += [_problem(tree, details) for details in error.errors()]
        raise RosterError(problems) from None
    if problems:
        raise RosterError(problems)
    return tuple(team.plan() for team in roster.teams)


def _repeat_problems(tree: Node, values: Plain) -> Iterator[Problem]:
    for path, first, sentence in repeats(values):
        yield Problem(_line_of(tree, path), f"{sentence} (first on line {_line_of(tree, first)})")


def _line_of(tree: Node, path: Path) -> int:
    """The line of what stands at `path`, or of the nearest thing around it."""
    node, line = tree, tree.line
    for step in path:
        if isinstance(node, Keys) and step in node.values:
            line, node = node.values[str(step)]
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            line = node.line
    return line


def _problem(tree: Node, details: ErrorDetails) -> Problem:
    return Problem(_line_of(tree, details["loc"]), _sentence(details))


def _sentence(details: ErrorDetails) -> str:
    path, kind = details["loc"], details["type"]
    key = next((step for step in reversed(path) if isinstance(step, str)), "teams")
    if kind == "value_error":
        return str(details["ctx"]["error"])
    if kind == "missing":
        return f'a {_what(path[:-1])} needs "{key}"'
    if kind == "extra_forbidden":
        known = SHAPES[_what(path[:-1])].model_fields
        return f'a {_what(path[:-1])} has no key "{key}"{did_you_mean(key, known) or ": it has " + ", ".join(known)}'
    of_list = {
        "too_short": f'"{key}" is empty: it needs at least one entry',
        "too_long": f'"{key}" has at most {details.get("ctx", {}).get("max_length")} entries',
        "list_type": f'"{key}" must be a list',
    }
    if kind in of_list:
        return of_list[kind]
    return f"a {_what(path)} must have keys, such as {next(iter(SHAPES[_what(path)].model_fields))}: …"


def _what(path: Path) -> str:
    """What a mapping at this path of the file is called."""
    return next((_LEVELS[step] for step in reversed(path) if isinstance(step, str) and step in _LEVELS), "roster")
