"""The stand-in Slack: one workspace with an app in it, for tests and for trying the app out."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from typing import Any, Self

from bot.sandbox.api_routes import ApiCall, ApiRoutes
from bot.sandbox.courier import Courier
from bot.sandbox.delivery import Delivery, Outcome
from bot.sandbox.event_queue import EventQueue
from bot.sandbox.faults import Faults
from bot.sandbox.http_delivery import ANSWER_SECONDS, HttpDelivery
from bot.sandbox.http_request import Requests
from bot.sandbox.identity import new_identity
from bot.sandbox.in_process import App, InProcess
from bot.sandbox.manifest import installed_manifest, read_manifest
from bot.sandbox.page_server.routes import PageRoutes
from bot.sandbox.people.acting import Desk
from bot.sandbox.people.person import Person
from bot.sandbox.server import Server
from bot.sandbox.shown import Shown
from bot.sandbox.signing import sign
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.turned_clock import TurnedClock
from bot.sandbox.user import User
from bot.sandbox.web_api.gate import Gate
from bot.sandbox.web_api.socket_tickets import Tickets
from bot.sandbox.world import World

HOST = "127.0.0.1"
TEAM = "T0SUN"
# Addresses of every network of this machine: the app reaches it at the first one all the same.
EVERYWHERE = ("", "0.0.0.0", "::")  # noqa: S104 - it is compared with, not bound to


class StandIn(Shown):
    """A workspace that serves Slack's API on this machine.

    `now` gives seconds since the epoch; `stamp` the time of signatures, where that is another clock (Bolt compares
    them with the machine's). `manifest` is the app's manifest as read from YAML, the installed one by default;
    `optional_scopes` are those of `bot_optional` that were granted, all by default. `port` 0 takes a free one.
    `clock` is the clock that `now` is read from, where the page may turn it.
    """

    def __init__(
        self,
        now: Callable[[], float],
        port: int = 0,
        *,
        manifest: Mapping[str, Any] | None = None,
        optional_scopes: Iterable[str] | None = None,
        stamp: Callable[[], float] | None = None,
        clock: TurnedClock | None = None,
        team_id: str = TEAM,
    ) -> None:
        read = installed_manifest() if manifest is None else read_manifest(manifest)
        world = World(now, new_identity(team_id), read, read.granted(optional_scopes))
        world.clock = clock
        if clock is not None:
            clock.moved = world.changes.note
        courier = Courier(world.events, now, world.inspector.note_delivery)
        super().__init__(world, courier)
        self.faults = Faults()
        self._stamp = stamp or now
        self._host, self._port = HOST, port
        self._tickets = Tickets()
        self._gate = Gate(world, self._tickets)
        scopes = lambda: ",".join(sorted(world.granted))  # noqa: E731 - a name for what is handed over
        self._api = ApiRoutes(self._gate, self.faults, now, scopes, world.inspector)
        self._sockets = SocketMode(world, self._tickets)
        page = PageRoutes(world, self.person)
        self._server = Server(world, self._api, [("GET", "/link", self._sockets.serve), *page.routes()])
        self._people: dict[str, Person] = {}
        self._requests = Requests(world.identity.signing_secret, self._stamp)
        world.users[world.identity.bot_user] = User(world.identity.bot_user, "sunrelay", read.name, is_bot=True)
        world.users["USLACKBOT"] = User("USLACKBOT", "slackbot", "Slackbot")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, host: str = HOST) -> None:
        """Begin to listen: to this machine alone, unless `host` is another."""
        self._host = HOST if host in EVERYWHERE else host
        self._world.is_exposed = host not in (HOST, "localhost")
        self._port = self._server.start(host, self._port)
        self._gate.address = self.address

    def stop(self) -> None:
        """Stop listening, and close what is open."""
        self._courier.stop_pump()
        self._server.stop()

    @property
    def world(self) -> World:
        """Everything the workspace remembers."""
        return self._world

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._port

    @property
    def address(self) -> str:
        """host:port."""
        return f"[{self._host}]:{self._port}" if ":" in self._host else f"{self._host}:{self._port}"

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://{self.address}/"

    @property
    def api_url(self) -> str:
        """The `base_url` for a Slack client."""
        return f"http://{self.address}/api/"

    @property
    def bot_token(self) -> str:
        """The token of the bot (`xoxb-…`)."""
        return self._world.identity.bot_token

    @property
    def app_token(self) -> str:
        """The token of the app (`xapp-…`), for Socket Mode."""
        return self._world.identity.app_token

    @property
    def signing_secret(self) -> str:
        """The secret that HTTP deliveries are signed with."""
        return self._world.identity.signing_secret

    @property
    def bot_user_id(self) -> str:
        """The bot's user id."""
        return self._world.identity.bot_user

    @property
    def team_id(self) -> str:
        """The workspace's id."""
        return self._world.identity.team_id

    @property
    def now(self) -> float:
        """The time it is, in seconds since the epoch."""
        return self._world.now()

    @property
    def calls(self) -> list[ApiCall]:
        """Every Web API call so far, in order; the list itself, so it can be cleared."""
        with self._world.lock:  # of a call whose effect can be seen, the note is made
            return self._api.calls

    @property
    def events(self) -> EventQueue:
        """The events on their way: hold, release, double, send again."""
        return self._world.events

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything sent to the app, in order, with what it answered."""
        return self._courier.log

    def calls_of(self, *methods: str) -> list[ApiCall]:
        """The calls of these methods that Slack did."""
        return [c for c in self.calls if c.method in methods and c.ok]

    def forget_old(self, most: int) -> None:
        """Keep so many of the calls, events and deliveries at most, so that a long life fills no memory."""
        for log in (self.calls, self.events.log, self.deliveries):
            del log[: max(0, len(log) - most)]

    def deliver_in_process(self, app: App) -> None:
        """Deliver to a function that takes body and headers of a signed request and answers status, headers and body;
        it runs in the thread of whoever acts."""
        self._courier.stop_pump()
        self._courier.transport = InProcess(app, self._requests)

    def deliver_http(self, url: str, *, retries: bool = True, seconds: float = ANSWER_SECONDS) -> None:
        """Deliver by signed POST to a URL; `retries`: failed events are sent again by themselves when they are due."""
        self._courier.transport = HttpDelivery(url, self._requests, seconds)
        self._courier.start_pump(retries)

    def deliver_by_socket(self, *, retries: bool = True, seconds: float = ANSWER_SECONDS) -> None:
        """Deliver over the Socket Mode connections of the app."""
        self._sockets.seconds = seconds
        self._courier.transport = self._sockets
        self._courier.start_pump(retries)

    @property
    def sockets(self) -> SocketMode:
        """The Socket Mode connections: how many there are; `disconnect` them."""
        return self._sockets

    @property
    def taken(self) -> int:
        """How many deliveries were taken to the app so far."""
        return self._courier.taken

    def settle(self) -> None:
        """Deliver, in this thread, every event that waits (what the bot itself did among them)."""
        self._courier.settle()

    def rest(self, seconds: float = 5.0) -> bool:
        """The same, and wait until nothing is on its way to the app in any thread; False where that takes longer."""
        self._courier.settle()
        return self._courier.wait_until_idle(seconds)

    def retry_due(self) -> int:
        """Send again the events that failed and are due by now; how many."""
        return self._courier.retry_due()

    def resend(self, delivery: Delivery) -> Outcome:
        """Send something once more exactly as it was, ids included."""
        copy = Delivery(delivery.kind, delivery.payload)
        copy.outcomes += [Outcome(status=0, error="http_timeout")] if delivery.kind == "event" else []
        return self._courier.deliver(copy)

    def send_raw(self, kind: str, payload: dict[str, Any]) -> Outcome:
        """Send any payload as if it came from Slack. `kind`: event, command, interaction or options."""
        return self._courier.deliver(Delivery(kind, payload))  # type: ignore[arg-type]

    def sign(self, body: str, timestamp: int | None = None) -> dict[str, str]:
        """The signature headers of a body; `timestamp` (seconds since the epoch) is now when not given."""
        return sign(self.signing_secret, body, int(self._stamp()) if timestamp is None else timestamp)

    def person(self, user_id: str) -> Person:
        """The person with that id, at their client."""
        if user_id not in self._people:
            clock = self._world.clock
            held = nullcontext if clock is None else clock.held
            desk = Desk(self._world, self._courier, lambda: self.address, held)
            self._people[user_id] = Person(desk, self._world.user(user_id))
        return self._people[user_id]
