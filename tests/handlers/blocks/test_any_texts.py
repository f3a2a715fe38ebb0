"""Whatever people type: every message stays inside Slack's limits, nothing of theirs formats, links or pings."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import cycle

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from slack_sdk.models.views import View

from bot.sandbox.block_limits import check_message_blocks, check_view
from handlers.blocks.arrivals import arrivals
from handlers.blocks.card.card import card
from handlers.blocks.card.lines import line
from handlers.blocks.circling import LABELS
from handlers.blocks.decisions.form import CHOICES, decision_form
from handlers.blocks.decisions.line import decision_line
from handlers.blocks.decisions.log import decision_log_answer
from handlers.blocks.decisions.question import decision_dm
from handlers.blocks.digest.daily import digest
from handlers.blocks.form.unsent import BegunFacts, begun_rows, not_sent
from handlers.blocks.help import help_text
from handlers.blocks.listing import listing, shown
from handlers.blocks.note.documents import document_rows
from handlers.blocks.note.recap import recap_view
from handlers.blocks.note.since import since_blocks, since_line
from handlers.blocks.note.view import note_view, version_view
from handlers.blocks.notice import notice
from handlers.blocks.parts import small_words, words
from handlers.blocks.read_back.sender_questions import question_line
from handlers.blocks.reminder import reminder
from handlers.blocks.several import all_waiting, several_claimed, several_form
from handlers.blocks.shifts.cover import cover_message, covers_listed
from handlers.blocks.shifts.news import shift_message
from handlers.blocks.shifts.who import who
from handlers.blocks.spoken import in_words, message
from handlers.decision_state import Filled
from models.acts import Act, Surface
from models.facts.arrivals import ArrivalFacts
from models.facts.asked import DecisionDmFacts, ToDecideFacts
from models.facts.comments import CommentFacts
from models.facts.covers import CoverNewsFacts, OwnCovers
from models.facts.decision_line import DecisionLineFacts
from models.facts.decision_log import DecisionLog, LoggedDecision
from models.facts.digest import DigestFacts, TurnFacts
from models.facts.full_note import FullNote, OldNote
from models.facts.item import ChangeFacts, ItemFacts
from models.facts.line import LineFacts
from models.facts.meanwhile import MeanwhileFacts
from models.facts.reminder import ReminderEntry, ReminderFacts
from models.facts.sender_questions import QuestionFacts
from models.facts.shift_changes import ShiftNewsFacts
from models.facts.since import SinceFacts
from models.facts.waiting import WaitingFacts
from models.facts.who import WhoFacts
from models.lists import Listing
from models.owed.digests import Beyond, EntryFacts
from models.owed.owing import ANSWERED, ARRIVED, FOR_YOU, MEANWHILE, OWNED, SETTLE
from models.owed.reminders import OF_REGION, ON_SHIFT, SNOOZED
from models.tables import CommentKind, Verb, Verdict
from models.verbs.claiming_several import Became, Claimed
from tests.handlers.blocks import samples
from tests.handlers.blocks.checks import check_message, check_words, texts_of
from tests.handlers.blocks.samples import (
    BERLIN,
    JONAS,
    MARK,
    NOW,
    READ_BACK,
    SIGNS,
    TO_BERLIN,
    a_decision,
    a_digest,
    an_owned_item,
    the_largest,
)

ANY = settings(max_examples=30, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


@ANY
@given(samples.items())
def test_a_card(item: ItemFacts) -> None:
    check_message(card(item, NOW))


@ANY
@given(samples.headlines, st.sampled_from(["", "H-42"]), samples.instants, st.integers(0, 4))
def test_a_form_that_was_not_sent(headline: str, label: str, at: datetime, more: int) -> None:
    begun = BegunFacts(7, at, label, headline)
    check_message(not_sent(begun, BERLIN, NOW))
    check_words(begun_rows(begun, more, BERLIN, NOW))


@ANY
@given(samples.items())
def test_an_item_shown(item: ItemFacts) -> None:
    check_message(shown(item, BERLIN, NOW))


@ANY
@given(samples.since)
def test_what_has_changed_fits_in_one_block_and_one_line(since: SinceFacts) -> None:
    blocks = since_blocks(since, BERLIN, NOW)
    check_words([block.to_dict() for block in blocks])
    assert all(f"{LABELS[one.name]} " in json.dumps([block.to_dict() for block in blocks]) for one in since.fields)
    check_words([small_words(since_line(since, BERLIN, NOW) or "nothing").to_dict()])


@settings(ANY, max_examples=15)  # there is much on its pages
@given(samples.full_notes, st.sampled_from([1, 1, 1, 30]))
def test_a_full_note_loses_nothing_on_its_pages(once: FullNote, often: int) -> None:
    full = samples.many_times(once, often)
    item, everything = full.item, without_marks(read_through(lambda page: note_view(full, BERLIN, NOW, page)))
    for typed in (
        item.note.next_step,
        item.note.why,
        item.note.state_now,
        item.note.links,
        item.note.whats_new,
        *([sent.reason for sent in item.circling.sent_back] if item.circling else [item.sent_back_because or ""]),
        *(text for one in full.comments for text in (one.text, one.answer)),
        *(one.text for one in full.read_backs if not one.as_asked),
        *(text for one in full.questions for text in (one.text, one.answer if one.answered_at else "")),
        *(text for one in full.decisions if one.verdict is not Verdict.PENDING for text in (one.why, one.condition)),
        *(one.reason for one in full.history.past),
    ):
        assert without_marks(typed) in everything


@settings(ANY, max_examples=20)
@given(samples.old_notes)
def test_an_old_version_loses_nothing_either(old: OldNote) -> None:
    everything = without_marks(read_through(lambda page: version_view(old, BERLIN, NOW, page)))
    for typed in (old.note.headline, old.note.next_step, old.note.why, old.note.decision, old.note.links):
        assert without_marks(typed) in everything


def read_through(page: Callable[[int], View]) -> str:
    """The plain text of all pages but their buttons', each of which Slack takes."""
    read, number = "", 0
    while True:
        view = page(number).to_dict()
        check_view(view)
        check_words(view["blocks"])
        assert len(json.dumps(view)) < 250_000
        said = [{**block, "accessory": None} for block in view["blocks"] if block["type"] != "actions"]
        read += "".join(plain["text"] for plain in texts_of(said, "plain_text"))
        if '"note_next"' not in json.dumps(view):
            return read
        number += 1


