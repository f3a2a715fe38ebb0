"""Who and what a roster file names in Slack, each with its line."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.roster.yaml_source import read_tree
from models.roster.yaml_tree import Items, Keys, Node, Text


@dataclass(frozen=True, slots=True)
class Mention:
    """A channel (`is_channel`) or person as written in the file, and the line."""

    line: int
    name: str
    is_channel: bool


def mentions(text: str) -> list[Mention]:
    """Every mention in a roster file that `read_roster` takes, in the file's order of lines."""
    tree, _ = read_tree(text)
    found = [one for team in _items(_value(tree, "teams")) for one in _of_team(team)]
    return sorted(set(found), key=lambda one: (one.line, one.name))


def _of_team(team: Node) -> Iterator[Mention]:
    yield from _said(_value(team, "channel"), is_channel=True)
    for lead in _items(_value(team, "leads")):
        yield from _said(lead)
    for region in _items(_value(team, "regions")):
        for member in _items(_value(region, "members")):
            yield from _said(_value(member, "user"))


def _said(node: Node | None, *, is_channel: bool = False) -> Iterator[Mention]:
    if isinstance(node, Text) and node.value is not None:
        yield Mention(node.line, node.value.strip(), is_channel)


def _value(node: Node | None, key: str) -> Node | None:
    return node.values[key][1] if isinstance(node, Keys) and key in node.values else None


def _items(node: Node | None) -> list[Node]:
    return node.items if isinstance(node, Items) else []
