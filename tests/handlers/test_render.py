"""What messages say when they are sent, made from rows; and when there is nothing left to say."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from handlers.blocks.rendered import Rendered
from handlers.rendering.outcome import Drop, Wait
from handlers.rendering.render import render
from models.owed.digests import entries_of
from models.owed.owing import owe_notice, owe_reply
from models.storage.database import Database
from models.storage.upgrade import upgrade
from models.tables import Delivery, DeliveryState, Item, Message, MessageKind, Urgency
from models.targets import ToPerson
from models.verbs.claiming import claim
from models.verbs.closing import finish
from models.verbs.handing_off import hand_off
from models.verbs.sending_back import give_reason, send_back
from models.verbs.undoing import undo
from models.workspace.directory import leave_channel
from tests.handlers.blocks.checks import check_message, labels_of
from tests.models.office import Office, furnish
from tests.people import ANA, JONAS, LUIS, OPS, SECRET, WEI, at, closed_in_march, region, roster

MORNING = at("mon 08:00")
NOON = at("mon 11:00")


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the cast, made once."""
    path = tmp_path_factory.mktemp("render") / "sunrelay.db"
    with closing(Database(f"sqlite:///{path}")) as database:
        upgrade(database)
        furnish(database)
    return path


@pytest.fixture
def office(furnished: Path, tmp_path: Path) -> Iterator[Office]:
    """The office of the stories, with a database of its own."""
    path = tmp_path / "office.db"
    shutil.copyfile(furnished, path)
    with closing(Database(f"sqlite:///{path}")) as database:
        yield Office(database)


def rendered(office: Office, message: Message, now: datetime) -> Rendered | Drop | Wait:
    with office.database.write() as session:
        return render(session, session.get_one(Message, message.id), now)


def says(office: Office, message: Message, now: datetime) -> str:
    """The text of a message that has something to say, inside every limit."""
    said = rendered(office, message, now)
    assert isinstance(said, Rendered)
    check_message(said)
    return said.text


def last(office: Office, kind: MessageKind, user: str | None = None) -> Message:
    return office.messages(kind, user)[-1]


def test_a_card_says_what_is_true_when_it_is_sent(office: Office) -> None:
    office.opens(at("mon 07:30"), headline="Replica 3 lags")
    card = last(office, MessageKind.CARD)
    assert "Waiting for: Berlin (Jonas Weber), from Mon 1 Mar 08:00 UTC" in says(office, card, at("mon 07:30"))
    claim(office.database, office.act(JONAS, NOON, channel=OPS), 1)
    assert "Owner: Jonas Weber, Berlin, at work till Mon 1 Mar 16:00 UTC" in says(office, card, NOON)
    later = at("mon 17:00")
    assert "Parked: teammates may claim" in says(office, card, later)
    finish(office.database, office.act(JONAS, later, channel=OPS), 1)
    assert says(office, card, later).startswith("✓ Done · H-1 · Replica 3 lags\nJonas Weber, Mon 1 Mar 17:00 UTC. ")


def test_a_line_tells_of_a_claim_and_of_its_undoing(office: Office) -> None:
    office.opens(MORNING)
    event = claim(office.database, office.act(JONAS, NOON, channel=OPS), 1).event
    line = last(office, MessageKind.LINE)
    assert says(office, line, NOON).startswith("Jonas Weber (Berlin) took this over from Wei Lin (Singapore), ")
    soon = NOON + timedelta(minutes=2)
    undo(office.database, office.act(JONAS, soon, channel=OPS), event)
    assert "and undid it at Mon 1 Mar 11:02 UTC." in says(office, line, soon)


def test_a_line_tells_of_a_send_back_with_a_reason_given_later(office: Office) -> None:
    office.opens(MORNING)
    event = send_back(office.database, office.act(JONAS, NOON, channel=OPS), 1).event
    line = last(office, MessageKind.LINE)
    assert says(office, line, NOON).startswith(
        "Jonas Weber sent this back to Wei Lin, who sees it Tue 2 Mar 01:00 UTC."
    )
    give_reason(office.database, office.act(JONAS, NOON, channel=OPS), event, "no access")
    assert "“no access”" in says(office, line, NOON)


