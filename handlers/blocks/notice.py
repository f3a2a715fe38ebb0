"""Messages whose words were settled when they were owed: notices (a sentence) and replies (as Slack takes them)."""

from collections.abc import Mapping
from typing import Any

from handlers.blocks.limits import MOST_TEXT, fit
from handlers.blocks.parts import words
from handlers.blocks.rendered import Rendered
from handlers.blocks.words import escape


def notice(body: Mapping[str, Any]) -> Rendered:
    """A sentence in plain text, since it may hold people's words; back-ticks would show there, so they go."""
    says = fit(str(body["text"]).replace("`", ""), MOST_TEXT)
    return Rendered(escape(says), [words(says)])


def reply(body: Mapping[str, Any]) -> Rendered:
    """An answer as it was built."""
    return Rendered(str(body["text"]), list(body.get("blocks", [])))
