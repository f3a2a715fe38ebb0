"""Facts to show: a plain item of the stories, and any item at all with whatever texts people may type."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from models.decisions import ENDED
from models.facts.arrivals import ArrivalFacts
from models.facts.asked import DecisionDmFacts, ToDecideFacts
from models.facts.circling import COMPARED, CirclingFacts, SentBackFacts
from models.facts.comments import CommentCount, CommentFacts
from models.facts.covers import CoverFacts, CoverNewsFacts, CoverState, OwnCovers
from models.facts.decision_line import DecisionLineFacts
from models.facts.decision_log import DecisionLog, LoggedDecision
from models.facts.decisions import DecisionFacts
from models.facts.digest import ClockFacts, DigestFacts, TurnFacts
from models.facts.full_note import FullNote, OldNote
from models.facts.history import HistoryFacts, PastFacts, StayFacts, VersionFacts
from models.facts.item import ChangeFacts, ClosingFacts, ItemFacts, OfferFacts, PersonFacts
from models.facts.line import LineFacts
from models.facts.meanwhile import MeanwhileFacts
from models.facts.read_backs import ReadBackFacts
from models.facts.reminder import ReminderEntry, ReminderFacts
from models.facts.sender_questions import QuestionFacts
from models.facts.settling import AskedFacts, SettleFacts
from models.facts.shift_changes import ShiftChangeFacts, ShiftNewsFacts
from models.facts.since import FieldFacts, SinceFacts
from models.facts.who import ClosedFacts, CoveredFacts, OnShiftFacts, RegionTurnFacts, TeamTurnFacts, WhoFacts
from models.lists import Listed, Listing, Scope
from models.notes import LONGEST_HEADLINE, LONGEST_NEWS, LONGEST_TEXT, Draft
from models.owed.again import Choice
from models.owed.digests import Beyond, EntryFacts
from models.owed.owing import ANSWERED, ARRIVED, ASKED, FOR_YOU, MEANWHILE, OWNED, SETTLE, WAITING
from models.owed.reminders import OF_REGION, ON_SHIFT, SNOOZED
from models.owed.settling import Why
from models.shifts.coverage import ClockChange, Gap, Overlap
from models.shifts.overlap import Together
from models.shifts.shift import Span
from models.tables import CommentKind, ShiftChangeKind, State, Urgency, Verb, Verdict

NOW: Final = datetime(2027, 3, 2, 10, 30, tzinfo=UTC)
HOUR: Final = timedelta(hours=1)
BERLIN: Final = "Europe/Berlin"
# Stands at the start of whatever people typed, and nowhere in our own words.
MARK: Final = "ŧŋđ"
WEI: Final = PersonFacts("U0WEI", "Wei Lin", "Singapore", None, NOW + 15 * HOUR)
JONAS: Final = PersonFacts("U0JONAS", "Jonas Weber", "Berlin", NOW + 6 * HOUR, None)
TO_BERLIN: Final = OfferFacts(
    "Berlin", None, "Berlin", ("Jonas Weber",), NOW - HOUR, NOW - 2 * HOUR, NOW + 6 * HOUR, ()
)
TOGETHER: Final = Together(NOW - HOUR / 2, NOW + HOUR)
CIRCLING: Final = CirclingFacts(
    "Berlin", 3, 2,
    (SentBackFacts("Kofi", NOW - 30 * HOUR, "no access"), SentBackFacts("Luis", NOW - 3 * HOUR, "not ours")),
    "access given", (),
)  # fmt: skip
SETTLE_IT: Final = SettleFacts(
    Why.CIRCLING, (AskedFacts("U0PRIYA", "Priya", may_claim=True),), asks_leads=True,
    visits=(("Berlin", 3), ("Singapore", 2)), other="Berlin", together=TOGETHER,
)  # fmt: skip
READ_BACK: Final = ReadBackFacts(
    7, "U0JONAS", "Jonas Weber", "U0WEI", "Wei Lin", wants_words=False, text="Rebuild first. Is replica 2 safe?",
    as_asked=False, written_at=NOW, can_ask=True,
)  # fmt: skip
NOT_READ_BACK: Final = replace(READ_BACK, text="", written_at=None)
NOTE: Final = Draft("Replica 3 lags 40 s", "restart the rebuild", Urgency.CRITICAL)


def an_item(number: int = 42, **different: Any) -> ItemFacts:
    """H-42, critical, Wei's, waiting for Berlin; but for what is `different`."""
    plain = ItemFacts(
        id=number, number=number, label=f"H-{number}", team="Platform", urgency=Urgency.CRITICAL, state=State.OFFERED,
        note=NOTE, note_version=1, owner=WEI, parked=False, offer=TO_BERLIN, closing=None, by=NOW + 4 * HOUR, hops=0,
        times_sent_back=0, sent_back_because=None, came_from=None, decider=None, opened_at=NOW - 3 * HOUR,
        changed_at=NOW - HOUR, owner_since=NOW - 3 * HOUR, channel="C0OPS",
        link="https://sun.slack.com/archives/C0OPS/p1", page=None, last=ChangeFacts(Verb.OFFER, "Wei Lin", NOW - HOUR),
    )  # fmt: skip
    return replace(plain, **different)


