"""What is found: the best first, on both databases alike, and only what the asker may see."""

import pytest
from sqlalchemy import select, update

from models.notes import current_note, draft_of
from models.search.finding import Found, find_items
from models.search.index import due_to_index, index_items
from models.search.statements import MOST_COUNTED
from models.search.terms import phrases_of
from models.search.wanted import Wanted
from models.tables import Comment, CommentKind, Decision, Item, State
from models.targets import ToRegion
from models.verbs.claiming import claim
from models.verbs.closing import finish
from models.verbs.handing_off import update_note
from tests.models.office import Office
from tests.people import GUS, JONAS, OPS, SECRET, WEI, ZOE, at

NOW = at("mon 08:30")


def index_all(office: Office) -> int:
    """Let the search know what has changed; how much that was."""
    with office.database.read() as session:
        due = due_to_index(session, NOW, 1_000)
    index_items(office.database, due, NOW)
    return len(due)


def found(office: Office, words: str, user: str = WEI, channel: str | None = None, **filters: object) -> Found:
    """What somebody finds, asked in the bot's DM where no channel is named."""
    wanted = Wanted(phrases=phrases_of(words), **filters)  # type: ignore[arg-type]
    with office.database.read() as session:
        return find_items(session, office.act(user, NOW, channel=channel), wanted, 20)


def labels(result: Found) -> list[str]:
    return [item.label for item in result.items]


def test_a_word_in_the_headline_counts_more_than_one_in_the_note(office: Office) -> None:
    office.opens(NOW, headline="Tidy up", why="The failover of last week")
    office.opens(NOW, headline="Failover is not safe")
    index_all(office)
    assert labels(found(office, "failover")) == ["H-2", "H-1"]


@pytest.mark.parametrize("words", ["lag repl", "REPLICA 3", "replic", "h-1", "überall", "复制", "cert-manager"])
def test_found_by_any_of_its_words(office: Office, words: str) -> None:
    office.opens(
        NOW, headline="Replica 3 lags", why="数据库复制延迟 · Überall", ruled_out="cert-manager", links="recap"
    )
    office.opens(NOW, headline="Something else")
    index_all(office)
    assert labels(found(office, words)) == ["H-1"]


@pytest.mark.parametrize("words", ["replica vault", "eplica", "延复", "x", "replica' OR '1'='1", 'lags" OR "a'])
def test_all_words_must_be_there(office: Office, words: str) -> None:
    office.opens(NOW, headline="Replica 3 lags", why="数据库复制延迟")
    index_all(office)
    assert labels(found(office, words)) == []


def test_a_new_version_is_found_and_the_old_one_no_more(office: Office) -> None:
    office.opens(NOW, headline="Replica lags")
    index_all(office)
    with office.reading() as session:
        item = session.scalars(select(Item)).one()
        draft = draft_of(item, current_note(session, item))
    update_note(office.database, office.act(WEI, NOW), 1, type(draft)("Queue grows", "Look at the workers"))
    assert index_all(office) == 1
    assert labels(found(office, "queue")) == ["H-1"]
    assert labels(found(office, "replica")) == []


def test_replies_and_decisions_are_found_too(office: Office) -> None:
    item = office.opens(NOW).item
    with office.database.write() as session:
        comment = Comment(item_id=item.id, kind=CommentKind.CONCERN, channel=OPS, ts="1.2", root_ts="1.1",
                          text="The vault is sealed", added_at=NOW)  # fmt: skip
        decision = Decision(workspace_id=1, item_id=item.id, version=1, decider=ZOE, question="Ship banner v3?",
                            asked_by=WEI, asked_at=NOW)  # fmt: skip
        session.add_all([comment, decision])
        session.execute(update(Item).values(indexed=False))
    index_all(office)
    assert labels(found(office, "vault")) == labels(found(office, "banner")) == ["H-1"]


def test_indexing_an_item_twice_finds_it_once(office: Office) -> None:
    office.opens(NOW)
    index_all(office)
    with office.database.write() as session:
        session.execute(update(Item).values(indexed=False))
    index_all(office)
    assert labels(found(office, "replica")) == ["H-1"]


def test_filters(office: Office) -> None:
    office.opens(NOW, headline="One", to=ToRegion("Berlin"))
    office.opens(at("mon 09:30"), headline="Two", by=JONAS, to=ToRegion("Los Angeles"))
    finish(office.database, office.act(JONAS, at("mon 09:40")), 2)
    claim(office.database, office.act(JONAS, at("mon 09:50")), 1)
    index_all(office)
    assert labels(found(office, "")) == ["H-2", "H-1"]
    assert labels(found(office, "", state=State.DONE)) == ["H-2"]
    assert labels(found(office, "one", state=State.DONE)) == []
    assert labels(found(office, "", owner=JONAS, state=State.OPEN)) == ["H-1"]
    assert labels(found(office, "", region="berlin")) == ["H-2", "H-1"]
    assert labels(found(office, "", before=at("mon 09:00"))) == ["H-1"]
    assert labels(found(office, "", kind="incident")) == []


@pytest.mark.parametrize("user", [ZOE, GUS])
def test_nobody_finds_what_they_may_not_see(office: Office, user: str) -> None:
    office.opens(NOW, headline="Salary of the new hire", where=SECRET)
    index_all(office)
    seen = found(office, "salary", user)
    assert (labels(seen), seen.total, seen.left_out) == ((["H-1"], 1, 0) if user == GUS else ([], 0, 0))


def test_what_belongs_to_a_private_channel_is_shown_there_and_in_the_dm_alone(office: Office) -> None:
    office.opens(NOW, headline="Salary of the new hire", where=SECRET)
    office.opens(NOW, headline="Salary page is down")
    index_all(office)
    elsewhere = found(office, "salary", channel=OPS)
    assert (labels(elsewhere), elsewhere.left_out) == (["H-2"], 1)
    assert sorted(labels(found(office, "salary", channel=SECRET))) == ["H-1", "H-2"]
    assert sorted(labels(found(office, "salary", channel="D0WEI"))) == ["H-1", "H-2"]


def test_more_than_fits_is_counted(office: Office) -> None:
    for _ in range(22):
        office.opens(NOW)
    index_all(office)
    many = found(office, "replica")
    assert (len(many.items), many.total, many.is_counted) == (20, 22, True)
    assert many.total < MOST_COUNTED
