"""The small language in which Block Kit's limits are written: a rule looks at a value and notes what is wrong."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.payload import units


class Problems:
    """What is wrong with a payload, in Slack's words: `must be less than 76 characters [json-pointer:/blocks/0/…]`."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def add(self, path: str, message: str) -> None:
        """Note one problem at a JSON pointer."""
        self.messages.append(f"{message} [json-pointer:{path}]")


Rule = Callable[[Any, str, Problems], None]


def string(most: int, least: int = 1) -> Rule:
    """Text of so many characters, UTF-16 units or codepoints, whichever is more."""

    def check(value: Any, path: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problems.add(path, "should be a string")
        elif units(value) > most:
            problems.add(path, f"must be less than {most + 1} characters")
        elif units(value) < least:
            problems.add(path, f"must be more than {least - 1} characters")

    return check


def matching(pattern: str, what: str) -> Rule:
    """Text of a fixed form, such as a date."""
    form = re.compile(pattern)

    def check(value: Any, path: str, problems: Problems) -> None:
        if not isinstance(value, str) or not form.fullmatch(value):
            problems.add(path, f"should be {what}")

    return check


def one_of(*allowed: str) -> Rule:
    """One of a few words."""

    def check(value: Any, path: str, problems: Problems) -> None:
        if value not in allowed:
            problems.add(path, f"must be one of {', '.join(allowed)}")

    return check


def flag(value: Any, path: str, problems: Problems) -> None:
    """True or false."""
    if not isinstance(value, bool):
        problems.add(path, "should be a boolean")


def anything(value: Any, path: str, problems: Problems) -> None:
    """Slack looks at this elsewhere, or not at all."""


def whole(least: int, most: int) -> Rule:
    """A whole number within bounds."""

    def check(value: Any, path: str, problems: Problems) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            problems.add(path, "should be an integer")
        elif not least <= value <= most:
            problems.add(path, f"must be between {least} and {most}")

    return check


def items(rule: Rule, most: int, least: int = 1) -> Rule:
    """A list of so many things that each follow a rule."""

    def check(value: Any, path: str, problems: Problems) -> None:
        if not isinstance(value, list):
            problems.add(path, "should be an array")
            return
        if len(value) > most:
            problems.add(path, f"no more than {most} items allowed")
        if len(value) < least:
            problems.add(path, f"must provide at least {least} items" if value else "must not be empty")
        for index, item in enumerate(value):
            rule(item, f"{path}/{index}", problems)

    return check


def shape(required: Mapping[str, Rule], optional: Mapping[str, Rule], *extra: Rule) -> Rule:
    """An object with these keys and no others; `extra` rules see the whole object once its keys are right."""

    def check(value: Any, path: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.add(path, "should be an object")
            return
        before = len(problems.messages)
        for key in required.keys() - value.keys():
            problems.add(path, f"missing required field: {key}")
        for key, child in value.items():
            rule = required.get(key) or optional.get(key)
            if rule is None:
                problems.add(f"{path}/{key}", f"invalid additional property: {key}")
            else:
                rule(child, f"{path}/{key}", problems)
        if len(problems.messages) == before:
            for rule in extra:
                rule(value, path, problems)

    return check


def by_type(table: Mapping[str, Rule], what: str) -> Rule:
    """An object whose `type` says which rule it follows."""

    def check(value: Any, path: str, problems: Problems) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in table:
            problems.add(path, f"unsupported type: {kind}" if what == "block" else f"invalid {what} type: {kind}")
            return
        table[kind](value, path, problems)

    return check
