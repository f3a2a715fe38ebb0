"""People's words are shown as they are: whatever they type pings nobody, breaks nothing and loses nothing."""

import unicodedata

import pytest

from bot.sandbox.people.form import Form
from tests.people import JONAS, LUIS, OPS, WEI, at
from tests.workspace import Workspace

WORDS = {
    "emoji": "👩‍👩‍👧‍👦" * 270,  # 11 UTF-16 units each: 2,970 of the 3,000
    "channel": "<!channel> <!here> <!everyone> <!subteam^S0123> done?",
    "everyone": "@everyone @here @channel look",
    "person": "<@U0JONAS> and @Jonas Weber and <#C0OPS>",
    "bold": "*bold* _it_ ~no~ `code` ```block``` > quote",
    "links": "<https://evil.example|good.example> https://example.com/?a=1&b=<2>",
    "escaped": "R&D &amp; &lt;b&gt;",
    "right to left": "\u202eevil\u202c \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "lines": "one\n\n\ntwo\r\nthree\n" + "\n" * 50 + "end",
    "date": "<!date^1803889800^{date}|fake>",
    "long word": "x" * 3_000,
}
TEXTS = ["Next step", "Decision", "Without a decision", "State now", "Why", "Ruled out", "If / then", "Links"]


def all_sent(workspace: Workspace) -> bool:
    """Whether Slack took everything that was sent."""
    return all(call.ok for call in workspace.slack.calls)


def signs(text: str) -> str:
    """The text without white space and invisible signs, which a view may break or set apart."""
    return "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) != "Cf")


def every_page(note: Form) -> str:
    """All that a full note says, a page after the other."""
    pages = [note.text]
    while "Next page" in note.buttons:
        note.press("Next page")
        pages.append(note.text)
    return "\n".join(text.partition("\nPage ")[0] for text in pages)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS.keys())
def test_in_every_field_and_every_message(workspace: Workspace, words: str) -> None:
    headline = " ".join(words.split())[:70]
    form = workspace.form(WEI, "/handoff x").fill("Headline", headline).press("More context")
    for label in TEXTS:
        form.fill(label, words)
    assert form.submit() == {}
    workspace.settle()
    [card] = workspace.cards()

    shown = every_page(workspace.presses_for_form(JONAS, card, "Full note"))
    assert signs(shown).count(signs(words)) >= len(TEXTS)
    assert "H-1" in workspace.types(JONAS, "/handoff show H-1")
    assert "H-1" in workspace.types(JONAS, "/handoff list all")
    workspace.types(JONAS, "/handoff claim H-1")
    workspace.types(JONAS, "/handoff H-1 to Los Angeles")
    workspace.turn_to(at("mon 17:00"))
    assert "H-1" in workspace.dms(LUIS)[0]
    workspace.types(LUIS, f"/handoff back H-1 {words}")
    workspace.turn_to(at("tue 08:00"))
    assert all_sent(workspace)
    assert workspace.slack.pings == []


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS.keys())
def test_typed_behind_the_command_and_in_the_dm(workspace: Workspace, words: str) -> None:
    card = workspace.hands_off(WEI, "Cert")

    workspace.types(WEI, f"/handoff H-1 to {words}")
    workspace.types(WEI, f"/handoff show H-1 {words}")
    if (form := workspace.person(WEI).form) is not None:
        form.close()
    workspace.writes(WEI, f"handoff {words}")
    workspace.writes(WEI, words)
    workspace.writes(WEI, f"claim H-{words}")
    workspace.types(WEI, f"/handoff cancel H-1 {words}")

    assert "✗ Cancelled · H-1" in card.shown_to(workspace.person(JONAS))
    assert all_sent(workspace)


def test_a_headline_of_many_lines_becomes_one(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff").fill("Headline", "one\ttwo   three").fill("Next step", "Renew it")

    form.submit()
    workspace.settle()

    assert "one two three" in workspace.cards(OPS)[0].text


def test_a_headline_beyond_its_length_is_refused_by_the_client_and_by_us(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff").fill("Headline", "x" * 151).fill("Next step", "Renew it")

    assert form.submit() == {"Headline": "Must be at most 150 characters."}
    assert form.submit(bypass=True)["Headline"].startswith("A headline has at most 150 characters; this has 151.")


def test_a_text_beyond_its_length_is_refused_at_its_field(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Cert").fill("Next step", "x" * 3_001)

    assert form.submit(bypass=True) == {"Next step": "At most 3000 characters fit here."}


def test_names_with_signs_in_them_ping_nobody(workspace: Workspace) -> None:
    workspace.slack.set_user(WEI, real_name="<!channel> @everyone *W*")
    workspace.settle()

    card = workspace.hands_off(WEI, "Cert")
    workspace.types(JONAS, "/handoff claim H-1")
    workspace.types(JONAS, "/handoff who")

    assert "From: <!channel>" in card.shown_to(workspace.person(JONAS)) or "Owner: Jonas" in card.text
    assert all_sent(workspace)
