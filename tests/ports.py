"""A port for a process that is to listen on it soon, kept until then: nobody else on this machine is given it."""

import socket
from typing import Self


class KeptPort:
    """Bound here, and listened on by nobody: whoever is told the number, and reuses addresses as servers do, may."""

    def __init__(self) -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("0.0.0.0", 0))  # noqa: S104 - nothing listens here
        self.number = int(self._socket.getsockname()[1])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let it go."""
        self._socket.close()
