"""Typed text as its author saw it."""

import pytest

from handlers.asks.typed_text import mentions, readable

NAMES = {"U0PRIYA": "Priya Nair"}


@pytest.mark.parametrize(
    "sent, shown",
    [
        ("R&amp;D &lt;b&gt;", "R&D <b>"),
        ("ask <@U0PRIYA|priya>", "ask @Priya Nair"),
        ("ask <@U0NEW|new.person>", "ask @new.person"),
        ("ask <@U0NEW>", "ask @U0NEW"),
        ("in <#C0OPS|ops>", "in #ops"),
        ("in <#C0SECRET|>", "in a private channel"),
        ("<!channel> <!here|here> <!subteam^S1|@oncall>", "@channel here @oncall"),
        ("see <https://a.example/?b=1&amp;c=2|a.example>", "see https://a.example/?b=1&c=2"),
        ("1 &lt; 2 &gt; 0", "1 < 2 > 0"),
        ("&amp;lt;", "&lt;"),
        ("a < b", "a < b"),
    ],
)
def test_readable(sent: str, shown: str) -> None:
    assert readable(sent, NAMES.get) == shown


def test_mentions() -> None:
    assert mentions("<@U1|one> and <@W2> but not <#C3|three>") == ["U1", "W2"]
