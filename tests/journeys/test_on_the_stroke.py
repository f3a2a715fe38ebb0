"""Handed off as the receiver's day begins: told once, whether that was written down before their digest or after."""

import pytest

from tests.people import JONAS, WEI, at
from tests.workspace import Workspace


@pytest.fixture
def night(workspace: Workspace) -> Workspace:
    """A second before Jonas's Tuesday begins at 08:00."""
    workspace.turn_to(at("tue 07:59:59"))
    return workspace


def test_the_digest_tells_what_was_written_down_before_it(night: Workspace) -> None:
    before = len(night.dms(JONAS))
    night.hands_off(WEI, "Replica 3 lags", to="Berlin")
    assert len(night.dms(JONAS)) == before, "he is not at work yet"

    night.turn_to(at("tue 08:00"))
    night.turn_to(at("tue 08:01"))

    [told] = night.dms(JONAS)[before:]
    assert "Good morning" in told
    assert "Replica 3 lags" in told


def test_what_was_written_down_after_it_is_told_all_the_same(night: Workspace) -> None:
    night.hands_off(WEI, "Disk 7 fills up", to="Berlin")
    before = len(night.dms(JONAS))
    night.turn_to(at("tue 08:00"))

    night.clock.now = at("tue 07:59:59")  # when she pressed Send; the database was busy for a second
    night.hands_off(WEI, "Replica 3 lags", to="Berlin")
    night.turn_to(at("tue 08:00:05"))

    digest, arrival = night.dms(JONAS)[before:]
    assert "Disk 7 fills up" in digest
    assert "Replica 3 lags" not in digest
    assert "Replica 3 lags" in arrival
