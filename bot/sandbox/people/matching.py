"""Finds what a person means by its visible text."""

from collections.abc import Sequence
from typing import TypeVar

from bot.sandbox.people.impossible import Impossible

T = TypeVar("T")


def by_text(wanted: str, choices: Sequence[tuple[str, T]], what: str) -> T:
    """The choice with that text; else the only one that starts with it, whatever its case."""
    exact = [value for text, value in choices if text == wanted]
    if exact:
        return exact[0]
    close = [value for text, value in choices if text.lower().startswith(wanted.lower())]
    if len(close) == 1:
        return close[0]
    there = ", ".join(repr(text) for text, _ in choices) or "none"
    raise Impossible(f"No {what} {wanted!r} here, or several; there is: {there}.")
