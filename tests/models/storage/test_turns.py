"""Who writes to SQLite takes their turn: nobody overtakes, and who gives up waiting holds up nobody."""

import threading
import time

from models.storage.turns import Turns


def arrive(turns: Turns, name: int, came: list[int]) -> threading.Thread:
    """A thread that waits for its turn, and has begun to."""

    def take() -> None:
        assert turns.acquire()
        came.append(name)
        turns.release()

    thread = threading.Thread(target=take)
    before = len(turns._waiting)  # noqa: SLF001 (that it waits shows nowhere else)
    thread.start()
    while len(turns._waiting) == before:  # noqa: SLF001 (the same)
        time.sleep(0.001)
    return thread


def test_turns_are_taken_in_the_order_of_arrival() -> None:
    turns, came = Turns(), list[int]()
    assert turns.acquire()
    threads = [arrive(turns, number, came) for number in range(20)]
    turns.release()
    for thread in threads:
        thread.join()
    assert came == list(range(20))


def test_whoever_had_the_turn_does_not_overtake_who_waits() -> None:
    turns, came = Turns(), list[int]()
    assert turns.acquire()
    thread = arrive(turns, 1, came)
    turns.release()
    assert turns.acquire()
    came.append(2)
    turns.release()
    thread.join()
    assert came == [1, 2]


def test_who_gives_up_waiting_holds_up_nobody() -> None:
    turns, came = Turns(), list[int]()
    assert turns.acquire()
    assert not turns.acquire(timeout=0.01)
    thread = arrive(turns, 1, came)
    turns.release()
    thread.join()
    assert turns.acquire(timeout=0)
    assert came == [1]


def test_one_at_a_time() -> None:
    turns, inside, most = Turns(), list[int](), list[int]()

    def work(number: int) -> None:
        for _ in range(200):
            if turns.acquire(timeout=0.0005 if number % 2 else -1):
                inside.append(number)
                most.append(len(inside))
                inside.remove(number)
                turns.release()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(most) == {1}
    assert turns.acquire(timeout=0)
