"""Tickets for Socket Mode connections: each opens one."""

import secrets
import threading


class Tickets:
    """Tickets that were given out and not yet used."""

    def __init__(self) -> None:
        self._open: set[str] = set()
        self._lock = threading.Lock()

    def give(self) -> str:
        """A new ticket."""
        ticket = secrets.token_urlsafe(16)
        with self._lock:
            self._open.add(ticket)
        return ticket

    def take(self, ticket: str) -> bool:
        """Whether the ticket is good; it is then spent."""
        with self._lock:
            if ticket not in self._open:
                return False
            self._open.remove(ticket)
            return True