@ANY
@given(samples.items())
def test_a_recap_loses_nothing(item: ItemFacts) -> None:
    view = recap_view(item).to_dict()
    check_view(view)
    check_words(view["blocks"])
    everything = "".join(plain["text"] for plain in texts_of(view["blocks"], "plain_text"))
    assert without_marks(item.note.recap) in without_marks(everything)


@ANY
@given(st.lists(samples.typed, max_size=12).map(" https://loom.com/share/1 ".join))
def test_links_of_any_text(links: str) -> None:
    rows = [block.to_dict() for block in document_rows(links)]
    if rows:
        check_message_blocks(rows)
    check_words(rows)
    assert all(row["elements"][0].get("url", "http").startswith("http") for row in rows)


def without_marks(text: str) -> str:
    """Without white space, and without the signs that only turn the direction of writing."""
    return "".join(re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text).split())


@ANY
@given(samples.lines)
def test_a_line(facts: LineFacts) -> None:
    check_message(line(facts))


@ANY
@given(samples.questions)
def test_a_question_in_the_thread(question: QuestionFacts) -> None:
    check_message(question_line(question, "H-42"))


@ANY
@given(samples.digests)
def test_a_digest(facts: DigestFacts) -> None:
    check_message(digest(facts, NOW))


@ANY
@given(st.lists(samples.items(), max_size=30), st.integers(0, 900))
def test_all_that_waits_and_what_becomes_of_several(items: list[ItemFacts], first: int) -> None:
    facts = WaitingFacts(7, BERLIN, first, first + len(items) + 5, tuple(items[:20]))
    check_message(all_waiting(facts, NOW))
    form = several_form(replace(facts, items=tuple(items)), NOW).to_dict()
    check_view(form)
    check_words(form["blocks"])
    if items:
        claimed = [
            Claimed(item.number, became, item.note.headline) for item, became in zip(items, cycle(Became), strict=False)
        ]
        done = several_claimed(claimed).to_dict()
        check_view(done)
        check_words(done["blocks"])


@ANY
@given(samples.arrived)
def test_arrivals(facts: ArrivalFacts) -> None:
    if facts.entries:
        check_message(arrivals(facts, NOW))


@ANY
@given(samples.reminders)
def test_a_reminder(facts: ReminderFacts) -> None:
    if facts.entries:
        check_message(reminder(facts, NOW))


