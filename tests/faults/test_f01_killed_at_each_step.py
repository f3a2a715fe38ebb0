"""F1: the bot is killed at each step of a message's way, from the form to what is noted after Slack's answer."""

from datetime import timedelta

import pytest

from tests.faults.books import check
from tests.faults.conftest import on_each
from tests.faults.office import LEASE_IS_OVER, Bot, Office
from tests.people import JONAS, LUIS, WEI, at

LAG = "Replica 3 lags"
# Each of the two posts, the card's and the DM's, passes all of them; which comes first is chance.
SENDING = ("before-take", "after-take", "before-call", "in-call", "after-call", "before-note", "after-note")


@on_each("point", *SENDING, on_postgres=("after-take", "after-call"), only_soaked=("before-take", "before-call"))
def test_killed_while_sending(point: str, office: Office) -> None:
    """Nothing is lost, nothing comes twice: not even when Slack had answered, and nobody had noted it."""
    dying = office.start(f"kill={point}")
    form = office.hands_off(WEI, LAG)
    office.after_its_death(dying)

    office.turn_by(LEASE_IS_OVER)
    office.start()
    office.insist(form)
    office.finish()

    check(office)
    assert len(office.dms(JONAS)) == 1
    assert LAG in office.card(LAG).text
    if not point.startswith("in-call"):  # there it is open whether Slack has read it before it was looked for
        assert len(office.slack.calls_of("chat.postMessage")) == 2, "what Slack had taken was found, not sent again"
    looked = office.slack.calls_of("conversations.history", "conversations.replies")
    assert len(looked) <= 4, "only what is in doubt is looked for: at the next start, and two minutes later"


@pytest.mark.soak
@pytest.mark.parametrize("point", [f"{point}:2" for point in SENDING])
def test_killed_while_sending_the_second(point: str, office: Office) -> None:
    """Nothing is lost, nothing comes twice: not even when one of two was noted, and the other was not."""
    test_killed_while_sending(point, office)


@on_each("point", "before-verb", "after-verb", on_postgres=("after-verb",))
def test_killed_between_what_was_done_and_its_answer(point: str, office: Office) -> None:
    """Commit, then answer: who got no answer sends the form again, and it counts once."""
    dying = office.start(f"kill={point}")
    form = office.hands_off(WEI, LAG)
    assert form.is_open
    office.after_its_death(dying)

    office.start()
    office.insist(form)
    office.finish()

    check(office)
    assert office.rows("SELECT count(*) FROM items") == [(1,)]
    assert len(office.dms(JONAS)) == 1


@on_each("point", "before-day", "after-day")
def test_killed_while_a_day_begins(point: str, office: Office) -> None:
    """Late is better than lost: the morning's message is owed in the same transaction that plans the next day."""
    office.stop(_handed_to_los_angeles(office))
    office.turn_to(at("mon 17:00"))
    office.after_its_death(office.start(f"kill={point}", waits=False))

    office.start()
    office.turn_by(timedelta(minutes=5))
    office.let_it_tick()
    office.finish()

    check(office)
    assert len(office.dms(LUIS)) == 1


@on_each("point", "before-move", "after-move", on_postgres=("after-move",), only_soaked=("before-move",))
def test_killed_while_an_offer_moves_on(point: str, office: Office) -> None:
    """Work always has an owner: an offer moves on once, whatever happens in between."""
    bot = office.start()
    office.hands_off(WEI, LAG)
    office.finish()
    office.stop(bot)
    office.turn_to(at("mon 15:30"))
    office.after_its_death(office.start(f"kill={point}", waits=False))

    office.start()
    office.let_it_tick()
    office.finish()

    check(office)
    assert office.rows("SELECT count(*) FROM events WHERE verb = 'move_on'") == [(1,)]


def _handed_to_los_angeles(office: Office) -> Bot:
    bot = office.start()
    office.hands_off(WEI, LAG, to="Los Angeles")
    office.finish()
    return bot
