"""Telling another service that all is well (healthchecks.io, say): when it hears nothing, it tells people."""

import logging
from typing import Final
from urllib.error import HTTPError
from urllib.request import urlopen

log = logging.getLogger(__name__)

SECONDS: Final = 10


class Heartbeat:
    """Calls one address, tried once each time. The address is as good as a password, so it is not logged."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._fails = False

    def beat(self) -> None:
        """Call it. A failure is logged the first time, and when it works again."""
        try:
            with urlopen(self._url, timeout=SECONDS):  # noqa: S310 - the setting is checked to be http or https
                pass
        except (OSError, ValueError) as problem:
            if not self._fails:
                log.warning("HEARTBEAT_URL was not reached (%s): whoever listens there hears nothing.", _why(problem))
            self._fails = True
            return
        if self._fails:
            log.info("HEARTBEAT_URL is reached again.")
        self._fails = False


def _why(problem: Exception) -> str:
    return f"HTTP {problem.code}" if isinstance(problem, HTTPError) else type(problem).__name__