def a_full_note(item: ItemFacts, **more: Any) -> FullNote:
    """All there is of the item: nothing but itself, and what there is `more`."""
    nothing = HistoryFacts((), 0, (), ())
    return FullNote(
        item, **{"comments": (), "read_backs": (), "questions": (), "decisions": (), "history": nothing, **more}
    )


def many_times(full: FullNote, often: int) -> FullNote:
    """The same with so many times as much said and done."""
    past = full.history
    history = replace(past, past=past.past * often, way=past.way * often, versions=past.versions * often)
    return replace(
        full, history=history, comments=full.comments * often, questions=full.questions * often,
        read_backs=full.read_backs * often, decisions=full.decisions * often,
    )  # fmt: skip


def a_listed(number: int = 42, **different: Any) -> Listed:
    """H-42 as a list shows it; but for what is `different`."""
    plain = Listed(number, Urgency.CRITICAL, NOTE.headline, "Wei Lin", "Berlin", parked=False, by=NOW + 4 * HOUR)
    return plain._replace(**different)


def an_owned_item(number: int = 42, **different: Any) -> ItemFacts:
    """The same, claimed by Jonas an hour ago."""
    claimed = ChangeFacts(Verb.CLAIM, "Jonas Weber", NOW - HOUR)
    owned: dict[str, Any] = {"state": State.OPEN, "offer": None, "owner": JONAS, "owner_since": NOW - HOUR}
    return an_item(number, **{**owned, "came_from": "Wei Lin", "last": claimed, **different})


def a_decision(**different: Any) -> DecisionFacts:
    """Whether banner v3 may ship, which Jonas decides within the hour; but for what is `different`."""
    plain = DecisionFacts(
        id=7, number=42, headline="Ship the banner", urgency=Urgency.STEADY, confidential=False, live=True,
        question="May banner v3 ship?", decide_by=NOW + HOUR, without="we wait", decider="U0JONAS", name="Jonas Weber",
        verdict=Verdict.PENDING, stands=True, version=1,
    )  # fmt: skip
    return replace(plain, **different)


def a_done_item(number: int = 42, **different: Any) -> ItemFacts:
    """The same, done by Jonas ten minutes ago."""
    closing = ClosingFacts("Jonas Weber", NOW - HOUR / 6, "", ("Singapore", "Berlin"))
    return an_owned_item(number, **{"state": State.DONE, "closing": closing, **different})


def a_digest(*entries: EntryFacts, **different: Any) -> DigestFacts:
    """Jonas's digest on a day on which Berlin is his."""
    day = Span(NOW.date(), NOW - 2 * HOUR, NOW + 6 * HOUR)
    turn = (TurnFacts("Berlin", day.end),)
    awake = (TurnFacts("Singapore", NOW + HOUR),)
    facts = DigestFacts("U0JONAS", "Jonas Weber", BERLIN, day, turn, awake, entries)
    return replace(facts, **different)


