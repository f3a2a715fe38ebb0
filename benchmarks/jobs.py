"""What the jobs of the other scheduler do: nothing but being counted."""

import threading

done = threading.Event()
_left = [0]
_lock = threading.Lock()


def begin(how_many: int) -> None:
    """So many are to run."""
    _left[0] = how_many
    done.clear()


def nothing(_: str) -> None:
    """One has run."""
    with _lock:
        _left[0] -= 1
        if not _left[0]:
            done.set()