def test_a_line_tells_of_a_move_and_of_the_region_it_goes_to(office: Office) -> None:
    office.opens(MORNING)
    moved = at("mon 15:00")
    assert office.moves_what_is_due(moved) == 1
    assert says(office, last(office, MessageKind.LINE), moved).startswith(
        "Nobody in Berlin took this. It moved on to Los Angeles (from Mon 1 Mar 17:00 UTC). "
        "Still Wei Lin’s. 2nd region."
    )


def test_a_digest_is_filled_when_it_is_sent(office: Office) -> None:
    office.opens(at("mon 07:00"), headline="Early")
    office.begins_days(MORNING)
    office.opens(at("mon 08:00"), headline="Just now", urgency=Urgency.CRITICAL)
    text = says(office, last(office, MessageKind.DIGEST, JONAS), MORNING)
    assert text.startswith("2 waiting for Berlin, 1 critical. First: H-2 Just now\nGood morning, Jonas Weber. ")


def test_a_digest_tells_an_offer_to_the_reader_from_one_to_the_region(office: Office) -> None:
    office.opens(at("mon 07:00"))
    office.opens(at("mon 07:00"), to=ToPerson(JONAS))
    office.begins_days(MORNING)
    text = says(office, last(office, MessageKind.DIGEST, JONAS), MORNING)
    assert (
        text.index("WAITING FOR BERLIN\n")
        < text.index("· H-1 ")
        < text.index("WAITING FOR YOU\n")
        < text.index("· H-2 ")
    )


def test_a_digest_with_nothing_left_in_it_is_dropped(office: Office) -> None:
    office.opens(at("mon 07:00"))
    office.begins_days(MORNING)
    claim(office.database, office.act(ANA, at("mon 07:59"), channel=OPS), 1)
    digest = last(office, MessageKind.DIGEST, JONAS)
    assert rendered(office, digest, MORNING) == Drop("nothing in it")


def test_a_digest_whose_day_is_over_is_dropped(office: Office) -> None:
    office.opens(at("mon 07:00"))
    office.begins_days(MORNING)
    digest = last(office, MessageKind.DIGEST, JONAS)
    assert rendered(office, digest, at("mon 16:00")) == Drop("the day is over")


def test_a_digest_that_was_sent_is_kept_true_even_at_night(office: Office) -> None:
    office.opens(at("mon 07:00"))
    office.begins_days(MORNING)
    digest = last(office, MessageKind.DIGEST, JONAS)
    morning = rendered(office, digest, MORNING)
    assert isinstance(morning, Rendered)
    assert labels_of(morning) == ["Claim H-1", "Open", "Not today"]
    office.sends_all(MORNING)
    claim(office.database, office.act(ANA, at("mon 08:40"), channel=OPS), 1)
    night = at("mon 22:00")
    later = rendered(office, digest, night)
    assert isinstance(later, Rendered)
    assert "H-1 · Ana Kovač has it since 09:40" in later.text
    assert labels_of(later) == []


def test_what_the_reader_may_no_longer_see_is_hidden_from_a_digest(office: Office) -> None:
    office.opens(at("mon 07:00"), where=SECRET, headline="Buy the vendor")
    office.begins_days(MORNING)
    digest = last(office, MessageKind.DIGEST, JONAS)
    assert "Buy the vendor" in says(office, digest, MORNING)
    office.sends_all(MORNING)
    with office.database.write() as session:
        leave_channel(session, 1, SECRET, JONAS)
    text = says(office, digest, NOON)
    assert "H-1 · in a channel you no longer see" in text
    assert "Buy the vendor" not in text


def test_an_arrival_waits_for_the_digest_and_is_dropped_once_that_shows_it(office: Office) -> None:
    office.opens(at("mon 07:00"))
    office.begins_days(MORNING)
    office.opens(MORNING, headline="Just now")
    arrival = last(office, MessageKind.ARRIVALS, JONAS)
    assert isinstance(rendered(office, arrival, MORNING), Wait)
    with office.database.write() as session:
        digest = session.get_one(Message, last(office, MessageKind.DIGEST, JONAS).id)
        render(session, digest, MORNING)
        assert len(entries_of(session, digest, MORNING)) == 2
    sends_only(office, MessageKind.DIGEST, MORNING)
    assert rendered(office, arrival, MORNING) == Drop("nothing in it is news")


def sends_only(office: Office, kind: MessageKind, now: datetime) -> None:
    """Slack has the messages of that kind, and no others."""
    with office.database.write() as session:
        owed = select(Delivery, Message).join(Message).where(Message.kind == kind)
        for delivery, message in session.execute(owed):
            message.channel, message.ts = "D0", "1.000001"
            delivery.state, delivery.sent_at = DeliveryState.SENT, now