def the_largest(number: int, sign: str, part: str = WAITING) -> EntryFacts:
    """An entry with every text as long as it can be, of one sign."""
    long = MARK + sign * LONGEST_TEXT
    offer = replace(TO_BERLIN, region=sign * 80, name=sign * 80, on_shift=(sign * 80,) * 9)
    circling = CirclingFacts(sign * 80, 99, 99, (SentBackFacts(sign * 80, NOW, long),) * 5, long[:LONGEST_NEWS], ())
    asked = tuple(AskedFacts(f"U{one}", sign * 80, may_claim=True) for one in ("0JONAS", *range(8)))
    settle = SettleFacts(
        Why.CIRCLING, asked, asks_leads=True, visits=((sign * 80, 99),) * 9, other=sign * 80, together=TOGETHER
    )
    item = an_item(
        number, note=Draft(long[:LONGEST_HEADLINE], long[:LONGEST_TEXT]), owner=replace(WEI, name=sign * 80), hops=12,
        times_sent_back=12, sent_back_because=long, sent_back_by=sign * 80, offer=offer, circling=circling,
        settle=settle,
    )  # fmt: skip
    return EntryFacts(part, item, waits=True, settles=part == SETTLE)


def waiting(*items: ItemFacts, part: str = WAITING) -> list[EntryFacts]:
    """Entries for items that wait for the reader."""
    return [EntryFacts(part, item, waits=item.offer is not None) for item in items]


SIGNS: Final = ("a", "&", "🙂", "移", "ש")
NASTY: Final = (
    "🙂" * 3_000, "<!channel> <!here> <@U0WEI> <#C0OPS|x> <https://evil.example|click>", "@everyone @here #general",
    "*bold* _it_ ~gone~ `code` ```block``` > quote", ":tada: :smile:", "https://a.example/?x=1&y=2 " * 40,
    "שלום עולם \u202e abc", "移行作業" * 700, "one\n\n\ntwo\n" * 400, "&" * 3_000, "👩\u200d👩\u200d👧\u200d👦" * 300,
    "a" * 3_000,
    "<!date^0^{date}|never>", "- list\n1. list\n", "\u200d", "\x00\x07",
)  # fmt: skip
_anything = st.one_of(st.integers(0, len(NASTY) - 1).map(NASTY.__getitem__), st.text(max_size=200))


def _typed(longest: int) -> st.SearchStrategy[str]:
    return _anything.map(lambda text: (MARK + text)[:longest])


headlines = _typed(LONGEST_HEADLINE).map(lambda text: " ".join(text.split()))
typed = _typed(LONGEST_TEXT)
maybe = st.one_of(st.just(""), typed)
names = _anything.map(lambda text: text[:80])
instants = st.integers(-60 * 24, 400 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))
maybe_instants = st.none() | instants
few = st.integers(0, 40)
people = st.builds(
    PersonFacts, st.sampled_from(["U0WEI", "U0JONAS"]), names, st.none() | names, maybe_instants, maybe_instants
)
skips = st.lists(st.tuples(names, st.dates(), names), max_size=6).map(tuple)
offers = st.builds(
    OfferFacts, st.none() | names, st.sampled_from([None, "U0JONAS"]), names, st.lists(names, max_size=9).map(tuple),
    instants, instants, instants, skips,
)  # fmt: skip
drafts = st.builds(
    Draft, headlines, maybe, st.sampled_from(Urgency), decision=maybe, decide_by=maybe_instants,
    without_decision=maybe, state_now=maybe, why=maybe, ruled_out=maybe, if_then=maybe, links=maybe,
    recap=maybe, kind=st.sampled_from(["general", "hiring", "東京"]),
)  # fmt: skip
closings = st.builds(ClosingFacts, names, instants, maybe, st.lists(names, max_size=12).map(tuple))
sent_backs = st.builds(SentBackFacts, names, instants, maybe)
circlings = st.builds(
    CirclingFacts, st.none() | names, few, few, st.lists(sent_backs, max_size=5).map(tuple),
    maybe.map(lambda text: " ".join(text.split())[:LONGEST_NEWS]),
    st.lists(st.sampled_from([*COMPARED, "urgency"]), unique=True).map(tuple),
)  # fmt: skip
_asked = st.builds(AskedFacts, st.sampled_from(["U0PRIYA", "U0JONAS"]), names, st.booleans())
_together = st.builds(Together, instants, instants)
settles = st.builds(
    SettleFacts, st.sampled_from(Why), st.lists(_asked, min_size=1, max_size=6).map(tuple), st.booleans(),
    st.lists(st.tuples(names, few), max_size=9).map(tuple), st.none() | names, st.none() | _together,
)  # fmt: skip
# What we say ourselves of a question that came back.
_BACK: Final = "is no longer active in Slack"


