"""What goes wrong on demand: the next call of a method is refused, dropped, answered badly or not at all."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from bot.sandbox.payload import Json

# kinds after which the call has taken effect all the same
AFTER_ACCEPT = frozenset({"drop_after_accept", "http_500_after_accept", "hang_after_accept", "half_body", "not_json"})
OTHERS = frozenset({"ratelimited", "http_500", "http_503", "drop", "hang", "accept_late"})


@dataclass
class Fault:
    """One thing that goes wrong. `method` may be `*`; `when` looks at the arguments; `retry_after` in seconds."""

    method: str
    kind: str
    times: int = 1
    retry_after: int | None = None
    when: Callable[[Json], bool] | None = None

    @property
    def takes_effect(self) -> bool:
        """Whether Slack does what was asked although its answer does not get through."""
        return self.kind in AFTER_ACCEPT

    @property
    def is_error_code(self) -> bool:
        """Whether the kind is one of Slack's error codes, answered with HTTP 200 and `ok: false`."""
        return self.kind not in AFTER_ACCEPT and self.kind not in OTHERS


class Faults:
    """Faults that wait for their call."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []
        self._late: list[Callable[[], Json]] = []
        self._always: Callable[[str], Fault | None] = lambda _: None

    def next(
        self,
        method: str,
        kind: str,
        *,
        times: int = 1,
        retry_after: int | None = None,
        when: Callable[[Json], bool] | None = None,
    ) -> Fault:
        """Let the next `times` calls of `method` (`*`: any) go wrong.

        `kind`: `ratelimited` (429; Retry-After only with `retry_after`), `http_500`, `http_503`, `drop`, `hang`,
        `accept_late` (hangs; happens at `land_late`), or, after Slack did what was asked, `drop_after_accept`,
        `http_500_after_accept`, `hang_after_accept`, `half_body`, `not_json`; or any error code of Slack's.
        """
        fault = Fault(method, kind, times, retry_after, when)
        with self._lock:
            self._waiting.append(fault)
        return fault

    def keep_failing(self, share: float, kinds: Sequence[str], chance: Random, *, retry_after: int = 1) -> None:
        """From now on let that share of all calls (0.05: one in twenty) go wrong, in ways drawn from `kinds`.

        `retry_after` (seconds) is what a `ratelimited` one asks for.
        """

        def draw(method: str) -> Fault | None:
            return Fault(method, chance.choice(kinds), 1, retry_after) if chance.random() < share else None

        with self._lock:
            self._always = draw

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        with self._lock:
            self._waiting.clear()
            self._always = lambda _: None

    def take(self, method: str, args: Json) -> Fault | None:
        """The fault that hits this call."""
        with self._lock:
            for fault in self._waiting:
                if fault.method in (method, "*") and (fault.when is None or fault.when(args)):
                    fault.times -= 1
                    if fault.times <= 0:
                        self._waiting.remove(fault)
                    return fault
            return self._always(method)

    def keep_late(self, work: Callable[[], Json]) -> None:
        """A call that takes effect only later."""
        with self._lock:
            self._late.append(work)

    def land_late(self) -> list[Json]:
        """Let the calls of `accept_late` take effect now; Slack's answers, which nobody waits for."""
        with self._lock:
            late, self._late = self._late, []
        return [work() for work in late]
