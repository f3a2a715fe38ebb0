"""Socket Mode: deliveries over WebSockets that the app opens (docs.slack.dev/apis/events-api/using-socket-mode)."""

import asyncio
import contextlib
import itertools
import json
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from bot.sandbox.delivery import Delivery, Outcome
from bot.sandbox.loop_thread import run_there
from bot.sandbox.payload import Json, compact
from bot.sandbox.web_api.socket_tickets import Tickets
from bot.sandbox.world import World

MOST_CONNECTIONS = 10
ENVELOPE = {"event": "events_api", "command": "slash_commands", "interaction": "interactive", "options": "interactive"}


@dataclass(eq=False)
class Connection:
    """One open connection and the envelopes it has not acknowledged."""

    socket: web.WebSocketResponse
    request: web.Request
    unanswered: dict[str, "asyncio.Future[Json]"] = field(default_factory=dict)


class SocketMode:
    """The app's connections. Each delivery goes to one of them, in turn. `seconds`: how long the app has."""

    def __init__(self, world: World, tickets: Tickets) -> None:
        self.seconds = 3.0
        self._world = world
        self._tickets = tickets
        self._connections: list[Connection] = []
        self._turn = itertools.count()

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell every connection to go (`warning`, `refresh_requested`, `link_disabled`); all but `warning` close."""
        run_there(self._disconnect(reason))

    def cut(self) -> None:
        """Every connection breaks without a word."""
        run_there(self._cut())

    def send(self, delivery: Delivery, attempt: int, reason: str) -> Outcome:
        """Send one envelope and wait for its acknowledgement."""
        return run_there(self._send(delivery, attempt, reason), timeout=None)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection, from its ticket to its end."""
        if not self._tickets.take(request.query.get("ticket", "")):
            return web.Response(status=403, text="invalid_ticket")
        socket = web.WebSocketResponse(heartbeat=None, timeout=1.0)
        await socket.prepare(request)
        if len(self._connections) >= MOST_CONNECTIONS:
            await socket.send_str(compact({"type": "disconnect", "reason": "too_many_websockets"}))
            await socket.close()
            return socket
        connection = Connection(socket, request)
        self._connections.append(connection)
        try:
            await socket.send_str(compact(self._hello()))
            await self._listen(connection)
        finally:
            self._forget(connection)
        return socket

    def _hello(self) -> Json:
        info = {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060}
        return {
            "type": "hello", "num_connections": self.count, "debug_info": info,
            "connection_info": {"app_id": self._world.identity.app_id},
        }  # fmt: skip

    async def _listen(self, connection: Connection) -> None:
        async for message in connection.socket:
            if message.type is not WSMsgType.TEXT:
                continue
            try:
                answer = json.loads(message.data)
            except ValueError:
                continue
            waiting = connection.unanswered.get(str(answer.get("envelope_id"))) if isinstance(answer, dict) else None
            if waiting is not None and not waiting.done():
                waiting.set_result(answer)

    def _forget(self, connection: Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
        for waiting in connection.unanswered.values():
            if not waiting.done():
                waiting.set_exception(ConnectionError("the connection went away"))

    async def _send(self, delivery: Delivery, attempt: int, reason: str) -> Outcome:
        if not self._connections:
            return Outcome(status=0, error="connection_failed", detail="no Socket Mode connection is open")
        connection = self._connections[next(self._turn) % len(self._connections)]
        envelope = self._envelope(delivery, attempt, reason)
        delivery.envelope = {key: value for key, value in envelope.items() if key != "payload"}
        waiting = asyncio.get_running_loop().create_future()
        connection.unanswered[envelope["envelope_id"]] = waiting
        try:
            await connection.socket.send_str(compact(envelope))
            answer = await asyncio.wait_for(waiting, self.seconds)
        except TimeoutError:
            return Outcome(status=0, error="http_timeout")
        except ConnectionError as error:
            return Outcome(status=0, error="connection_failed", detail=str(error))
        finally:
            connection.unanswered.pop(envelope["envelope_id"], None)
        payload = answer.get("payload")
        return Outcome(body=compact(payload) if payload else "")

    def _envelope(self, delivery: Delivery, attempt: int, reason: str) -> Json:
        envelope: Json = {
            "envelope_id": self._world.new_id("E"), "payload": delivery.payload, "type": ENVELOPE[delivery.kind],
            "accepts_response_payload": delivery.kind != "event",
        }  # fmt: skip
        if delivery.kind == "event":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        return envelope

    async def _disconnect(self, reason: str) -> None:
        told = list(self._connections)
        words = compact({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})
        if reason != "warning":
            self._connections.clear()  # nothing more is sent there
        for connection in told:
            with contextlib.suppress(ConnectionError):  # it went by itself
                await connection.socket.send_str(words)
            if reason != "warning":
                await connection.socket.close()

    async def _cut(self) -> None:
        for connection in list(self._connections):
            if connection.request.transport is not None:
                connection.request.transport.abort()
            self._forget(connection)
