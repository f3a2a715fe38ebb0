"""A form for an item is filled with what was tagged and linked in its thread since its note was written."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.blocks.limits import units
from models.access import find_item
from models.facts.comments import CommentFacts
from models.facts.prefill import MORE, filled_from_thread, with_comments
from models.notes import LONGEST_TEXT, Draft, current_note, draft_of
from models.tables import CommentKind, Verdict
from models.verbs.answering import answer
from models.verbs.commenting import add_comment
from models.verbs.deciding import Answer, decide, may_decide
from models.verbs.handing_off import update_note
from models.workspace.following import keep_links
from models.workspace.messages import MessageNews
from tests.models.office import Office
from tests.people import ANA, JONAS, OPS, WEI, at

NOW = at("mon 12:00")


def tag(office: Office, kind: CommentKind, text: str, number: int = 1, now: datetime = NOW) -> MessageNews:
    """Wei puts a reply of Jonas's into the note of the first item."""
    news = MessageNews(OPS, f"1900000000.{number:06d}", str(office.item().ts), JONAS, text=text)
    add_comment(office.database, office.act(WEI, now, channel=OPS), 1, kind, news)
    return news


def filled(office: Office, **draft: Any) -> Draft:
    """The draft of the item's form."""
    with office.database.read() as session:
        return filled_from_thread(session, office.item(), Draft("Cert", "Renew it", **draft))


@pytest.fixture
def office(office: Office) -> Office:
    office.opens(at("mon 11:00"))
    office.sends_all(at("mon 11:00"))
    return office


def test_each_kind_has_its_field(office: Office) -> None:
    for number, kind in enumerate(CommentKind, 1):
        tag(office, kind, f"reply {number}", number)

    draft = filled(office)

    assert draft.why == "Concern (Jonas Weber): reply 1\nTrade-off (Jonas Weber): reply 2"
    assert draft.decision == "reply 3"
    assert draft.state_now == "Question (Jonas Weber): reply 4\nContext (Jonas Weber): reply 5"


def test_what_was_written_stays_and_another_question_to_decide_goes_to_why(office: Office) -> None:
    tag(office, CommentKind.DECISION, "v3 ships")
    tag(office, CommentKind.CONTEXT, "since Monday", 2)

    draft = filled(office, decision="Fail over?", state_now="Half done")

    assert (draft.decision, draft.why) == ("Fail over?", "Decision (Jonas Weber): v3 ships")
    assert draft.state_now == "Half done\nContext (Jonas Weber): since Monday"


def test_what_is_in_the_note_already_is_not_added_again(office: Office) -> None:
    tag(office, CommentKind.CONTEXT, "since Monday")
    draft = filled(office)
    update_note(office.database, office.act(WEI, NOW + timedelta(hours=1), channel=OPS), 1, draft)

    assert filled(office, state_now=draft.state_now) == draft
    assert filled(office) == replace(draft, state_now=""), "its author has taken it out on purpose"


def test_an_answer_that_came_since_stands_with_its_question(office: Office) -> None:
    news = tag(office, CommentKind.QUESTION, "Is replica 2 safe?")
    draft = filled(office)
    update_note(office.database, office.act(WEI, NOW + timedelta(hours=1), channel=OPS), 1, draft)
    reply = MessageNews(OPS, "1900000009.000000", news.root, ANA, text="Yes")
    answer(office.database, office.act(ANA, NOW + timedelta(hours=2), channel=OPS), news.ts, reply)

    assert filled(office, state_now=draft.state_now).state_now == (
        "Question (Jonas Weber): Is replica 2 safe?\n→ Ana Kovač: Yes"
    )


def test_links_seen_in_the_thread(office: Office) -> None:
    links = (("https://example.com/doc", "The doc"), ("https://example.com/pr", ""))
    keep_links(office.database, 1, MessageNews(OPS, "1900000001.000000", str(office.item().ts), JONAS, links=links))

    assert filled(office).links == "The doc: https://example.com/doc\nhttps://example.com/pr"
    assert filled(office, links="see https://example.com/doc").links.count("example.com/doc") == 1


@given(
    texts=st.lists(st.text(min_size=1, max_size=900) | st.just("🙋" * 2_000), max_size=12),
    before=st.text(max_size=3_000),
)
def test_whatever_was_said_it_fits_and_what_does_not_is_said(texts: list[str], before: str) -> None:
    comments = [
        CommentFacts(number, CommentKind.CONTEXT, "Ana", text, None, NOW, None, "", None)
        for number, text in enumerate(texts)
    ]

    state_now = with_comments(Draft("Cert", "Renew it", state_now=before), comments, at("mon 11:00")).state_now

    assert units(state_now) <= max(LONGEST_TEXT, units(before))
    assert state_now.startswith(before)
    left_out = [one.text for one in comments if one.text.strip() and one.text.strip()[:500] not in state_now]
    assert not left_out or MORE in state_now or units(before) > LONGEST_TEXT - len(MORE) - 1


def test_who_decided_what_and_why(office: Office) -> None:
    number = office.opens(at("mon 11:05"), decision_owner=JONAS, decision="May it ship?").item.number
    act = office.act(JONAS, NOW, channel=OPS)
    with office.database.read() as session:
        decision = may_decide(session, act, number)[1]
    decide(office.database, act, number, Answer(decision.id, 1, Verdict.APPROVED_IF, "counsel agreed", "after 12:00"))

    with office.database.read() as session:
        item = find_item(session, act, number)
        draft = filled_from_thread(session, item, draft_of(item, current_note(session, item)))

    assert draft.why == "Decision (Jonas Weber): approved if: after 12:00 → counsel agreed"