def test_what_came_back_after_the_digest_is_news_though_the_digest_showed_it(office: Office) -> None:
    office.opens(at("mon 02:00"), to=ToPerson(LUIS))
    office.opens(at("mon 07:00"))
    claim(office.database, office.act(JONAS, at("mon 07:30"), channel=OPS), 2)
    hand_off(office.database, office.act(JONAS, at("mon 07:40"), channel=OPS), 2, ToPerson(ANA))
    office.begins_days(MORNING)
    with office.database.write() as session:
        digest = session.get_one(Message, last(office, MessageKind.DIGEST, JONAS).id)
        render(session, digest, MORNING)
    office.sends_all(MORNING)
    send_back(office.database, office.act(ANA, NOON, channel=OPS), 2, "not ours")
    text = says(office, last(office, MessageKind.ARRIVALS, JONAS), NOON)
    assert "Back with you:\n" in text
    assert "Sent back by Ana Kovač: “not ours”" in text


def test_an_arrival_is_dropped_once_nothing_in_it_waits_or_its_reader_went_home(office: Office) -> None:
    office.begins_days(MORNING)
    office.opens(NOON)
    arrival = last(office, MessageKind.ARRIVALS, JONAS)
    assert rendered(office, arrival, at("mon 16:30")) == Drop("its reader is not at work: their next digest tells")
    assert "Wei Lin handed Berlin:\n" in says(office, arrival, NOON)
    claim(office.database, office.act(ANA, NOON, channel=OPS), 1)
    assert rendered(office, arrival, NOON) == Drop("nothing in it is news")


def test_an_arrival_that_was_sent_is_kept_true(office: Office) -> None:
    office.begins_days(MORNING)
    office.opens(NOON)
    office.sends_all(NOON)
    claim(office.database, office.act(ANA, NOON, channel=OPS), 1)
    text = says(office, last(office, MessageKind.ARRIVALS, JONAS), at("mon 20:00"))
    assert "H-1 · Ana Kovač has it since 12:00" in text


def test_a_notice_is_shown_as_it_was_settled_with_nothing_live_in_it(office: Office) -> None:
    with office.database.write() as session:
        owe_notice(session, 1, WEI, "n", "<!here> left. `/handoff list all` shows what they had.", MORNING)
    said = rendered(office, last(office, MessageKind.NOTICE), MORNING)
    assert isinstance(said, Rendered)
    assert said.text == "&lt;!here&gt; left. /handoff list all shows what they had."


def test_a_reply_is_sent_as_it_was_built(office: Office) -> None:
    body = {"text": "H-1 is yours.", "blocks": [{"type": "divider"}]}
    with office.database.write() as session:
        owe_reply(session, 1, WEI, "r", body, NOON)
    said = rendered(office, last(office, MessageKind.REPLY), NOON)
    assert isinstance(said, Rendered)
    assert said.payload() == body


def test_an_item_without_a_card_in_a_channel_yet_has_one_all_the_same(office: Office) -> None:
    office.opens(NOON)
    with office.database.write() as session:
        session.scalars(select(Item)).one().channel = None
    assert "H-1" in says(office, last(office, MessageKind.CARD), NOON)


@pytest.mark.parametrize("late, seconds", [("mon 19:00", 6 * 3_600), ("tue 00:30", 1_800)])
def test_a_notice_that_comes_late_waits_for_the_next_morning(office: Office, late: str, seconds: int) -> None:
    with office.database.write() as session:
        owe_notice(session, 1, WEI, "n", "I cannot post H-1's card. /handoff list shows it.", MORNING)
    [message] = office.messages(MessageKind.NOTICE)

    assert rendered(office, message, at(late)) == Wait(seconds)
    assert says(office, message, at("tue 01:00")).startswith("I cannot post")


def test_a_notice_for_who_has_no_day_ahead_is_left_out(office: Office) -> None:
    with office.database.write() as session:
        owe_notice(session, 1, WEI, "n", "I cannot post H-1's card. /handoff list shows it.", MORNING)
    [message] = office.messages(MessageKind.NOTICE)
    office.applies(roster(region("Singapore", WEI, closed=closed_in_march())), MORNING)

    assert isinstance(rendered(office, message, NOON), Drop)
