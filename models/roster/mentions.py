"""Who and what a roster file names in Slack, each with its line."""

from collections.abc import Iterable, Iterator
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
    channels = [node for team in _items(_value(tree, "teams")) for node in _texts(_value(team, "channel"))]
    found = {*_said(channels, is_channel=True), *_said(people_in(tree), is_channel=False)}
    return sorted(found, key=lambda one: (one.line, one.name))


def people_in(tree: Node) -> Iterator[Text]:
    """Where a roster names people: each lead, each member, and whom calendars mean."""
    for team in _items(_value(tree, "teams")):
        called = _value(team, "names")
        for _, node in called.values.values() if isinstance(called, Keys) else ():
            yield from _texts(node)
        for lead in _items(_value(team, "leads")):
            yield from _texts(lead)
        for region in _items(_value(team, "regions")):
            for member in _items(_value(region, "members")):
                yield from _texts(_value(member, "user"))


def _said(nodes: Iterable[Text], *, is_channel: bool) -> Iterator[Mention]:
    return (Mention(node.line, (node.value or "").strip(), is_channel) for node in nodes)


def _texts(node: Node | None) -> Iterator[Text]:
    if isinstance(node, Text) and node.value is not None:
        yield node


def _value(node: Node | None, key: str) -> Node | None:
    return node.values[key][1] if isinstance(node, Keys) and key in node.values else None


def _items(node: Node | None) -> list[Node]:
    return node.items if isinstance(node, Items) else []
