"""The stand-in's HTTP server: Web API, response URLs, Socket Mode and the page, on one port of this machine."""

import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.sandbox.api_routes import ApiRoutes
from bot.sandbox.loop_thread import run_there
from bot.sandbox.refusal import Refusal
from bot.sandbox.response_posts import respond
from bot.sandbox.world import World

MOST_BYTES = 4 * 1024 * 1024
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """Serves one workspace. `more` are further routes: method, path, handler."""

    def __init__(self, world: World, api: ApiRoutes, more: list[tuple[str, str, Handler]]) -> None:
        self._world = world
        self._api = api
        self._more = more
        self._runner: web.AppRunner | None = None

    def start(self, host: str, port: int) -> int:
        """Listen; the port, which is a free one for `port` 0."""
        return run_there(self._start(host, port))

    def stop(self) -> None:
        """Answer nothing any more."""
        if self._runner is not None:
            run_there(self._stop(self._runner))
            self._runner = None

    async def _start(self, host: str, port: int) -> int:
        self._api.stopping.clear()
        app = web.Application(client_max_size=MOST_BYTES)
        app.router.add_route("*", "/api/{method}", self._api.serve)
        app.router.add_post("/respond/{secret}", self._respond)
        for method, path, handler in self._more:
            app.router.add_route(method, path, handler)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        found: int = runner.addresses[0][1]
        return found

    async def _stop(self, runner: web.AppRunner) -> None:
        self._api.stopping.set()
        await runner.cleanup()

    async def _respond(self, request: web.Request) -> web.Response:
        try:
            body = json.loads(await request.text())
            respond(self._world, request.match_info["secret"], body)
        except ValueError:
            return web.json_response({"ok": False, "error": "invalid_payload"}, status=400)
        except Refusal as refusal:
            gone = refusal.code in ("used_url", "expired_url", "invalid_url")
            return web.json_response({"ok": False, "error": refusal.code} | refusal.more, status=404 if gone else 400)
        return web.Response(text="ok")
