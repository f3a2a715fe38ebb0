"""One payload counts once: Slack sends some of them again."""

import pytest

from models.notes import Draft
from models.refusals import AlreadyDoneError, RefusedError
from models.targets import ToNext
from models.verbs.claiming import claim
from models.verbs.handing_off import hand_off, open_and_offer
from tests.models.office import Office
from tests.people import JONAS, OPS, WEI, ZOE, at

NOW = at("mon 08:30")


def test_a_form_sent_twice_opens_one_item(office: Office) -> None:
    act = office.act(WEI, NOW, channel=OPS, key="view:1")
    open_and_offer(office.database, act, 1, OPS, Draft("Lag", "Restart"), ToNext())
    with pytest.raises(AlreadyDoneError):
        open_and_offer(office.database, act, 1, OPS, Draft("Lag", "Restart"), ToNext())
    assert office.opens(NOW).item.label == "H-2"


def test_a_click_sent_twice_changes_nothing_more(office: Office) -> None:
    office.opens(NOW)
    hand_off(office.database, office.act(WEI, NOW, key="click:1"), 1, ToNext())
    with pytest.raises(AlreadyDoneError):
        hand_off(office.database, office.act(WEI, NOW, key="click:1"), 1, ToNext())
    assert office.events()[-1].details["region"] == "Los Angeles"


def test_what_was_refused_may_be_tried_again(office: Office) -> None:
    office.opens(NOW)
    for _ in range(2):
        with pytest.raises(RefusedError):
            claim(office.database, office.act(ZOE, NOW, key="click:2"), 1)


def test_acts_without_a_key_count_each_time(office: Office) -> None:
    office.opens(NOW)
    assert claim(office.database, office.act(JONAS, NOW), 1).changed
    assert not claim(office.database, office.act(JONAS, NOW), 1).changed