@ANY
@given(samples.decision_dms)
def test_a_dm_that_asks_to_decide(facts: DecisionDmFacts) -> None:
    check_message(decision_dm(facts, NOW))


@pytest.mark.parametrize("sign", SIGNS)
def test_decisions_that_could_not_be_longer(sign: str) -> None:
    long = (MARK + sign * 3_000)[:3_000]
    decision = a_decision(question=long, without=long, headline=long[:150], name=sign * 80, passed_by=sign * 80,
                          passed_why=long[:300], condition=long[:300], why=long[:300])  # fmt: skip
    comments = tuple(
        CommentFacts(number, kind, sign * 80, long, None, NOW, None, "", None)
        for number in range(9)
        for kind in (CommentKind.CONCERN, CommentKind.TRADE_OFF)
    )
    one = ToDecideFacts(decision, samples.WEI, NOW, long, comments, long, 3)
    check_message(decision_dm(DecisionDmFacts("U0JONAS", BERLIN, (one,)), NOW))
    lapsed = replace(one, decision=replace(decision, verdict=Verdict.LAPSED, lapsed_at=NOW, told=(NOW,) * 9))
    check_message(decision_dm(DecisionDmFacts("U0JONAS", BERLIN, (lapsed,)), NOW))
    check_message(decision_dm(DecisionDmFacts("U0JONAS", BERLIN, (one, lapsed) * 30), NOW))
    check_view(decision_form(one, Filled(Verdict.PASSED_ON, long, long), "C0OPS", NOW, changed=True).to_dict())
    logged = LoggedDecision(replace(decision, verdict=Verdict.APPROVED_IF), (long,) * 5, "https://sun.slack.com/x")
    log = DecisionLog(long, (decision,) * 30, (logged,) * 20, more=True, searched_all=False, zone=BERLIN)
    check_message(decision_log_answer(log, NOW, "/handoff"))


@ANY
@given(samples.asked_to_decide, st.sampled_from([None, *CHOICES]), samples.typed, st.booleans())
def test_the_form_that_decides(facts: ToDecideFacts, verdict: Verdict | None, text: str, changed: bool) -> None:
    view = decision_form(facts, Filled(verdict, text, text), "C0OPS", NOW, changed=changed).to_dict()
    check_view(view)
    check_words([block for block in view["blocks"] if block["type"] != "input"])


@ANY
@given(samples.decision_lines | samples.undone_lines)
def test_a_line_of_a_decision(facts: DecisionLineFacts) -> None:
    check_message(decision_line(facts))


@ANY
@given(samples.decision_logs)
def test_the_decision_log(log: DecisionLog) -> None:
    check_message(decision_log_answer(log, NOW, "/handoff"))


@ANY
@given(samples.listings)
def test_a_list(found: Listing) -> None:
    rendered = listing(found, NOW, "/handoff")
    assert len(rendered.blocks) == 1
    check_message(rendered)


@ANY
@given(samples.shift_news)
def test_news_of_shifts(facts: ShiftNewsFacts) -> None:
    if facts.changes:
        check_message(shift_message(facts, NOW))


@ANY
@given(samples.cover_news)
def test_a_cover_that_is_asked_for(facts: CoverNewsFacts) -> None:
    check_message(cover_message(facts, NOW))


@ANY
@given(samples.own_covers)
def test_a_list_of_covers(covers: OwnCovers) -> None:
    check_message(covers_listed(covers, BERLIN, Act(1, "U0JONAS", NOW, Surface.COMMAND)))


@settings(ANY, max_examples=15)  # a team's two weeks are much to draw
@given(samples.whos)
def test_who(facts: WhoFacts) -> None:
    check_message(who(facts, BERLIN, NOW))


@ANY
@given(st.none() | samples.typed)
def test_help(guess: str | None) -> None:
    check_message(help_text("/handoff", guess))


@ANY
@given(samples.typed)
def test_a_notice(says: str) -> None:
    rendered = notice({"text": says})
    check_message_blocks(rendered.payload()["blocks"])
    check_words(rendered.payload()["blocks"])


