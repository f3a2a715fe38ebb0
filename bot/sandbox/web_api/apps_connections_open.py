"""apps.connections.open: the address of a Socket Mode connection, good for one use."""

from bot.sandbox.payload import Json
from bot.sandbox.web_api.call import Call, Method


def answer(call: Call) -> Json:
    """A ws:// address with a single-use ticket."""
    return {"url": f"ws://{call.base_url}/link?ticket={call.tickets()}"}


METHOD = Method("apps.connections.open", answer, ("connections:write",), takes="app")
