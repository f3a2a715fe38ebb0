"""Somebody who does something beside the test."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from tests.sandbox.test_http_delivery import PATIENCE

# What would happen too early happens within that; who waits rightly waits longer.
AT_ONCE: Final = 0.1


@contextmanager
def beside(act: Callable[[], object]) -> Iterator[threading.Thread]:
    """Somebody does it beside the block, and has done it when the block ends."""
    acting = threading.Thread(target=act)
    acting.start()
    yield acting
    acting.join(PATIENCE)
    assert not acting.is_alive()
