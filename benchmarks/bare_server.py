"""`python -m benchmarks.bare_server PORT SECRET [default]`: the bare acknowledgement behind waitress, like ours."""

import sys
from collections.abc import Callable, Iterable
from typing import Any

import waitress
from slack_bolt.adapter.wsgi import SlackRequestHandler

from benchmarks.bare import bare_app
from bot.waiting_room import THREADS

StartResponse = Callable[[str, list[tuple[str, str]]], object]


def main(port: str, secret: str, *how: str) -> None:
    """Serve until the process is ended. `default`: Bolt's own settings, which answer from another thread."""
    bolt = SlackRequestHandler(bare_app(secret, process_before_response="default" not in how))

    def app(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/healthz":
            start_response("200 OK", [("Content-Length", "0")])
            return [b""]
        return bolt(environ, start_response)  # type: ignore[arg-type]  # Bolt's own StartResponse is narrower

    waitress.serve(app, host="127.0.0.1", port=int(port), threads=THREADS, ident=None)


if __name__ == "__main__":
    main(*sys.argv[1:])
