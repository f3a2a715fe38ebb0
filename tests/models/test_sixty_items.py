"""Sixty items in one digest: their order is the one that the page tells, and what is left out is said."""

from handlers.blocks.digest.daily import digest
from models.facts.digest import digest_facts
from models.tables import Message, MessageKind
from tests.handlers.blocks.checks import check_message
from tests.models import sixty
from tests.models.office import Office
from tests.people import JONAS


def test_the_table_of_the_page_is_the_order_of_the_digest(office: Office) -> None:
    sixty.sixty_items(office)
    assert sixty.table(sixty.rows(office)) == sixty.told()
    with office.database.read() as session:
        message = session.get_one(Message, office.messages(MessageKind.DIGEST, JONAS)[0].id)
        shown = digest(digest_facts(session, message, sixty.MORNING), sixty.MORNING)
    check_message(shown)
    assert shown.text.startswith("2 to decide, 60 waiting for Berlin, 5 critical. First: H-17 May 17 go?")
    assert "and 40 more wait: /handoff list waiting" in shown.text
