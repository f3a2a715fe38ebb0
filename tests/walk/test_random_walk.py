"""The random walk: people do anything, everything goes wrong, time goes on and back; what must always hold, holds.

A failure is printed as a story, the shortest that hypothesis finds: one sentence for each thing that happened.
"""

import os
import time
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.walk.any_days import AnyDays
from tests.walk.conftest import BeginAnew

# The same walks each time: whoever changes something else is not stopped by a new one. `make soak` takes new ones.
THE_SAME: Final = settings(
    max_examples=4, stateful_step_count=30, derandomize=True, database=None, deadline=None, print_blob=False,
    report_multiple_bugs=False, phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck),
)  # fmt: skip
NEW_ONES: Final = settings(THE_SAME, max_examples=50, stateful_step_count=40, derandomize=False, print_blob=True)


def walk(begin_anew: BeginAnew, how: settings) -> None:
    class Here(AnyDays):
        pass

    Here.begin_anew = staticmethod(begin_anew)
    run_state_machine_as_test(Here, settings=how)


def test_any_days(begin_anew: BeginAnew) -> None:
    walk(begin_anew, THE_SAME)


@pytest.mark.soak
def test_many_days(begin_anew: BeginAnew) -> None:
    ends = time.monotonic() + 60 * float(os.environ.get("SOAK_MINUTES", "10"))
    while time.monotonic() < ends:
        walk(begin_anew, NEW_ONES)