_brief = st.just("") | _typed(300)


@st.composite
def _decisions(draw: st.DrawFn) -> DecisionFacts:
    """Any question, whatever became of it."""
    passed_by = draw(st.none() | names)
    returned = passed_by is not None and draw(st.booleans())
    return DecisionFacts(
        id=draw(st.integers(1, 999)), number=draw(st.integers(1, 999_999_999)), headline=draw(headlines),
        urgency=draw(st.sampled_from(Urgency)), confidential=False, live=draw(st.booleans()), question=draw(_brief),
        decide_by=draw(maybe_instants), without=draw(_brief), decider=draw(st.sampled_from(["U0JONAS", "U0WEI"])),
        name=draw(names), verdict=draw(st.sampled_from(Verdict)), stands=draw(st.booleans()),
        version=draw(st.integers(1, 99)), why=draw(_typed(300)), condition=draw(st.just("") | _typed(300)),
        passed_to=draw(st.none() | names), decided_at=draw(maybe_instants), lapsed_at=draw(maybe_instants),
        told=tuple(draw(st.lists(instants, max_size=6))), passed_by=passed_by,
        passed_why=_BACK if returned else draw(_typed(300)) if passed_by is not None else "", returned=returned,
    )  # fmt: skip


decisions = _decisions()
comments = st.builds(
    CommentFacts, few, st.sampled_from(CommentKind), names, maybe, st.none() | st.just("https://sun.slack.com/archives/C0OPS/p1"),
    instants, st.none() | names, maybe, maybe_instants,
)  # fmt: skip
asked_to_decide = st.builds(
    ToDecideFacts, decisions, people, maybe_instants, maybe, st.lists(comments, max_size=12).map(tuple), maybe,
    st.integers(1, 99),
)  # fmt: skip
decision_dms = st.builds(
    DecisionDmFacts, st.just("U0JONAS"), st.just(BERLIN), st.lists(asked_to_decide, max_size=4).map(tuple),
    st.lists(st.just("H-7"), max_size=2).map(tuple),
)  # fmt: skip
decision_lines = st.builds(
    DecisionLineFacts, st.just("H-42"),
    st.sampled_from([Verdict.APPROVED, Verdict.APPROVED_IF, Verdict.DECLINED, Verdict.LAPSED]), names, typed, instants,
    _typed(300), maybe, st.integers(1, 99), maybe_instants, maybe, st.lists(instants, max_size=6).map(tuple),
    maybe_instants, st.booleans(), st.none(),
)  # fmt: skip
undone_lines = decision_lines.filter(lambda one: one.verdict is not Verdict.LAPSED).map(
    lambda one: replace(one, undone_at=NOW)
)
_ended = decisions.filter(lambda one: one.verdict in ENDED)
_logged = st.builds(LoggedDecision, _ended, st.lists(typed, max_size=3).map(tuple), st.just("https://sun.slack.com/x"))
decision_logs = st.builds(
    DecisionLog, maybe, st.lists(decisions, max_size=12).map(tuple), st.lists(_logged, max_size=20).map(tuple),
    st.booleans(), st.booleans(), st.just(BERLIN),
)  # fmt: skip
changes = st.none() | st.builds(ChangeFacts, st.sampled_from(Verb), names, instants)


read_backs = st.builds(
    ReadBackFacts, few, st.sampled_from(["U0WEI", "U0JONAS"]), names, st.just("U0WEI"), names, st.booleans(), typed,
    st.booleans(), maybe_instants, st.booleans(),
)  # fmt: skip
questions = st.builds(
    QuestionFacts, few, few, st.just("U0JONAS"), names, st.just("U0WEI"), names, typed, instants, maybe,
    maybe_instants, st.booleans(), maybe_instants,
)  # fmt: skip


counts = st.lists(
    st.builds(CommentCount, st.sampled_from(CommentKind), st.integers(1, 99), few),
    max_size=5,
    unique_by=lambda one: one.kind,
).map(tuple)
_pasts = st.builds(
    PastFacts, st.sampled_from([verb for verb in Verb if verb is not Verb.UNDO]), names, instants, st.none() | names,
    st.none() | names, maybe, maybe_instants, st.none() | st.integers(1, 9),
    st.lists(st.sampled_from(COMPARED), unique=True).map(tuple), st.none() | st.sampled_from(Urgency),
    st.sampled_from([Verdict.APPROVED, Verdict.PASSED_ON, Verdict.RETURNED, Verdict.LAPSED]),
)  # fmt: skip
_stays = st.builds(
    StayFacts, names, st.none() | names, instants, maybe_instants,
    st.lists(st.tuples(names, instants), max_size=3).map(tuple),
)  # fmt: skip
_versions = st.builds(VersionFacts, st.integers(1, 999), names, instants)


