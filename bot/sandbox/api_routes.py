"""The Web API over HTTP: `/api/<method>`, with everything that can go wrong on the way."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.sandbox.faults import Fault, Faults
from bot.sandbox.inspector import Inspector
from bot.sandbox.payload import Json, duplicate
from bot.sandbox.web_api.gate import Gate

HANG_SECONDS = 60.0


@dataclass(frozen=True)
class ApiCall:
    """One call as the test sees it. `answer` is None when Slack did not do it; `at`: seconds since the epoch."""

    method: str
    args: Json
    answer: Json | None
    at: float
    fault: str = ""

    @property
    def ok(self) -> bool:
        """Whether Slack did what was asked."""
        return bool(self.answer and self.answer.get("ok"))


class ApiRoutes:
    """Serves the Web API of one workspace and records every call in `calls`."""

    def __init__(
        self,
        gate: Gate,
        faults: Faults,
        now: Callable[[], float],
        scopes: Callable[[], str],
        inspector: Inspector,
    ) -> None:
        self.calls: list[ApiCall] = []
        self.stopping = asyncio.Event()
        self._gate = gate
        self._faults = faults
        self._now = now
        self._scopes = scopes
        self._inspector = inspector

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One HTTP request."""
        method = request.match_info["method"]
        args = await _arguments(request)
        if args is None:
            return web.json_response({"ok": False, "error": "invalid_json"})
        token = _token(request, args)
        args.pop("token", None)
        fault = self._faults.take(method, args)
        if fault is None or fault.takes_effect:
            answer = self._do(method, args, token, fault)
            return await self._after(request, answer, fault) if fault else self._answered(answer)
        return await self._instead(request, method, args, token, fault)

    def _do(self, method: str, args: Json, token: str, fault: Fault | None = None) -> Json:
        kind = fault.kind if fault else ""
        return self._gate.answer(method, args, token, lambda answer: self._note(method, args, answer, kind))

    def _note(self, method: str, args: Json, answer: Json | None, fault: str) -> None:
        call = ApiCall(method, _readable(args), duplicate(answer), self._now(), fault)
        self.calls.append(call)
        self._inspector.note_call(method, call.args, call.answer or {"ok": False, "error": fault})

    def _answered(self, answer: Json) -> web.Response:
        return web.json_response(answer, headers={"x-oauth-scopes": self._scopes()})

    async def _instead(
        self, request: web.Request, method: str, args: Json, token: str, fault: Fault
    ) -> web.StreamResponse:
        if fault.kind == "accept_late":
            self._faults.keep_late(lambda: self._do(method, args, token, fault))
            return await self._hang()
        self._note(method, args, None, fault.kind)
        if fault.is_error_code:
            return self._answered({"ok": False, "error": fault.kind})
        if fault.kind == "ratelimited":
            headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        if fault.kind == "hang":
            return await self._hang()
        return _drop(request) if fault.kind == "drop" else web.Response(status=int(fault.kind[-3:]), text="upstream")

    async def _after(self, request: web.Request, answer: Json, fault: Fault) -> web.StreamResponse:
        if fault.kind == "drop_after_accept":
            return _drop(request)
        if fault.kind == "hang_after_accept":
            return await self._hang()
        if fault.kind == "not_json":
            return web.Response(text="<html>It works, but not like this.</html>", content_type="text/html")
        if fault.kind == "half_body":
            return await _half(request, answer)
        return web.Response(status=500, text="upstream")

    async def _hang(self) -> web.Response:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.stopping.wait(), HANG_SECONDS)
        return web.Response(status=504)


async def _arguments(request: web.Request) -> Json | None:
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body: Any = json.loads(await request.text() or "{}")
        except ValueError:
            return None
        return args | body if isinstance(body, dict) else None
    return args | dict(await request.post())


def _token(request: web.Request, args: Json) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(args.get("token", ""))


def _drop(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _half(request: web.Request, answer: Json) -> web.StreamResponse:
    body = json.dumps(answer).encode()
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response


def _readable(args: Json) -> Json:
    """The arguments with their lists and objects unpacked, whichever way they were sent."""
    return {k: _unpacked(v) for k, v in args.items()}


def _unpacked(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return duplicate(value)
