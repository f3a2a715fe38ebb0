"""How little a verb asks of the database: who acts waits for it, and so does everybody else who writes."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from models.targets import ToRegion
from models.verbs.claiming import claim
from models.verbs.handing_off import hand_off
from tests.models.office import Office
from tests.people import JONAS, LUIS, MEI, OPS, WEI, at, region, roster

NOW = at("mon 08:30")
SOON = at("mon 08:40")


@contextmanager
def asked(office: Office) -> Iterator[list[str]]:
    """The statements of the block, as the database is given them."""
    statements: list[str] = []
    note = lambda *what: statements.append(" ".join(what[2].split()))  # noqa: E731 (a name, so that it can be taken off)
    event.listen(office.database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(office.database.engine, "before_cursor_execute", note)


def how_many(statements: list[str], begins: str) -> int:
    return len([one for one in statements if one.startswith(begins)])


def test_handing_off_writes_the_item_once(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(JONAS, SOON), 1)
    with asked(office) as statements:
        hand_off(office.database, office.act(JONAS, SOON), 1, ToRegion("Los Angeles"))
    assert how_many(statements, "UPDATE items") == 1


def test_a_claim_decides_in_one_statement_and_writes_the_rest_in_another(office: Office) -> None:
    office.opens(NOW)
    with asked(office) as statements:
        claim(office.database, office.act(JONAS, SOON), 1)
    assert how_many(statements, "UPDATE items") == 2


def test_the_names_of_a_whole_shift_are_asked_for_together(office: Office) -> None:
    asleep = region("Los Angeles", JONAS, LUIS, MEI, rotation="all")
    office.applies(roster(region("Singapore", WEI), asleep), NOW)
    with asked(office) as statements:
        offer = office.opens(NOW, where=OPS).item.offer
    assert offer is not None
    assert len(offer.on_shift) == 3
    assert how_many(statements, "SELECT people") <= 2  # who acts, and who is on shift
