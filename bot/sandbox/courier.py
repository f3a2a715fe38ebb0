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
        self.taken = 0
        self._events = events
        self._now = now
        self._note = note
        # Who is at work, and with what.
        self._in_hand: list[tuple[threading.Thread, Delivery | None]] = []
        self._idle = threading.Condition()
        self._lock = threading.Lock()
        self._failed: list[Delivery] = []
        self._awake = threading.Event()
        self._pump: threading.Thread | None = None
        self._stopping = False

    def deliver(self, delivery: Delivery) -> Outcome:
        """Try once, and note the answer and the time of the next try."""
        with self._at_work(lambda: delivery):
            return self._try(delivery)

    def _try(self, delivery: Delivery) -> Outcome:
        attempt = len(delivery.outcomes)
        if attempt == 0:
            self.log.append(delivery)
        with self._idle:
            self.taken += 1
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
        """Deliver, in this thread, every event that waits, and those that come meanwhile; those that other threads have
        taken are then with the app, too."""
        self._deliver_waiting()
        with self._idle:
            # Whoever acts while the app is told of something must not wait for what is told to it elsewhere.
            if threading.current_thread() not in [who for who, _ in self._in_hand]:
                others = [one for one in self._in_hand if one[1] is not None and one[1].kind == "event"]
                self._idle.wait_for(lambda: not any(one in self._in_hand for one in others), FIRST_TRY_SECONDS)

    def _deliver_waiting(self) -> None:
        while self._deliver_next():
            pass

    def _deliver_next(self) -> bool:
        with self._at_work(self._events.pop) as delivery:
            if delivery is not None:
                self._try(delivery)
            return delivery is not None

    def settle_mine(self, mine: list[Delivery]) -> None:
        """Deliver what waits, and wait for `mine` where another thread has taken them."""
        self.settle()
        for delivery in mine:
            if not delivery.held:
                delivery.tried.wait(FIRST_TRY_SECONDS)

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until nothing is on its way, in any thread; False where that takes longer."""
        with self._idle:
            return self._idle.wait_for(lambda: not self._in_hand, seconds)

    @contextmanager
    def _at_work(self, take: Callable[[], Delivery | None] = lambda: None) -> Iterator[Delivery | None]:
        # Taken and in hand in one: nobody finds it neither waiting nor on its way.
        with self._idle:
            work = (threading.current_thread(), take())
            self._in_hand.append(work)
        try:
            yield work[1]
        finally:
            with self._idle:
                self._in_hand.remove(work)
                self._idle.notify_all()

    def retry_due(self) -> int:
        """Try again what is due by now; how many that were."""
        now = self._now()
        with self._at_work():
            with self._lock:
                due = [d for d in self._failed if d.due is not None and d.due <= now]
                self._failed = [d for d in self._failed if d not in due]
            for delivery in due:
                self._try(delivery)
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
            self._deliver_waiting()
            if retries:
                self.retry_due()
