"""By: what each choice means, and that it follows the offer."""

import pytest

from models.notes import Draft
from models.refusals import RefusedError
from models.tables import ByChoice
from models.targets import Target, ToNext, ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.handing_off import hand_off, update_note
from tests.models.office import Office
from tests.people import JONAS, LUIS, WEI, ZOE, at

NOW = at("mon 08:30")


@pytest.mark.parametrize(
    "choice,when,to,by",
    [
        (ByChoice.END, "mon 08:30", ToRegion("Berlin"), "mon 16:00"),
        (ByChoice.NOON, "mon 08:30", ToRegion("Berlin"), "mon 11:00"),
        (ByChoice.NOON, "mon 11:00", ToRegion("Berlin"), "mon 16:00"),  # noon has passed: the end
        (ByChoice.NOON, "mon 08:30", ToRegion("Los Angeles"), "mon 20:00"),
        (ByChoice.BACK, "mon 08:30", ToRegion("Berlin"), "tue 01:00"),
        (ByChoice.BACK, "fri 08:30", ToRegion("Los Angeles"), "mon 01:00"),  # Wei is back after the weekend
        (ByChoice.END, "mon 08:30", ToPerson(LUIS), "tue 01:00"),
        (ByChoice.NOON, "mon 08:30", ToPerson(ZOE), "mon 11:00"),
    ],
)
def test_a_choice_means_a_time(office: Office, choice: ByChoice, when: str, to: Target, by: str) -> None:
    wanted = at(by, week=1 if choice is ByChoice.BACK and when.startswith("fri") else 0)
    assert office.opens(at(when), to=to, by_choice=choice).item.by == wanted


def test_a_time_that_was_picked_stays_whatever_happens(office: Office) -> None:
    note = Draft("Lag", "Restart", by_choice=ByChoice.TIME, by=at("wed 10:00"))
    office.opens(NOW)
    hand_off(office.database, office.act(WEI, NOW), 1, ToRegion("Los Angeles"), note)
    office.moves_what_is_due(at("tue 00:00"))
    assert office.item().by == at("wed 10:00")


def test_a_time_must_be_picked(office: Office) -> None:
    with pytest.raises(RefusedError, match="Pick the time") as refused:
        office.opens(NOW, by_choice=ByChoice.TIME)
    assert refused.value.field == "by"


def test_by_moves_with_the_offer(office: Office) -> None:
    office.opens(NOW)
    office.moves_what_is_due(at("mon 15:00"))
    assert office.item().by == at("tue 01:00")


def test_by_stays_when_it_is_claimed(office: Office) -> None:
    office.opens(NOW)
    assert claim(office.database, office.act(JONAS, NOW), 1).item.by == at("mon 16:00")


def test_another_choice_counts_for_the_offer_that_stands(office: Office) -> None:
    office.opens(NOW)
    update_note(office.database, office.act(WEI, NOW), 1, Draft("Lag", "Restart", by_choice=ByChoice.NOON))
    assert (office.item().by, office.item().move_at) == (at("mon 11:00"), at("mon 15:00"))


def test_another_choice_counts_for_the_owners_day(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(JONAS, NOW), 1)
    update_note(office.database, office.act(JONAS, NOW), 1, Draft("Lag", "Restart", by_choice=ByChoice.NOON))
    assert office.item().by == at("mon 11:00")


def test_a_new_text_leaves_the_times_alone(office: Office) -> None:
    office.opens(NOW, by_choice=ByChoice.BACK)
    before = office.item()
    update_note(office.database, office.act(WEI, at("tue 02:00")), 1, Draft("Lag", "Wait", by_choice=ByChoice.BACK))
    assert (office.item().by, office.item().move_at) == (before.by, before.move_at)


def test_next_again_asks_by_for_the_new_region(office: Office) -> None:
    office.opens(NOW)
    assert hand_off(office.database, office.act(WEI, NOW), 1, ToNext()).item.by == at("tue 01:00")
