"""Takes what waits to the app: in the caller's thread, or by itself in a thread of its own; tries events again."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.sandbox.delivery import Delivery, Outcome, Transport, retry_delay
from bot.sandbox.event_queue import EventQueue

FIRST_TRY_SECONDS = 10.0
PUMP_SECONDS = 0.2


class Nobody:
    """No app is connected: events are told to nobody and forgotten."""

    def send(self, delivery: Delivery, attempt: int, reason: str) -> Outcome:  # noqa: ARG002 - the shape of a transport
        """Nobody answers."""
        return Outcome(status=0, error="connection_failed", no_retry=True, detail="no app is connected")


class Courier:
    """Delivers events and keeps those that failed for their next try. `log` holds every delivery of any kind,
    `taken` counts the tries; `note` is given each that was tried."""

    def __init__(
        self,
        events: EventQueue,
        now: Callable[[], float],
        note: Callable[[Delivery], None] = lambda _: None,
    ) -> None:
        self.transport: Transport = Nobody()
        self.log: list[Delivery] = []
        self._events = events
        self._now = now
        self._note = note
        self._busy = self.taken = 0
        self._idle = threading.Condition()
        self._lock = threading.Lock()
        self._failed: list[Delivery] = []
        self._awake = threading.Event()
        self._pump: threading.Thread | None = None
        self._stopping = False

    def deliver(self, delivery: Delivery) -> Outcome:
        """Try once, and note the answer and the time of the next try."""
        attempt = len(delivery.outcomes)
        if attempt == 0:
            self.log.append(delivery)
        with self._at_work():
            outcome = self.transport.send(delivery, attempt, delivery.retry_reason)
        delivery.outcomes.append(outcome)
        self._note(delivery)
        if delivery.kind == "event":
            self._plan(delivery, outcome)
        delivery.tried.set()
        return outcome

    def _plan(self, delivery: Delivery, outcome: Outcome) -> None:
        delay = retry_delay(outcome, len(delivery.outcomes))
        with self._lock:
            delivery.due = None if delay is None else self._now() + delay
            if delivery.due is not None:
                self._failed.append(delivery)

    def settle(self) -> None:
        """Deliver, in this thread, every event that waits, and those that come meanwhile."""
        while delivery := self._events.pop():
            self.deliver(delivery)

    def settle_mine(self, mine: list[Delivery]) -> None:
        """Deliver what waits, and wait for `mine` where another thread has taken them."""
        self.settle()
        for delivery in mine:
            if not delivery.held:
                delivery.tried.wait(FIRST_TRY_SECONDS)

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until nothing is on its way, in any thread; False where that takes longer."""
        with self._idle:
            return self._idle.wait_for(lambda: self._busy == 0, seconds)

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        with self._idle:
            self._busy, self.taken = self._busy + 1, self.taken + 1
        try:
            yield
        finally:
            with self._idle:
                self._busy -= 1
                self._idle.notify_all()

    def retry_due(self) -> int:
        """Try again what is due by now; how many that were."""
        now = self._now()
        with self._lock:
            due = [d for d in self._failed if d.due is not None and d.due <= now]
            self._failed = [d for d in self._failed if d not in due]
        for delivery in due:
            self.deliver(delivery)
        return len(due)

    def start_pump(self, retries: bool = True) -> None:
        """From now on deliver events as they come, in a thread of its own."""
        self.stop_pump()
        self._stopping = False
        self._events.on_put = self._awake.set
        self._pump = threading.Thread(target=self._run, args=(retries,), name="sandbox-courier", daemon=True)
        self._pump.start()

    def stop_pump(self) -> None:
        """End that thread; events wait again until somebody settles them."""
        self._events.on_put = lambda: None
        self._stopping = True
        self._awake.set()
        if self._pump is not None:
            self._pump.join()
            self._pump = None

    def _run(self, retries: bool) -> None:
        while not self._stopping:
            self._awake.wait(PUMP_SECONDS)
            self._awake.clear()
            self.settle()
            if retries:
                self.retry_due()
