"""Who may use the page: somebody at this machine, on the page itself."""

import json
from typing import Final

from aiohttp import web

from bot.sandbox.payload import Json

OWN_HOSTS: Final = ("127.0.0.1", "localhost")


def must_be_local(request: web.Request) -> None:
    """Refuse what another site makes a browser send: a foreign Host (DNS rebinding) or Origin."""
    own = request.host.rpartition(":")[0] in OWN_HOSTS
    origin = request.headers.get("Origin")
    if not own or (origin is not None and origin != f"http://{request.host}"):
        raise web.HTTPForbidden(text="This page is for this machine only.")


async def asked_by_page(request: web.Request) -> Json:
    """The object that the page sent; what came from anywhere else is refused."""
    must_be_local(request)
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    body = json.loads(await request.text())
    if not isinstance(body, dict):
        raise TypeError("The page sent something that is no object.")
    return body
