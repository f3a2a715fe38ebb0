"""Asking over HTTP as Slack does: signed requests on one connection that stays open."""

import socket
import time
from types import TracebackType
from typing import Final, Self

from benchmarks.bare import signed

SIGNED_FOR: Final = 120.0  # seconds; Bolt refuses what was signed five minutes ago


class Asking:
    """Called, it sends the request and waits for the whole answer. The request is made beforehand."""

    def __init__(self, port: int, secret: str, request: tuple[str, str]) -> None:
        self._secret = secret
        self._body, self._content_type = request
        self._signed_at = -SIGNED_FOR
        self._request = b""
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, what: BaseException | None, at: TracebackType | None) -> None:
        self._socket.close()

    def __call__(self) -> bytes:
        """The answer's body. Raises RuntimeError where it is no 200."""
        if time.monotonic() - self._signed_at >= SIGNED_FOR:
            self._sign()
        self._socket.sendall(self._request)
        head, rest = self._head()
        length = next(
            int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
        )
        while len(rest) < length:
            rest += self._socket.recv(65_536)
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"the server answered {head.decode()}: {rest.decode()}")
        return rest

    def _head(self) -> tuple[bytes, bytes]:
        found = b""
        while b"\r\n\r\n" not in found:
            received = self._socket.recv(65_536)
            if not received:
                raise RuntimeError("the server closed the connection")
            found += received
        head, _, rest = found.partition(b"\r\n\r\n")
        return head, rest

    def _sign(self) -> None:
        body = self._body.encode()
        headers = {
            "host": "127.0.0.1",
            "content-length": str(len(body)),
            **signed(self._secret, self._body, self._content_type),
        }
        lines = [f"{name}: {value}\r\n" for name, value in headers.items()]
        self._request = f"POST /slack/events HTTP/1.1\r\n{''.join(lines)}\r\n".encode() + body
        self._signed_at = time.monotonic()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
