"""The figures at /metrics, in a registry of their own (prometheus.io/docs/instrumenting/exposition_formats)."""

from collections.abc import Iterable
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.clock import Clock
from models.owed.figures import OutboxFigures, outbox_figures
from models.owed.pacing import learnt_pace
from models.storage.database import Database
from models.workspace.connecting import find_workspace

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Counts while the bot runs, and asks the database when it is asked."""

    def __init__(self, database: Database, clock: Clock, posts_per_minute: float | None = None) -> None:
        self._registry = CollectorRegistry(auto_describe=False)
        self._ticks = Counter("sunrelay_ticks", "Ticks that finished.", registry=self._registry)
        self._watchdog = Counter("sunrelay_watchdog", "Times the watchdog had to tick.", registry=self._registry)
        self._sends = Counter("sunrelay_sends", "What came of deliveries.", ["outcome"], registry=self._registry)
        self._answers = Counter("sunrelay_http_answers", "HTTP answers.", ["status"], registry=self._registry)
        self._turned_away = Counter(
            "sunrelay_turned_away", "Requests told to come again: there was too much to do.", registry=self._registry
        )
        self._missed = Counter("sunrelay_missed", "What the auditor found missed.", ["what"], registry=self._registry)
        self._registry.register(_Outbox(database, clock, posts_per_minute))

    def ticked(self) -> None:
        """A tick has finished."""
        self._ticks.inc()

    def watchdog_stepped_in(self) -> None:
        """No tick had finished for too long."""
        self._watchdog.inc()

    def sent(self, outcome: str) -> None:
        """What came of a delivery, in a word."""
        self._sends.labels(outcome).inc()

    def missed(self, what: str) -> None:
        """The auditor found something missed, of that kind."""
        self._missed.labels(what).inc()

    def turned_away(self) -> None:
        """Somebody was told to come again, since there was too much to do at once."""
        self._turned_away.inc()

    def answered(self, status: str) -> None:
        """An HTTP answer went out, with a status such as "200"."""
        self._answers.labels(status).inc()

    def page(self) -> bytes:
        """All of them, as text for Prometheus."""
        return generate_latest(self._registry)


class _Outbox(Collector):
    """What waits in the database, looked at when asked."""

    def __init__(self, database: Database, clock: Clock, per_minute: float | None) -> None:
        self._database = database
        self._clock = clock
        self._per_minute = per_minute

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The families of the moment."""
        now: datetime = self._clock()
        with self._database.read() as session:
            found: OutboxFigures = outbox_figures(session, now)
            workspace = find_workspace(session)
            learnt = learnt_pace(session, workspace.id) if workspace is not None else None
        pace = self._per_minute or learnt
        states = GaugeMetricFamily("sunrelay_deliveries", "Deliveries that have not been sent.", labels=["state"])
        for state, count in found.by_state.items():
            states.add_metric([state], count)
        yield states
        if pace is not None:
            yield GaugeMetricFamily("sunrelay_posts_per_minute", "The pace of new messages, set or learnt.", value=pace)
        yield GaugeMetricFamily(
            "sunrelay_oldest_due_seconds", "How long the oldest due delivery has waited.", value=found.oldest_due
        )
