"""Stories of the models: each on one of the two databases in `make test`, on the other in the long runs."""

from collections.abc import Iterable
from typing import Final
from zlib import crc32

import pytest

from tests.databases import BOTH

# Statements written for one of them, and what happens between two transactions: these run on both, always.
ON_BOTH: Final = frozenset({
    "test_acting_once", "test_any_decision", "test_any_story", "test_any_tags", "test_auditing", "test_claim_race",
    "test_auditing_evenings", "test_deliveries", "test_finding", "test_lists", "test_races", "test_storm",
    "test_taking_together", "test_transactions",
})  # fmt: skip


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Nearly all a verb does is the same code on both: each has half of the stories, always the same half."""
    for item in items:
        if isinstance(item, pytest.Function) and item.path.stem not in ON_BOTH:
            kind = item.callspec.params.get("shared") if hasattr(item, "callspec") else None
            if kind is not None and kind != _on(item.nodeid.replace(str(kind), "")):
                item.add_marker(pytest.mark.soak)


def _on(story: str) -> str:
    return BOTH[crc32(story.encode()) % 2]
