"""What Sunrelay answers over HTTP: Slack's requests, whether it is well, and its figures. Plain WSGI (PEP 3333)."""

import json
import logging
import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, Final

from slack_bolt import BoltRequest, BoltResponse

from bot.ticking.loops import reference
from bot.web.metrics import CONTENT_TYPE, Metrics
from bot.web.requests import NotSlacksError, read_request
from models.storage.patience import is_out_of_patience

log = logging.getLogger(__name__)

# Slack's largest are forms with 3,000 characters in each of a dozen fields.
MOST_BYTES: Final = 1_048_576
CALENDAR: Final = "text/calendar; charset=utf-8"
# As long as a secret is; see models/calendars/feeds.py.
FEED: Final = re.compile(r"/calendar/([A-Za-z0-9_-]{43})\.ics")
TEXT: Final = "text/plain; charset=utf-8"
Answer = tuple[int, list[tuple[str, str]], bytes]
StartResponse = Callable[[str, list[tuple[str, str]]], object]


class Site:
    """The WSGI application. `dispatch` is Bolt's, or None where Slack's events come by Socket Mode.

    `troubles` says in sentences what is not well; none means that all is. `audited` says when that was looked into.
    `feed` gives the calendar that stands at the address with a secret, or None.
    """

    def __init__(
        self,
        dispatch: Callable[[BoltRequest], BoltResponse] | None,
        troubles: Callable[[], list[str]],
        audited: Callable[[], str],
        metrics: Metrics,
        feed: Callable[[str], bytes | None] = lambda _: None,
    ) -> None:
        self._dispatch = dispatch
        self._troubles = troubles
        self._audited = audited
        self._metrics = metrics
        self._feed = feed

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request. What fails inside is logged under a reference and never shown."""
        try:
            status, headers, body = self._answer(environ)
        except Exception:
            ours = reference()
            log.exception("A request failed (reference %s).", ours)
            status, headers, body = _text(500, f"Something went wrong; its reference in the log is {ours}.")
        self._metrics.answered(str(status))
        start_response(_line(status), [*headers, ("Content-Length", str(len(body)))])
        return [body]

    def _answer(self, environ: dict[str, Any]) -> Answer:
        method, path = environ.get("REQUEST_METHOD", "GET"), environ.get("PATH_INFO", "/")
        if path == "/slack/events" and self._dispatch is not None:
            return self._slack(environ) if method == "POST" else _not_allowed("POST")
        found = FEED.fullmatch(path)
        if path not in {"/healthz", "/metrics"} and found is None:
            return _text(404, "There is nothing here: Sunrelay answers at /slack/events, /healthz and /metrics.")
        if method not in {"GET", "HEAD"}:
            return _not_allowed("GET, HEAD")
        return self._figures(path) if found is None else self._calendar(found.group(1))

    def _calendar(self, secret: str) -> Answer:
        """Somebody's shifts. That there are none at the address says nothing of whether there ever were."""
        if is_out_of_patience():
            return _text(503, "Sunrelay has too much to do at once: ask again in a moment.")
        content = self._feed(secret)
        if content is None:
            return _text(404, "There is no calendar here: /handoff calendar in Slack gives a new address.")
        return 200, [("Content-Type", CALENDAR), ("Cache-Control", "private, max-age=600")], content

    def _figures(self, path: str) -> Answer:
        """How the bot is, in sentences or in figures."""
        if is_out_of_patience():
            return _text(503, "Sunrelay has too much to do at once: ask again in a moment.")
        if path == "/metrics":
            return 200, [("Content-Type", CONTENT_TYPE)], self._metrics.page()
        troubles = self._troubles()
        if troubles:
            return _text(503, " ".join(troubles))
        return _text(200, f"Sunrelay is well.\n{self._audited()}")

    def _slack(self, environ: dict[str, Any]) -> Answer:
        if self._dispatch is None:
            raise ValueError("there is nothing that takes Slack's requests")
        try:
            request = read_request(_body(environ), _headers(environ))
        except NotSlacksError as problem:
            return _error(problem.status, str(problem))
        response = self._dispatch(request)
        if response.status == 401:
            log.warning("A request was refused: its signature is not Slack's, or the clocks are over 5 minutes apart.")
            return _error(401, "The signature of this request is not Slack's, or it is more than five minutes old.")
        headers = [(name, value) for name, values in response.headers.items() for value in values]
        return response.status, headers, response.body.encode("utf-8", "replace")


def _body(environ: dict[str, Any]) -> bytes:
    length = str(environ.get("CONTENT_LENGTH") or "0")
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise NotSlacksError(413, f"The body is larger than the {MOST_BYTES} bytes that Slack ever needs.")
    body: bytes = environ["wsgi.input"].read(int(length))
    return body


def _headers(environ: dict[str, Any]) -> dict[str, str]:
    found = {name[5:].replace("_", "-").lower(): str(value) for name, value in environ.items() if name[:5] == "HTTP_"}
    return {**found, "content-type": str(environ.get("CONTENT_TYPE") or "")}


def _text(status: int, sentence: str) -> Answer:
    return status, [("Content-Type", TEXT)], f"{sentence}\n".encode()


def _error(status: int, sentence: str) -> Answer:
    return status, [("Content-Type", "application/json")], json.dumps({"error": sentence}).encode()


def _not_allowed(methods: str) -> Answer:
    status, headers, body = _text(405, f"Here only {methods} is answered.")
    return status, [*headers, ("Allow", methods)], body


def _line(status: int) -> str:
    return f"{status} {HTTPStatus(status).phrase}"
