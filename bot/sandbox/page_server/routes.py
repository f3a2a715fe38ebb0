"""The page over HTTP: its files, its state, and what is done on it."""

import asyncio
from collections.abc import Callable

from aiohttp import web

from bot.sandbox.page_server.acts.clock import ClockActs
from bot.sandbox.page_server.acts.done import Done
from bot.sandbox.page_server.acts.table import PageActs
from bot.sandbox.page_server.files import PageFiles
from bot.sandbox.page_server.guard import Guard, sent_by_page
from bot.sandbox.page_server.looking import Looking
from bot.sandbox.page_server.shared import SharedFiles
from bot.sandbox.page_server.state.records import records_state
from bot.sandbox.page_server.state.whole import Showing
from bot.sandbox.page_server.telling import Telling
from bot.sandbox.people.impossible import Impossible
from bot.sandbox.people.person import Person
from bot.sandbox.refusal import Refusal
from bot.sandbox.server import Handler
from bot.sandbox.world import World

WRONG = (Impossible, Refusal, KeyError, TypeError, ValueError)


class PageRoutes:
    """Serves the page of one workspace."""

    def __init__(self, world: World, person: Callable[[str], Person]) -> None:
        self._world = world
        self._guard = Guard(world)
        self._files = PageFiles()
        self._shared = SharedFiles(world, person)
        self._telling = Telling(world.changes)
        self._showing = Showing(world, person)
        self._acts = PageActs(person, ClockActs(world))

    def routes(self) -> list[tuple[str, str, Handler]]:
        """Method, path and handler of each route."""
        files: list[tuple[str, str, Handler]] = [("GET", path, self._files.serve) for path in self._files.paths]
        inside: list[tuple[str, str, Handler]] = [
            ("GET", "/page/state", self._state), ("GET", "/page/changes", self._telling.serve),
            ("GET", "/page/records", self._records), ("GET", "/page/file/{id}", self._shared.serve),
            ("POST", "/page/act", self._act), ("POST", "/page/choices", self._choices),
        ]  # fmt: skip
        return [*files, *((method, path, self._guard.guarded(handler)) for method, path, handler in inside)]

    async def _state(self, request: web.Request) -> web.StreamResponse:
        state = await asyncio.to_thread(self._showing.state, Looking.asked(request.query))
        return web.Response(text=state, content_type="application/json")

    async def _records(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(records_state(self._world, request.query.get("about", "")))

    async def _act(self, request: web.Request) -> web.StreamResponse:
        try:
            end = await asyncio.to_thread(self._acts.do, await sent_by_page(request))
        except WRONG as problem:
            end = Done(str(problem) or "The page sent something that nobody understands.")
        return web.json_response(end.as_json())

    async def _choices(self, request: web.Request) -> web.StreamResponse:
        try:
            found = await asyncio.to_thread(self._acts.choices, await sent_by_page(request))
        except WRONG:
            found = {}
        return web.json_response(found)
