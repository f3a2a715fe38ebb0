"""The page over HTTP: its files, its state, and what is done on it."""

import asyncio
from collections.abc import Callable

from aiohttp import web

from bot.sandbox.page_server.acts.clock import ClockActs
from bot.sandbox.page_server.acts.done import Done
from bot.sandbox.page_server.acts.table import PageActs
from bot.sandbox.page_server.files import PageFiles
from bot.sandbox.page_server.guard import asked_by_page, must_be_local
from bot.sandbox.page_server.looking import Looking
from bot.sandbox.page_server.state.whole import Showing
from bot.sandbox.people.impossible import Impossible
from bot.sandbox.people.person import Person
from bot.sandbox.refusal import Refusal
from bot.sandbox.server import Handler
from bot.sandbox.world import World

WRONG = (Impossible, Refusal, KeyError, TypeError, ValueError)


class PageRoutes:
    """Serves the page of one workspace."""

    def __init__(self, world: World, person: Callable[[str], Person], turn: Callable[[float], None] | None) -> None:
        self._files = PageFiles()
        self._showing = Showing(world, person, turns=turn is not None)
        self._acts = PageActs(person, ClockActs(turn))

    def routes(self) -> list[tuple[str, str, Handler]]:
        """Method, path and handler of each route."""
        files: list[tuple[str, str, Handler]] = [("GET", path, self._files.serve) for path in self._files.paths]
        acts = [("POST", "/page/act", self._act), ("POST", "/page/choices", self._choices)]
        return [*files, ("GET", "/page/state", self._state), *acts]

    async def _state(self, request: web.Request) -> web.StreamResponse:
        must_be_local(request)
        return web.json_response(await asyncio.to_thread(self._showing.state, Looking.asked(request.query)))

    async def _act(self, request: web.Request) -> web.StreamResponse:
        try:
            end = await asyncio.to_thread(self._acts.do, await asked_by_page(request))
        except WRONG as problem:
            end = Done(str(problem) or "The page sent something that nobody understands.")
        return web.json_response(end.as_json())

    async def _choices(self, request: web.Request) -> web.StreamResponse:
        try:
            found = await asyncio.to_thread(self._acts.choices, await asked_by_page(request))
        except WRONG:
            found = {}
        return web.json_response(found)
