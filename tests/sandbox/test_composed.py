"""What is typed into the message box becomes rich text, as Slack's own box makes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import Person
from bot.sandbox.people.composed import composed
from bot.sandbox.reading.text import escape
from tests.sandbox.conftest import App, Json


def elements(text: str) -> list[Json]:
    (block,) = composed(text)
    assert block["type"] == "rich_text"
    found: list[Json] = block["elements"]
    return found


def plain_text(text: str) -> Json:
    return {"type": "text", "text": text}


def test_names_links_and_emoji_are_what_they_are(app: App, wei: Person) -> None:
    wei.posts("ops", "@Jonas Weber look at https://x.example/a?b&c in #ops :tada: :+1: at 10:30:45")
    (section,) = app.events("message")[-1]["blocks"][0]["elements"]
    assert section["elements"] == [
        {"type": "user", "user_id": "U0JON"}, plain_text(" look at "),
        {"type": "link", "url": "https://x.example/a?b&c"}, plain_text(" in "),
        {"type": "channel", "channel_id": "C0OPS"}, plain_text(" "), {"type": "emoji", "name": "tada"}, plain_text(" "),
        {"type": "emoji", "name": "+1"}, plain_text(" at 10:30:45"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed, style, text",
    [("*now*", "bold", "now"), ("_so_", "italic", "so"), ("~no~", "strike", "no"), ("`a < b`", "code", "a < b")],
)
def test_styles(typed: str, style: str, text: str) -> None:
    assert elements(escape(f"it is {typed}."))[0]["elements"] == [
        plain_text("it is "), plain_text(text) | {"style": {style: True}}, plain_text("."),
    ]  # fmt: skip


def test_quotes_and_code() -> None:
    found = elements(escape("he said\n> do it\n> now\nand\n```\nif a > b:\n    go()\n```\nso"))
    assert [part["type"] for part in found] == [
        "rich_text_section", "rich_text_quote", "rich_text_section", "rich_text_preformatted", "rich_text_section",
    ]  # fmt: skip
    assert [part["elements"][0]["text"] for part in found] == [
        "he said", "do it\nnow", "and", "if a > b:\n    go()", "so",
    ]  # fmt: skip


def test_nothing_is_nothing() -> None:
    assert composed("") == []


@given(st.text(alphabet="ab:*_~`>&<\n 1😀ש", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    """Whatever is typed: letters and digits stand in the blocks in their order."""
    said = "".join(
        piece.get("text", piece.get("name", "")) for part in (elements(escape(text)) if text else [])
        for piece in part["elements"]
    )  # fmt: skip
    letters = "ab1😀ש"
    assert [c for c in said if c in letters] == [c for c in text if c in letters]