def _some(one: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, max_size=2).map(tuple)


histories = st.builds(HistoryFacts, _some(_pasts), few, _some(_stays), _some(_versions))


@st.composite
def items(draw: st.DrawFn) -> ItemFacts:
    """Any item."""
    state = draw(st.sampled_from(State))
    back = draw(few)
    return an_item(
        draw(st.integers(1, 999_999_999)), urgency=draw(st.sampled_from(Urgency)), state=state, note=draw(drafts),
        owner=draw(people), parked=draw(st.booleans()), offer=draw(offers) if state is State.OFFERED else None,
        closing=draw(st.none() | closings) if state in {State.DONE, State.CANCELLED} else None, by=draw(maybe_instants),
        hops=draw(few), times_sent_back=back, sent_back_because=draw(st.none() | typed) if back else None,
        came_from=draw(st.none() | names), decider=draw(st.none() | names), last=draw(changes),
        sent_back_by=draw(st.none() | names) if back else None, circling=draw(st.none() | circlings),
        settle=draw(st.none() | settles), read_back=draw(st.none() | read_backs) if state is State.OPEN else None,
        decision=draw(st.none() | decisions), comments=draw(counts), kept_until=draw(maybe_instants),
    )  # fmt: skip


_changed = st.builds(FieldFacts, st.sampled_from(COMPARED), typed | instants, st.booleans())
since = st.builds(
    SinceFacts, instants,
    st.lists(_changed, max_size=12, unique_by=lambda one: one.name).map(tuple), st.none() | st.sampled_from(Urgency),
    counts, st.none() | decisions,
)  # fmt: skip
full_notes = st.builds(
    FullNote,
    items(),
    _some(comments),
    _some(read_backs),
    _some(questions),
    _some(decisions),
    histories,
    st.none() | since,
)
old_notes = st.builds(OldNote, items(), st.integers(1, 99), drafts, st.none() | names, names, instants)


def _entries(*parts: str) -> st.SearchStrategy[tuple[EntryFacts, ...]]:
    yes_no, asked = st.booleans(), st.lists(questions, max_size=4).map(tuple)
    entry = st.builds(EntryFacts, st.sampled_from(parts), items(), yes_no, yes_no, yes_no, asked, asked)
    kept = st.lists(entry.map(_as_it_can_be), max_size=6)
    repeats = st.sampled_from([1, 1, 10])
    return st.builds(_numbered, kept, repeats)


def _as_it_can_be(entry: EntryFacts) -> EntryFacts:
    """Only what stands to be settled in the DM, and waits for it, can be settled from it."""
    return replace(entry, settles=entry.settles and entry.part == SETTLE and entry.item.settle is not None)


def _numbered(kept: list[EntryFacts], repeats: int) -> tuple[EntryFacts, ...]:
    return tuple(
        replace(entry, item=replace(entry.item, id=index, number=index + 1, label=f"H-{index + 1}"))
        for index, entry in enumerate(kept * repeats)
    )


