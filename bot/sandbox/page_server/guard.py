"""Who may use the page: somebody at this machine, on the page itself."""

import json
from typing import Final

from aiohttp import web

from bot.sandbox.payload import Json
from bot.sandbox.server import Handler
from bot.sandbox.world import World

OWN_HOSTS: Final = ("127.0.0.1", "localhost")


class Guard:
    """Refuses what another site makes a browser send: a foreign Host (DNS rebinding) or Origin. A workspace that was
    opened to others on purpose is reached by names that nobody knows here: then only the Origin counts."""

    def __init__(self, world: World) -> None:
        self._world = world

    def let_in(self, request: web.Request) -> None:
        """Raise an HTTP error unless this request may be answered."""
        own = self._world.is_exposed or request.host.rpartition(":")[0] in OWN_HOSTS
        origin = request.headers.get("Origin")
        if not own or (origin is not None and origin != f"http://{request.host}"):
            raise web.HTTPForbidden(text="This page is for this machine only.")

    def guarded(self, handler: Handler) -> Handler:
        """The handler, behind the guard."""

        async def answer(request: web.Request) -> web.StreamResponse:
            self.let_in(request)
            return await handler(request)

        return answer


async def sent_by_page(request: web.Request) -> Json:
    """The object that the page sent; what a form of another site could send is refused."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    body = json.loads(await request.text())
    if not isinstance(body, dict):
        raise TypeError("The page sent something that is no object.")
    return body
