"""The way into the Web API: method, token and scopes are checked, then the method answers."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.payload import Json
from bot.sandbox.refusal import Refusal
from bot.sandbox.web_api.arguments import Arguments
from bot.sandbox.web_api.call import Call, Method, missing
from bot.sandbox.web_api.methods import METHODS
from bot.sandbox.web_api.socket_tickets import Tickets
from bot.sandbox.world import World


class Gate:
    """Answers calls for one workspace. `address` is host:port of the server."""

    def __init__(self, world: World, tickets: Tickets) -> None:
        self._world = world
        self._tickets = tickets
        self.address = ""

    def answer(self, name: str, raw: Mapping[str, Any], token: str, note: Callable[[Json], None]) -> Json:
        """The answer of a method, `ok` included. `note` is given it before anybody can see what came of the call."""
        with self._world.lock:
            answer = self._answer(name, raw, token)
            note(answer)
            return answer

    def _answer(self, name: str, raw: Mapping[str, Any], token: str) -> Json:
        method = METHODS.get(name)
        if method is None:
            return {"ok": False, "error": "unknown_method", "req_method": name}
        try:
            self._admit(method, token)
            call = Call(self._world, Arguments(raw), self.address, self._tickets.give)
            return {"ok": True} | method.answer(call)
        except Refusal as refusal:
            return {"ok": False, "error": refusal.code} | refusal.more

    def _admit(self, method: Method, token: str) -> None:
        me = self._world.identity
        if not token:
            raise Refusal("not_authed")
        if token not in (me.bot_token, me.app_token):
            raise Refusal("invalid_auth")
        if self._world.token_error is not None:
            raise Refusal(self._world.token_error)
        if (token == me.app_token) != (method.takes == "app"):
            raise Refusal("not_allowed_token_type")
        if method.takes == "bot" and method.scopes and not self._world.granted.intersection(method.scopes):
            raise missing(self._world, method.scopes[0])
