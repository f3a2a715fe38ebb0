"""Links in a note: what they lead to, what they are called, from which minute on, what to look at."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.documents import Document, documents_in, service_of


@pytest.mark.parametrize(
    "address, service",
    [
        ("https://www.loom.com/share/abc", "Loom"),
        ("https://us02web.zoom.us/rec/share/x", "Zoom"),
        ("https://docs.google.com/document/d/1/edit", "Google Docs"),
        ("https://docs.google.com/spreadsheets/d/1", "Google Sheets"),
        ("https://docs.google.com/presentation/d/1", "Google Slides"),
        ("https://acme.notion.site/Plan-1", "Notion"),
        ("https://www.notion.so/acme/Plan-1", "Notion"),
        ("https://github.com/acme/x", "GitHub"),
        ("https://github.com/acme/x/pull/12#discussion", "GitHub pull request"),
        ("https://github.com/acme/x/issues/7", "GitHub issue"),
        ("https://gitlab.com/acme/x/-/merge_requests/3", "GitLab merge request"),
        ("https://acme.atlassian.net/browse/OPS-1", "Jira"),
        ("https://acme.atlassian.net/wiki/spaces/OPS", "Confluence"),
        ("https://linear.app/acme/issue/OPS-1", "Linear"),
        ("https://www.figma.com/file/1", "Figma"),
        ("https://youtu.be/xyz", "YouTube"),
        ("HTTPS://GitHub.com/acme", "GitHub"),
        ("https://wiki.example.com/x", "wiki.example.com"),
        # What only looks like one of them is called by its host.
        ("https://loom.com.evil.example/share", "loom.com.evil.example"),
        ("https://evilloom.com/share", "evilloom.com"),
        ("https://github.com@evil.example/acme", "evil.example"),
        ("javascript://github.com/x", ""),
        ("https:///x", ""),
        ("https://[x/", ""),
        ("https://example.com:0/", ""),
    ],
)
def test_a_place_is_known_by_its_host(address: str, service: str) -> None:
    assert service_of(address) == service


STAR = "https://wiki.example/Sun_(star)"
LOOM, DOC, PULL = "https://loom.com/share/a1", "https://docs.google.com/document/d/1", "https://github.com/a/b/pull/7"


@pytest.mark.parametrize(
    "text, document",
    [
        (LOOM, Document(LOOM, "Loom")),
        (f"Walkthrough: {LOOM}", Document(LOOM, "Loom", "Walkthrough")),
        (f"Walkthrough – {LOOM} from minute 12", Document(LOOM, "Loom", "Walkthrough", 720)),
        (f"{LOOM} from minute 12: the rebuild", Document(LOOM, "Loom", "", 720, "the rebuild")),
        (f"Walkthrough {LOOM} (from 12:34, the rebuild)", Document(LOOM, "Loom", "Walkthrough", 754, "the rebuild")),
        (f"Call {LOOM} at 1:02:03", Document(LOOM, "Loom", "Call", 3723)),
        (f"Call from minute 5: {LOOM} the second question", Document(LOOM, "Loom", "Call", 300, "the second question")),
        (f"{LOOM} min. 3", Document(LOOM, "Loom", "", 180)),
        (f"{LOOM}, from 12 min on the drop", Document(LOOM, "Loom", "", 720, "on the drop")),
        (f"- {LOOM}?t=754s the rebuild", Document(f"{LOOM}?t=754s", "Loom", "the rebuild", 754)),
        ("https://youtu.be/x?t=1h2m3s", Document("https://youtu.be/x?t=1h2m3s", "YouTube", "", 3723)),
        ("https://vimeo.com/1#t=61", Document("https://vimeo.com/1#t=61", "Vimeo", "", 61)),
        (f"[Plan B]({DOC})", Document(DOC, "Google Docs", "Plan B")),
        (f"<{DOC}|Plan B>", Document(DOC, "Google Docs", "Plan B")),
        (f"<{DOC}>", Document(DOC, "Google Docs")),
        (f"see ({DOC}).", Document(DOC, "Google Docs", "see")),
        (f"{DOC} the plan", Document(DOC, "Google Docs", "the plan")),
        (f"{PULL}: waits for review", Document(PULL, "GitHub pull request", "waits for review")),
        (f"({STAR})", Document(STAR, "wiki.example")),
        (f"移行計画: {DOC} 分", Document(DOC, "Google Docs", "移行計画", None, "分")),
        (f"שלום {DOC}", Document(DOC, "Google Docs", "שלום")),
        (f"min {LOOM}", Document(LOOM, "Loom", "min")),
        (f"{LOOM} from minute 99999", Document(LOOM, "Loom", "from minute 99999")),
    ],
)  # fmt: skip
def test_what_a_line_says_of_its_link(text: str, document: Document) -> None:
    assert documents_in(text) == (document,)


def test_several_of_a_line_and_the_same_again() -> None:
    found = documents_in(f"Plan: {DOC} and the change {PULL} waits\nagain {DOC}\nno link here, http:// neither")

    assert found == (
        Document(DOC, "Google Docs", "Plan"),
        Document(PULL, "GitHub pull request", "and the change", None, "waits"),
    )


def test_plain_text_stays_plain_text() -> None:
    assert documents_in("from minute 12 the rebuild\nexample.com\nftp://example.com\nhttp//example.com") == ()


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200), st.sampled_from([LOOM, DOC, PULL, "https://a.example/x"]), st.text(max_size=200))
def test_whatever_stands_around_it_only_addresses_of_the_web_are_found(before: str, address: str, after: str) -> None:
    for document in documents_in(f"{before} {address} {after}"):
        assert document.address.lower().startswith(("http://", "https://"))
        assert document.service
        assert not set(document.address) & set(' <>"|\n\t')
        assert document.seconds is None or 0 <= document.seconds <= 360_000
        for words in (document.title, document.look_at):
            assert "\n" not in words
    assert any(document.address == address for document in documents_in(f"{before} {address} {after}"))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all(text: str) -> None:
    documents_in(text)