turns = st.lists(st.builds(TurnFacts, names, instants), max_size=8).map(tuple)
spans = st.builds(Span, st.dates(), instants, instants)
_covers = st.builds(
    CoverFacts, st.integers(1, 999), st.sampled_from(CoverState), names, instants, instants, st.just("U0WEI"), names,
    names, st.none() | st.just("U0JONAS"), st.none() | names, st.booleans(),
)  # fmt: skip
_changes = st.lists(
    st.builds(ShiftChangeFacts, names, st.sampled_from(ShiftChangeKind), instants, instants, st.none() | names),
    max_size=12,
).map(tuple)
_lengths = st.timedeltas(timedelta(0), timedelta(hours=24))
_shared = st.lists(st.tuples(st.tuples(names, names), _lengths, _lengths), min_size=1, max_size=8).map(tuple)
_clock_changes = st.builds(ClockChange, st.dates(), st.lists(names, min_size=1, max_size=5).map(tuple), _shared)
_clocks = st.lists(st.builds(ClockFacts, names, _clock_changes), max_size=2).map(tuple)
_replies = st.lists(st.tuples(st.sampled_from(CommentKind), st.integers(1, 99)), max_size=5).map(tuple)
_few_questions = st.lists(questions, max_size=3).map(tuple)
_meanwhile = st.builds(
    MeanwhileFacts, changes, maybe, st.booleans(), st.lists(names, max_size=5).map(tuple), _replies,
    st.booleans(), _few_questions, _few_questions,
)  # fmt: skip
_choices = st.builds(Choice, maybe_instants, st.booleans())
_beyond = st.builds(Beyond, st.integers(0, 2_000), st.integers(0, 2_000), st.integers(0, 99))
digests = st.builds(
    DigestFacts,
    st.just("U0JONAS"),
    names,
    st.just(BERLIN),
    spans,
    turns,
    turns,
    _entries(SETTLE, WAITING, FOR_YOU, OWNED, MEANWHILE),
    beyond=_beyond,
    meanwhile=st.dictionaries(st.integers(0, 59), _meanwhile, max_size=6),
    choice=_choices,
    changes=_changes,
    clocks=_clocks,
    untaken=st.lists(_covers, max_size=3).map(tuple),
    decisions=st.lists(decisions, max_size=4).map(tuple),
)
arrived = st.builds(ArrivalFacts, st.just("U0JONAS"), st.just(BERLIN), _entries(ARRIVED, SETTLE, ASKED, ANSWERED))
_reminded = st.builds(
    lambda entries, moves, snoozed: tuple(ReminderEntry(one, moves, snoozed) for one in entries),
    _entries(ON_SHIFT, OF_REGION, SNOOZED), maybe_instants, maybe_instants,
)  # fmt: skip
reminders = st.builds(ReminderFacts, st.just("U0JONAS"), st.just(BERLIN), _reminded)
lines = st.builds(
    LineFacts, st.sampled_from([Verb.CLAIM, Verb.SEND_BACK, Verb.MOVE_ON]), st.just("H-42"), names, st.none() | names,
    names, st.none() | names, instants, maybe, maybe_instants, st.none() | names, st.booleans(), st.none() | names,
    st.booleans(), few, st.none() | offers, maybe_instants, st.none() | read_backs,
)  # fmt: skip
_listed = st.builds(
    Listed, st.integers(1, 999_999_999), st.sampled_from(Urgency), headlines, names, st.none() | names, st.booleans(),
    maybe_instants,
)  # fmt: skip
listings = st.builds(
    Listing, st.sampled_from(Scope), st.lists(_listed, max_size=20).map(tuple), st.integers(20, 9999), st.just(BERLIN)
)
_on_shift = st.lists(st.builds(OnShiftFacts, names, st.none() | names), max_size=6).map(tuple)
_region_turns = st.builds(
    RegionTurnFacts, names, _on_shift, maybe_instants, maybe_instants, st.none() | st.tuples(_on_shift, instants),
    st.lists(st.builds(ClosedFacts, st.dates(), st.dates(), names), max_size=4).map(tuple),
    st.lists(st.builds(CoveredFacts, st.dates(), names, names), max_size=4).map(tuple),
)  # fmt: skip
_team_turns = st.builds(
    TeamTurnFacts, names, st.lists(_region_turns, max_size=15).map(tuple),
    st.lists(st.builds(Gap, instants, instants), max_size=12).map(tuple),
    st.lists(st.builds(Overlap, st.tuples(names, names), instants, instants), max_size=12).map(tuple),
)  # fmt: skip
whos = st.builds(WhoFacts, st.lists(_team_turns, max_size=10).map(tuple))
shift_news = st.builds(ShiftNewsFacts, st.just("U0JONAS"), st.just(BERLIN), _changes)
cover_news = st.builds(
    CoverNewsFacts, st.just("U0JONAS"), st.just(BERLIN), st.none() | _covers, st.booleans(), names, names, instants,
    instants,
)  # fmt: skip
_few_covers = st.lists(_covers, max_size=9).map(tuple)
own_covers = st.builds(OwnCovers, _few_covers, _few_covers, _few_covers)
