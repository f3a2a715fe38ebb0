"""A thread that calls Slack for one delivery at a time: whether it is idle is true whenever its thread looks."""

from typing import cast

from bot.outbox.preparing import Taken
from bot.outbox.sender import Sender
from models.tables import Delivery


def test_who_looks_while_it_is_given_something_does_not_make_it_busy_for_ever() -> None:
    sent = list[Taken]()
    sender = Sender(1, sent.append, lambda: None)
    clear = sender._idle.clear  # noqa: SLF001 (the instant between two steps shows nowhere else)

    def clear_late() -> None:
        sender.loop._step()  # noqa: SLF001 (its thread, which wakes by itself now and then)
        clear()

    sender._idle.clear = clear_late  # type: ignore[method-assign]  # noqa: SLF001 (as above)
    taken = Taken(cast(Delivery, None), 0.0)
    sender.give(taken)
    sender.loop._step()  # noqa: SLF001 (its thread, which was woken)
    assert sender.is_idle
    assert sent == [taken]
