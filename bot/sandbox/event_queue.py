"""Events on their way to the app, in order; held back, doubled or reordered on demand."""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from bot.sandbox.delivery import Delivery
from bot.sandbox.payload import Json, duplicate


class EventQueue:
    """What waits to be delivered, and `log`: every event the app was or will be sent, in order."""

    def __init__(self) -> None:
        self.log: list[Delivery] = []
        self.on_put: Callable[[], None] = lambda: None
        self._lock = threading.Lock()
        self._waiting: deque[Delivery] = deque()
        self._held: list[Delivery] | None = None
        self._copies = 0
        self._noting = threading.local()

    def put(self, payload: Json) -> None:
        """Add an `event_callback` payload."""
        with self._lock:
            copies, self._copies = 1 + self._copies, 0
            for _ in range(copies):
                self._add(Delivery("event", duplicate(payload)))
        self.on_put()

    def _add(self, delivery: Delivery) -> None:
        self.log.append(delivery)
        if self._held is not None:
            delivery.held = True
            self._held.append(delivery)
        else:
            self._waiting.append(delivery)
        noted: list[Delivery] | None = getattr(self._noting, "list", None)
        if noted is not None:
            noted.append(delivery)

    def pop(self) -> Delivery | None:
        """The next event to deliver."""
        with self._lock:
            return self._waiting.popleft() if self._waiting else None

    def again(self, delivery: Delivery) -> Delivery:
        """Send an event once more under the same `event_id`, as Slack sometimes does."""
        with self._lock:
            copy = Delivery("event", duplicate(delivery.payload))
            self._add(copy)
        self.on_put()
        return copy

    def double_next(self, times: int = 1) -> None:
        """The next event is sent `times` times more than once."""
        with self._lock:
            self._copies = times

    def hold(self) -> None:
        """Keep events back from now on."""
        with self._lock:
            self._held = self._held if self._held is not None else []

    def release(self, order: Callable[[Sequence[Delivery]], Sequence[Delivery]] = lambda held: held) -> None:
        """Let the held events go, in the order that `order` gives them (`lambda held: held[::-1]`)."""
        with self._lock:
            held, self._held = self._held or [], None
            for delivery in order(held):
                delivery.held = False
                self._waiting.append(delivery)
        self.on_put()

    @contextmanager
    def noting(self) -> Iterator[list[Delivery]]:
        """Collect the events that this thread causes inside the block."""
        self._noting.list = noted = list[Delivery]()
        try:
            yield noted
        finally:
            self._noting.list = None
