"""Tags told twice, late, in any order and at the same instant end in what Slack's `event_ts` says last."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.acts import Act, Reacted, Surface
from models.facts.comments import CommentFacts, comments_of
from models.refusals import AlreadyDoneError
from models.storage.conflicts import again_after_conflicts
from models.storage.database import Database
from models.storage.upgrade import upgrade
from models.tables import CommentKind, Item
from models.verbs.answering import answer, take_answer_back
from models.verbs.commenting import add_comment, tag_reply, take_out, untag
from models.workspace.following import follow_deletion, follow_edit
from models.workspace.messages import MessageNews
from models.workspace.reactions import order_of
from tests.models.office import Office, furnish
from tests.people import ANA, JONAS, OPS, WEI, at

NOON = at("mon 12:00")
EMOJI = {CommentKind.CONCERN: "warning", CommentKind.QUESTION: "question"}


@dataclass(frozen=True)
class Told:
    """An emoji of somebody's put on or taken off, so many seconds after noon. Two with one `id` are one event."""

    user: str
    kind: CommentKind
    added: bool
    second: int
    id: int


class Thread:
    """A reply in the thread of a new item, and what the bot is told of emoji on it."""

    def __init__(self, office: Office, number: int) -> None:
        self.office = office
        opened = office.opens(at("mon 11:00")).item.number
        office.sends_all(at("mon 11:00"))
        self.item: Item = office.item(opened)
        self.number = number
        self.reply = MessageNews(OPS, f"1900000000.{number:06d}", str(self.item.ts), JONAS, text="The old key")

    def told(self, one: Told) -> None:
        """Slack tells of it, once more perhaps."""
        again_after_conflicts(self._told)(one)

    def _told(self, one: Told) -> None:
        act, database = self.act(one), self.office.database
        with suppress(AlreadyDoneError):
            if one.added:
                tag_reply(database, act, one.kind, self.reply)
            else:
                untag(database, act, one.kind, self.reply.ts)

    def act(self, one: Told, emoji: str = "") -> Act:
        emoji = emoji or EMOJI[one.kind]
        reacted = Reacted(emoji, self.reply.ts, str(order_of(f"{NOON.timestamp() + one.second:.6f}")), one.added)
        key = f"event:{self.number}.{one.id}"
        return self.office.act(
            one.user, NOON, channel=OPS, key=key, emoji=emoji, reacted=reacted, surface=Surface.REACTION
        )

    def comments(self) -> list[CommentFacts]:
        with self.office.reading() as session:
            return list(comments_of(session, self.item))

    def stands(self) -> set[CommentKind]:
        """What the reply is to the item."""
        return {one.kind for one in self.comments()}


NUMBERS = count(1)


@pytest.fixture
def thread(office: Office) -> Thread:
    return Thread(office, next(NUMBERS))


@pytest.fixture(scope="module")
def quick_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with closing(Database(f"sqlite:///{tmp_path_factory.mktemp('tags') / 'sunrelay.db'}")) as database:
        upgrade(database)
        furnish(database)
        yield Office(database)


def ends(told: list[Told]) -> set[CommentKind]:
    """What stands after all of it, by Slack's own order: somebody's latest word on it is that it is on."""
    latest = {(one.user, one.kind): one for one in sorted(told, key=lambda one: one.second)}
    return {kind for (_, kind), one in latest.items() if one.added}


TOLD = st.lists(
    st.tuples(st.sampled_from([WEI, ANA]), st.sampled_from(list(EMOJI)), st.booleans()), min_size=1, max_size=7
)


@settings(max_examples=30, deadline=None)
@given(acts=TOLD, data=st.data())
def test_any_order_of_arrival_ends_as_slack_has_it(
    quick_office: Office, acts: list[tuple[str, CommentKind, bool]], data: st.DataObject
) -> None:
    thread = Thread(quick_office, next(NUMBERS))
    told = [Told(*act, second, second) for second, act in enumerate(acts)]
    twice = data.draw(st.lists(st.sampled_from(told), max_size=3))

    for one in data.draw(st.permutations([*told, *twice])):
        thread.told(one)

    assert thread.stands() == ends(told)


def test_all_told_at_the_same_instant_end_so_as_well(thread: Thread) -> None:
    told = [Told(user, CommentKind.CONCERN, added, second, 10 * second + number)
            for second, added in enumerate([True, False, True])
            for number, user in enumerate([WEI, ANA])]  # fmt: skip
    told.append(Told(ANA, CommentKind.CONCERN, False, 9, 99))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(thread.told, [*told, *told]))

    assert thread.stands() == {CommentKind.CONCERN}
    thread.told(Told(WEI, CommentKind.CONCERN, False, 20, 100))
    assert thread.stands() == set()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_edits_that_come_out_of_order_end_in_the_latest(thread: Thread, order: tuple[int, int]) -> None:
    thread.told(Told(WEI, CommentKind.CONCERN, True, 0, 1))
    edits = [
        MessageNews(OPS, thread.reply.ts, thread.reply.root, JONAS, text=text, edited=stamp)
        for text, stamp in (("first edit", "1900000001.000000"), ("second edit", "1900000002.000000"))
    ]

    for index in order:
        follow_edit(thread.office.database, thread.office.workspace_id, edits[index], NOON)

    assert [one.text for one in thread.comments()] == ["second edit"]


def test_what_is_deleted_stays_away_whatever_is_told_late(thread: Thread) -> None:
    thread.told(Told(WEI, CommentKind.CONCERN, True, 0, 1))

    follow_deletion(thread.office.database, thread.office.workspace_id, OPS, thread.reply.ts, NOON)
    thread.told(Told(ANA, CommentKind.CONCERN, True, 1, 2))

    assert thread.comments() == []


def test_an_answer_stands_until_who_gave_it_takes_it_back(thread: Thread) -> None:
    thread.told(Told(WEI, CommentKind.QUESTION, True, 0, 1))
    reply = MessageNews(OPS, "1900000009.000000", thread.reply.root, ANA, text="Yes")
    database, question = thread.office.database, CommentKind.QUESTION

    mark = thread.act(Told(ANA, question, True, 5, 2), "white_check_mark")
    assert answer(database, mark, thread.reply.ts, None) is True
    mark = thread.act(Told(ANA, question, True, 7, 3), "white_check_mark")
    assert answer(database, mark, thread.reply.ts, reply) is False
    assert [(one.answered_by, one.answer) for one in thread.comments()] == [("Ana Kovač", "Yes")]

    take_answer_back(database, thread.act(Told(WEI, question, False, 8, 4), "white_check_mark"), thread.reply.ts)
    assert thread.comments()[0].answered_by == "Ana Kovač"
    take_answer_back(database, thread.act(Told(ANA, question, False, 9, 5), "white_check_mark"), thread.reply.ts)
    assert thread.comments()[0].answered_by is None


def test_what_was_put_in_by_the_shortcut_is_taken_out_by_its_own_person_alone(thread: Thread) -> None:
    office = thread.office
    act = office.act(WEI, NOON, channel=OPS, key="view:1")
    comment, is_new = add_comment(office.database, act, thread.item.number, CommentKind.CONTEXT, thread.reply)
    assert is_new
    thread.told(Told(ANA, CommentKind.CONCERN, True, 0, 1))

    assert take_out(office.database, office.act(ANA, NOON, channel=OPS), comment) is False
    assert thread.stands() == {CommentKind.CONTEXT, CommentKind.CONCERN}
    assert take_out(office.database, office.act(WEI, NOON, channel=OPS), comment) is True
    assert thread.stands() == {CommentKind.CONCERN}
