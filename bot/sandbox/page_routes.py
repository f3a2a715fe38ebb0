"""The page over HTTP: its files, its state, and what is done on it."""

import asyncio
import json
from collections.abc import Callable
from importlib import resources

from aiohttp import web

from bot.sandbox.page_acts import PageActs
from bot.sandbox.page_state import page_state
from bot.sandbox.payload import Json
from bot.sandbox.people.impossible import Impossible
from bot.sandbox.people.person import Person
from bot.sandbox.refusal import Refusal
from bot.sandbox.server import Handler
from bot.sandbox.world import World

FILES = {
    "/": ("index.html", "text/html"),
    "/page.js": ("page.js", "text/javascript"),
    "/page.css": ("page.css", "text/css"),
}
# Nothing from elsewhere is loaded or run, and no other site can frame the page.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'"


class PageRoutes:
    """Serves the page of one workspace."""

    def __init__(self, world: World, person: Callable[[str], Person], turn: Callable[[float], None] | None) -> None:
        self._world = world
        self._person = person
        self._turns = turn is not None
        self._acts = PageActs(world, person, turn)

    def routes(self) -> list[tuple[str, str, Handler]]:
        """Method, path and handler of each route."""
        files: list[tuple[str, str, Handler]] = [("GET", path, self._file) for path in FILES]
        acts = [("POST", "/page/act", self._act), ("POST", "/page/search", self._search)]
        return [*files, ("GET", "/page/state", self._state), *acts]

    async def _file(self, request: web.Request) -> web.StreamResponse:
        name, content_type = FILES[request.path]
        text = (resources.files("bot.sandbox") / "page" / name).read_text(encoding="utf-8")
        headers = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
        return web.Response(text=text, content_type=content_type, headers=headers)

    async def _state(self, request: web.Request) -> web.StreamResponse:
        _must_be_local(request)
        who = request.query.get("as", "")
        person = self._person(who) if who in self._world.users else None
        return web.json_response(await asyncio.to_thread(page_state, self._world, person, self._turns, self._unread))

    def _unread(self, user_id: str) -> int:
        return len(self._person(user_id).unread)

    async def _search(self, request: web.Request) -> web.StreamResponse:
        _must_be_asked_by_page(request)
        try:
            found = await asyncio.to_thread(self._acts.search, await _object(request))
        except (Impossible, KeyError, TypeError, ValueError):
            found = []
        return web.json_response(found)

    async def _act(self, request: web.Request) -> web.StreamResponse:
        _must_be_asked_by_page(request)
        try:
            said = await asyncio.to_thread(self._acts.do, await _object(request))
        except (Impossible, Refusal, KeyError, TypeError, ValueError) as problem:
            return web.json_response({"ok": False, "said": str(problem)})
        return web.json_response({"ok": not said, "said": said})


async def _object(request: web.Request) -> Json:
    body = json.loads(await request.text())
    if not isinstance(body, dict):
        raise TypeError("The page sent something that is no object.")
    return body


def _must_be_asked_by_page(request: web.Request) -> None:
    _must_be_local(request)
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType


def _must_be_local(request: web.Request) -> None:
    """Refuse what another site makes a browser send: a foreign Host (DNS rebinding) or Origin."""
    own = request.host.rpartition(":")[0] in ("127.0.0.1", "localhost")
    origin = request.headers.get("Origin")
    if not own or (origin is not None and origin != f"http://{request.host}"):
        raise web.HTTPForbidden(text="This page is for this machine only.")
