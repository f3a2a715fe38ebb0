"""Finds what a person means by its visible text."""

from collections.abc import Sequence
from typing import TypeVar

from bot.sandbox.people.impossible import Impossible

T = TypeVar("T")


def by_text(wanted: str, choices: Sequence[tuple[str, T]], what: str, which: int = 0) -> T:
    """The choice with that text (of several alike, the one at `which`, from 0); else the only one that starts with
    it, whatever its case."""
    exact = [value for text, value in choices if text == wanted]
    if which < len(exact):
        return exact[which]
    close = [value for text, value in choices if text.lower().startswith(wanted.lower())]
    if len(close) == 1:
        return close[0]
    there = ", ".join(repr(text) for text, _ in choices) or "none"
    raise Impossible(f"No {what} {wanted!r} here, or several; there is: {there}.")
