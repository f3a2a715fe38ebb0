"""F7: many people claim the same item in the same instant."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.faults.books import check
from tests.faults.conftest import OpenOffice
from tests.faults.crowd import move_in
from tests.people import OPS

CLAIMERS = 16


@pytest.mark.parametrize("items", [2, pytest.param(1000, marks=pytest.mark.soak)])
def test_one_has_it_and_the_others_are_told_who(items: int, on: str, open_office: OpenOffice) -> None:
    """Work always has an owner: if people claim in the same instant, one has it, and the others are told who."""
    office = open_office(on)
    people = move_in(office, CLAIMERS + 1)
    giver, *claimers = people
    office.start()
    office.wait_for_people()
    office.start() if not on.startswith("sqlite") else None
    for number in range(1, items + 1):
        office.insist(office.hands_off(giver, f"Replica {number} lags", to="Crowd"))
        together = Barrier(CLAIMERS)

        def claims(user: str, number: int = number, together: Barrier = together) -> str:
            together.wait()
            while True:
                answer = office.person(user).types(OPS, f"/handoff claim H-{number}")
                assert answer.ok, answer.status
                if not answer.text.startswith("I am busy"):  # somebody would try again
                    return answer.text

        with ThreadPoolExecutor(CLAIMERS) as at_once:
            said = list(at_once.map(claims, claimers))
        owner = office.rows("SELECT owner FROM items WHERE number = :number", number=number)[0][0]
        name = office.person(owner).name
        lost = [text for text in said if text.startswith((f"{name} was first", f"{name} has H-"))]
        assert len(lost) == CLAIMERS - 1, said
    office.finish()

    check(office, people)
    assert office.rows("SELECT count(*) FROM events WHERE verb = 'claim'") == [(items,)]
