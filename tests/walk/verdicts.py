"""What holds of questions and decisions in the walk: each ends once, as its decider said, and is told once."""

from collections import Counter
from collections.abc import Collection
from typing import Final

from sqlalchemy import select

from models.decisions import standing_decision
from models.labels import label_of
from models.notes import current_note
from models.tables import Decision, Event, Item, MessageKind, Verb, Verdict
from tests.walk.record import Taken
from tests.walk.walked import Walked

SAID: Final = {Verdict.APPROVED.value, Verdict.APPROVED_IF.value, Verdict.DECLINED.value}
LAPSED: Final = Verdict.LAPSED.value
NEWS: Final = {MessageKind.ARRIVALS, MessageKind.DIGEST}


class Verdicts:
    """Watches the decisions of a walked workspace."""

    def __init__(self, workspace: Walked) -> None:
        self._here = workspace
        self._seen = 0
        self._told: Counter[tuple[str, str]] = Counter()

    def all_hold(self) -> None:
        """Raise AssertionError with a sentence where one does not."""
        with self._here.database.read() as session:
            rows = list(session.scalars(select(Decision).order_by(Decision.id)))
            events = list(session.scalars(select(Event).where(Event.verb == Verb.DECIDE).order_by(Event.id)))
            for row in rows:
                item = session.get_one(Item, row.item_id)
                if row.verdict is Verdict.PENDING:
                    assert row.stands, f"{label_of(item.number)} waits for a decision that nobody asks for"
                    assert item.is_live, f"{label_of(item.number)} is {item.state}, and waits for a decision"
                    assert row.question == current_note(session, item).decision, f"{row.question} is not asked any more"
            for event in events:
                if event.id > self._seen and event.details["verdict"] in SAID:
                    item = session.get_one(Item, event.item_id)
                    assert event.details["version"] == item.note_version, "decided on another version of the note"
        self._seen = max((one.id for one in events), default=0)
        for row in rows:
            self._ended_once(row, [one for one in events if one.details["decision"] == row.id])

    def heard(self, user: str, kind: MessageKind, taken: Taken) -> None:
        """Slack took a DM for somebody: what was decided is told to nobody twice. A digest also says of what its reader
        owns on which condition it was approved, each day."""
        if kind in NEWS and not taken.is_edit:
            whys = [one.why for one in self._said() if not (one.condition and kind is MessageKind.DIGEST)]
            self._told.update((user, why) for why in whys if why in taken.says)
        twice = [one for one, times in self._told.items() if times > 1]
        assert not twice, f"told twice: {twice}"

    def _said(self) -> list[Decision]:
        with self._here.database.read() as session:
            return [one for one in session.scalars(select(Decision)) if one.verdict.value in SAID]

    def _ended_once(self, row: Decision, events: list[Event]) -> None:
        lapses = [one for one in events if one.details["verdict"] == LAPSED]
        ends = [one for one in events if one not in lapses and one.undone_at is None]
        assert len(lapses) <= 1, f"{row.question} lapsed {len(lapses)} times"
        assert len(ends) <= 1, f"{row.question} was decided {len(ends)} times"
        assert all(one.actor in {row.decider, None} for one in events), f"{row.question} was decided by somebody else"
        if lapses:
            assert row.decide_by is not None, f"{row.question} lapsed without a time"
            assert lapses[0].at >= row.decide_by, f"{row.question} lapsed before its time"
        if row.verdict.value in SAID:
            assert [one.details["verdict"] for one in ends] == [row.verdict.value], f"{row.question} has another end"
            assert row.version == ends[0].details["version"], f"{row.question} is kept with another version"
            assert row.why == ends[0].reason, f"{row.question} is kept with another why"


def decisions_were_told(workspace: Walked, unreached: Collection[str | None]) -> None:
    """Nothing is left undone of decisions: what is over lapsed, and who is at work knows what they are asked, and what
    became of what their items asked. Raise AssertionError with a sentence where it is not so."""
    with workspace.database.read() as session:
        for row in session.scalars(select(Decision).where(Decision.stands)):
            item = session.get_one(Item, row.item_id)
            is_over = row.lapses_at is not None and row.lapses_at < workspace.clock()
            assert row.verdict is not Verdict.PENDING or not is_over, f"{row.question} is over, and did not lapse"
            if row.is_open and item.is_live and row.decider != row.asked_by:
                _knows(workspace, item, row.decider, row.question, unreached)
            acts = select(Event).where(Event.item_id == item.id, Event.actor == item.owner, Event.undone_at.is_(None))
            last = session.scalars(acts.order_by(Event.id.desc())).first()
            has_looked = last is not None and row.decided_at is not None and last.at >= row.decided_at
            same_owner = row.decided_at is not None and item.owner_since <= row.decided_at
            if row.verdict.value in SAID and same_owner and not has_looked and row.decider != item.owner:
                _knows(workspace, item, item.owner, row.why, unreached)


def card_words(workspace: Walked, item: Item) -> list[str]:
    """What the card of an item under way says of the question that it asks."""
    with workspace.database.read() as session:
        row = standing_decision(session, item.id)
    if row is None or not item.is_live:
        return []
    return [row.question, row.why if row.verdict.value in SAID else "decide"]


def _knows(workspace: Walked, item: Item, user: str, words: str, unreached: Collection[str | None]) -> None:
    reaches = user not in unreached and user not in workspace.gone
    sees = item.channel is not None and workspace.sees(user, item.channel) and workspace.hears_of(item.channel)
    if reaches and sees and workspace.hours.at_work(user, workspace.clock()):
        dm = workspace.person(user).dm
        calls = [one for one in workspace.slack.calls if one.ok and one.args.get("channel") == dm]
        told = any(words in f"{one.args.get('text')}" for one in calls)
        assert told, f"{user} is at work, and was never told {words!r}"