@pytest.mark.parametrize("sign", SIGNS)
def test_a_digest_of_sixty_items_that_could_not_be_longer(sign: str) -> None:
    mine, yours = [the_largest(n, sign) for n in range(1, 31)], [the_largest(n, sign, FOR_YOU) for n in range(31, 61)]
    owned = [the_largest(n, sign, OWNED) for n in range(61, 121)]
    asked = [the_largest(n, sign, SETTLE) for n in range(121, 141)]
    turns = tuple(TurnFacts(sign * 80, NOW) for _ in range(9))
    news = [the_largest(n, sign, MEANWHILE) for n in range(141, 161)]
    taken = ChangeFacts(Verb.CLAIM, sign * 80, NOW)
    told = MeanwhileFacts(
        taken, MARK + sign * 300, passed=(sign * 80,) * 9, replies=tuple((one, 9) for one in CommentKind)
    )
    facts = a_digest(
        *asked, *mine, *yours, *owned, *news, name=sign * 80, yours=turns, awake=turns, beyond=Beyond(99, 99, 99),
        meanwhile=dict.fromkeys(range(141, 161), told),
    )  # fmt: skip
    check_message(digest(facts, NOW))
    gone = [replace(entry, waits=False, item=an_owned_item(entry.item.id, owner=entry.item.owner)) for entry in mine]
    check_message(digest(replace(facts, entries=(*gone, *yours, *owned)), NOW))


@pytest.mark.parametrize("sign", SIGNS)
def test_arrivals_of_sixty_items_that_could_not_be_longer(sign: str) -> None:
    entries = [the_largest(number, sign, (ARRIVED, SETTLE)[number % 2]) for number in range(1, 61)]
    owners = [replace(entry.item.owner, user=f"U{number}") for number, entry in enumerate(entries)]
    apart = [replace(one, item=replace(one.item, owner=owner)) for one, owner in zip(entries, owners, strict=True)]
    check_message(arrivals(ArrivalFacts("U0JONAS", BERLIN, tuple(apart)), NOW))


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("answers", [1, 2])
def test_arrivals_of_all_there_can_be_at_once_say_what_they_leave_out(sign: str, answers: int) -> None:
    long = MARK + sign * 300
    question = QuestionFacts(1, 1, "U0JONAS", sign * 80, "U0WEI", sign * 80, long, NOW, long, NOW)
    waiting = [replace(the_largest(number, sign, ARRIVED), asked=(question,)) for number in range(1, 5)]
    answered = [
        replace(the_largest(n, sign, ANSWERED), waits=False, asking=(question,) * answers) for n in range(5, 11)
    ]
    taken = [an_owned_item(number, note=the_largest(number, sign).item.note, owner=JONAS) for number in range(11, 14)]
    reads = replace(READ_BACK, sender_name=sign * 80, text="", as_asked=False, written_at=None)
    claimed = [EntryFacts(ARRIVED, replace(item, read_back=reads), waits=False) for item in taken]
    gone = [EntryFacts(ARRIVED, replace(the_largest(n, sign).item, offer=None), waits=False) for n in range(14, 30)]

    message = arrivals(ArrivalFacts("U0JONAS", BERLIN, (*waiting, *answered, *claimed, *gone)), NOW)

    check_message(message)
    assert "more answer" in message.text
    assert "more that wait no longer" in message.text


@pytest.mark.parametrize("sign", SIGNS)
def test_a_reminder_of_sixty_items_that_could_not_be_longer(sign: str) -> None:
    waiting = [the_largest(number, sign, (ON_SHIFT, OF_REGION, SNOOZED)[number % 3]) for number in range(1, 61)]
    owner = replace(waiting[0].item.owner, user="U0ANA")
    gone = [EntryFacts(ON_SHIFT, an_owned_item(number, owner=owner), waits=False) for number in range(61, 121)]
    entries = tuple(ReminderEntry(one, NOW, NOW) for one in (*waiting, *gone))
    check_message(reminder(ReminderFacts("U0JONAS", BERLIN, entries), NOW))


@pytest.mark.parametrize("sign", SIGNS)
def test_a_card_that_could_not_be_longer(sign: str) -> None:
    item = the_largest(42, sign).item
    long = (MARK + sign * 3_000)[:3_000]
    note = replace(item.note, decision=long, without_decision=long, decide_by=NOW)
    offer = replace(
        TO_BERLIN, name=sign * 80, on_shift=(sign * 80,) * 9, skipped=((sign * 80, NOW.date(), sign * 80),) * 9
    )
    check_message(card(replace(item, note=note, decider=sign * 80, offer=offer), NOW))


@ANY
@given(samples.typed, st.sampled_from(["Type /handoff to begin.", "Type <this> & that."]))
def test_words_made_without_models_are_the_same(text: str, ending: str) -> None:
    assert in_words(text, ending).payload() == message([words(text)], ending).payload()
