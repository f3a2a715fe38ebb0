"""YAML text as a tree that remembers its lines. Every scalar stays the text that was typed, so 9:00 is no number."""

from dataclasses import dataclass
from typing import Final, TypeAlias

from models.roster.problems import Problem, RosterError

MOST_LEVELS: Final = 20
MOST_VALUES: Final = 500_000


@dataclass(slots=True)
class Text:
    """A scalar as typed; None for an empty one, `~` or null. `merges` marks the unquoted key <<."""

    line: int
    value: str | None
    merges: bool = False


@dataclass(slots=True)
class Items:
    """A list."""

    line: int
    items: "list[Node]"


@dataclass(slots=True)
class Keys:
    """A mapping, merged mappings included: each key with the line it stands on, and its value."""

    line: int
    values: "dict[str, tuple[int, Node]]"


Node: TypeAlias = Text | Items | Keys
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"


def plain(root: Node) -> Plain:
    """The tree as text, lists and dicts, aliases written out. Raises RosterError when that is too much or too deep."""
    values = 0

    def expand(node: Node, level: int) -> Plain:
        nonlocal values
        values += 1
        if values > MOST_VALUES or level > MOST_LEVELS:
            raise too_much(node.line)
        if isinstance(node, Text):
            return node.value
        if isinstance(node, Items):
            return [expand(item, level + 1) for item in node.items]
        return {key: expand(value, level + 1) for key, (_, value) in node.values.items()}

    return expand(root, 0)


def too_much(line: int) -> RosterError:
    """What to raise on `line` for a file that would fill the memory."""
    return RosterError([Problem(line, f"this is too much for a roster: more than {MOST_VALUES:,} values, or too deep")])
