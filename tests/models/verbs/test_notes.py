"""Notes: every version is kept, and only what says something new makes one."""

import pytest
from sqlalchemy import select

from models.notes import LONGEST_TEXT, Draft, kept_words
from models.refusals import RefusedError
from models.tables import Note, Urgency, Verb
from models.verbs.claiming import claim
from models.verbs.handing_off import update_note
from tests.models.office import Office
from tests.people import JONAS, PRIYA, WEI, at

NOW = at("mon 08:30")
SOON = at("mon 08:40")
NEW = Draft("Replica 3 lags", "Ask Ana", why="She built it", decision_owner=PRIYA, decision="Fail over?")


def versions(office: Office) -> list[tuple[int, str, str]]:
    with office.reading() as session:
        notes = session.scalars(select(Note).order_by(Note.version))
        return [(note.version, note.author, note.next_step) for note in notes]


def test_every_version_is_kept_with_its_author(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(JONAS, NOW), 1)
    update_note(office.database, office.act(JONAS, SOON), 1, NEW)
    assert versions(office) == [(1, WEI, "Restart the rebuild"), (2, JONAS, "Ask Ana")]


def test_the_facts_show_the_newest(office: Office) -> None:
    office.opens(NOW)
    item = update_note(office.database, office.act(WEI, SOON), 1, NEW).item
    assert (item.note.why, item.decider, item.note_version) == ("She built it", "Priya Nair", 2)


def test_a_new_note_leaves_owner_and_offer_alone(office: Office) -> None:
    before = office.opens(NOW).item
    after = update_note(office.database, office.act(WEI, SOON), 1, NEW).item
    assert (after.owner, after.offer) == (before.owner, before.offer)
    assert office.events()[-1].verb is Verb.UPDATE


def test_urgency_alone_makes_no_version_but_an_event(office: Office) -> None:
    office.opens(NOW)
    critical = Draft("Replica 3 lags", "Restart the rebuild", urgency=Urgency.CRITICAL)
    assert update_note(office.database, office.act(WEI, SOON), 1, critical).changed
    assert (office.item().note_version, office.item().urgency) == (1, Urgency.CRITICAL)
    assert office.events()[-1].verb is Verb.UPDATE


@pytest.mark.parametrize("who", [JONAS])
def test_others_do_not_rewrite_it(office: Office, who: str) -> None:
    office.opens(NOW)
    with pytest.raises(RefusedError, match="can update H-1"):
        update_note(office.database, office.act(who, SOON), 1, NEW)
    assert versions(office) == [(1, WEI, "Restart the rebuild")]


def test_peoples_words_are_kept_as_they_are(office: Office) -> None:
    words = "*bold* <!channel> @everyone <https://example.com|x> " + "🙈" * 1000
    office.opens(NOW, next_step=words)
    assert versions(office) == [(1, WEI, words)]


def test_words_that_are_too_long_to_be_kept_say_that_they_were_cut() -> None:
    assert kept_words(" why ") == "why"
    assert kept_words("x" * LONGEST_TEXT) == "x" * LONGEST_TEXT
    assert kept_words("x" * (LONGEST_TEXT + 1)).endswith("x… (cut here: it was too long)")
    assert len(kept_words("x" * 9_000)) == LONGEST_TEXT
