"""Finding people by e-mail, where that permission was granted. The addresses are kept in memory, for a day at most."""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from slack_sdk import WebClient

from bot.clock import Clock
from bot.outbox.outcomes import Kind
from bot.slack.calls import CallFailed, Calls
from bot.slack.connection import Connected

log = logging.getLogger(__name__)

SCOPE: Final = "users:read.email"
KNOWN_FOR: Final = timedelta(days=1)
# Slack takes 50 such questions a minute; a calendar with more people than this names them in the roster.
MOST_AT_ONCE: Final = 200
NOBODY: Final = ""


class MailBook:
    """Called with e-mails, it gives the user ids of those whom Slack knows."""

    def __init__(self, client: WebClient, clock: Clock, connected: Connected) -> None:
        self._calls = Calls(client, clock)
        self._clock = clock
        self._us = connected
        self._known: dict[str, tuple[str, datetime]] = {}

    def __call__(self, mails: Collection[str]) -> dict[str, str]:
        """Those that are known; none without the permission. Raises CallFailed where Slack cannot be asked now."""
        if not self._us.may(SCOPE):
            return {}
        now = self._clock()
        self._known = {mail: known for mail, known in self._known.items() if now - KNOWN_FOR < known[1] <= now}
        for mail in sorted(set(mails) - self._known.keys())[:MOST_AT_ONCE]:
            self._known[mail] = self._ask(mail), now
        found = {mail: self._known[mail][0] for mail in mails if mail in self._known}
        return {mail: user for mail, user in found.items() if user != NOBODY}

    def _ask(self, mail: str) -> str:
        client = self._calls.client
        try:
            answer = self._calls("users.lookupByEmail", "", lambda: client.users_lookupByEmail(email=mail))
        except CallFailed as problem:
            if problem.failure.kind in {Kind.RATE_LIMITED, Kind.UNREACHABLE, Kind.UNKNOWN, Kind.LOCKED_OUT}:
                raise
            return NOBODY
        return str(answer["user"]["id"])
