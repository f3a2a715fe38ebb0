"""Reading YAML text into a tree, from the parser's events."""

from collections.abc import Iterator
from typing import Final

import yaml

from models.roster.problems import Problem, RosterError
from models.roster.yaml_tree import MOST_LEVELS, MOST_VALUES, Items, Keys, Node, Text, too_much

MOST_CHARACTERS: Final = 10_000_000

_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_MERGE: Final = "<<"
# libyaml where PyYAML was built with it: twenty times faster.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_tree(text: str) -> tuple[Node, list[Problem]]:
    """The tree of the only document in `text`, and the mistakes that do not keep it from being read, such as a key
    given twice. Raises RosterError for what is no YAML, for more than one document, and for text too large or too deep.
    """
    if len(text) > MOST_CHARACTERS:
        raise RosterError([Problem(1, f"the file is too large: at most {MOST_CHARACTERS:,} characters are read")])
    try:
        return _Builder(text).document()
    except yaml.YAMLError as error:
        raise RosterError([_syntax_problem(text, error)]) from error


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark is not None else 1


def _syntax_problem(text: str, error: yaml.YAMLError) -> Problem:
    mark, what = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    if mark is not None:
        return Problem(min(mark.line, text.count("\n")) + 1, f"this is not YAML: {what}")
    position = getattr(error, "position", 0)
    return Problem(text.count("\n", 0, position) + 1, "this is not YAML: it holds a character that cannot be shown")


def _text(event: yaml.ScalarEvent) -> Text:
    plain = bool(event.implicit[0])
    empty = event.value in _NULLS if plain else event.tag == "tag:yaml.org,2002:null"
    return Text(_line(event), None if empty else event.value, merges=plain and event.value == _MERGE)


class _Builder:
    """Builds the tree from the parser's events: composing with libyaml would end the process on deep nesting."""

    def __init__(self, text: str) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(text.removeprefix("\ufeff"), Loader=_LOADER)
        self._anchors: dict[str, Node] = {}
        self._problems: list[Problem] = []
        self._merged = 0

    def document(self) -> tuple[Node, list[Problem]]:
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return Text(1, None), []
        tree = self._node(next(self._events), 0)
        next(self._events)
        further = next(self._events)
        if not isinstance(further, yaml.StreamEndEvent):
            raise RosterError([Problem(_line(further), "a roster is one YAML document: remove what follows from here")])
        return tree, self._problems

    def _node(self, event: yaml.Event, level: int) -> Node:
        if level > MOST_LEVELS:
            raise RosterError([Problem(_line(event), "this is nested too deeply for a roster")])
        if isinstance(event, yaml.AliasEvent):
            return self._aliased(event)
        if isinstance(event, yaml.ScalarEvent):
            node: Node = _text(event)
        else:
            children = self._children(level)
            is_list = isinstance(event, yaml.SequenceStartEvent)
            node = Items(_line(event), children) if is_list else self._mapping(_line(event), children)
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _children(self, level: int) -> list[Node]:
        nodes = []
        while not isinstance(event := next(self._events), yaml.CollectionEndEvent):
            nodes.append(self._node(event, level + 1))
        return nodes

    def _aliased(self, event: yaml.AliasEvent) -> Node:
        if event.anchor not in self._anchors:
            raise RosterError(
                [Problem(_line(event), f"*{event.anchor} stands for nothing: no &{event.anchor} before it")]
            )
        return self._anchors[event.anchor]

    def _mapping(self, line: int, children: list[Node]) -> Keys:
        keys = Keys(line, {})
        merged: list[Node] = []
        for key, value in zip(children[::2], children[1::2], strict=True):
            if isinstance(key, Text) and key.merges:
                merged += value.items if isinstance(value, Items) else [value]
            else:
                self._add(keys, key, value)
        for source in merged:
            self._merge(keys, source)
        return keys

    def _add(self, keys: Keys, key: Node, value: Node) -> None:
        if not isinstance(key, Text) or key.value is None:
            self._problems.append(Problem(key.line, "a key must be a word"))
        elif key.value in keys.values:
            first = keys.values[key.value][0]
            self._problems.append(Problem(key.line, f'"{key.value}" is given twice: first on line {first}'))
        else:
            keys.values[key.value] = (key.line, value)

    def _merge(self, keys: Keys, source: Node) -> None:
        """Add what `source` has and `keys` has not, as YAML's merge key does. Source: https://yaml.org/type/merge.html"""
        if not isinstance(source, Keys):
            self._problems.append(Problem(source.line, "<< merges keys in: give it a mapping"))
            return
        self._merged += len(source.values)
        if self._merged > MOST_VALUES:
            raise too_much(source.line)
        keys.values = {**source.values, **keys.values}
