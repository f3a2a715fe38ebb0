"""Keeping Slack user groups what the shifts are, in a thread of its own: whatever Slack says, all else goes on."""

import logging
from datetime import timedelta
from typing import Final

from slack_sdk import WebClient

from bot.clock import Clock
from bot.outbox.outcomes import Failure, Kind
from bot.slack.calls import CallFailed, Calls
from bot.slack.connection import Connected
from bot.ticking.loops import Loop
from models.storage.database import Database
from models.workspace.user_groups import (
    GroupToSet,
    forget_groups,
    groups_to_set,
    note_group_refused,
    note_group_set,
    note_group_waits,
    take_group,
)

log = logging.getLogger(__name__)

SCOPE: Final = "usergroups:write"
LONGEST_WAIT: Final = 60.0
SHORTEST_PAUSE: Final = 60.0
# About Slack, the network or the token, and not about the group.
PASSING: Final = frozenset({Kind.RATE_LIMITED, Kind.UNREACHABLE, Kind.UNKNOWN, Kind.LOCKED_OUT})


class UserGroups:
    """Sets what differs. Every tick wakes it: a shift may have begun, or somebody be away."""

    def __init__(self, database: Database, client: WebClient, clock: Clock, connected: Connected) -> None:
        self._database = database
        self._calls = Calls(client, clock)
        self._clock = clock
        self._us = connected
        self.loop = Loop("user groups", self._step)

    def set_due(self) -> int:
        """Set every group that is to be set now; says how many Slack has taken."""
        forget_groups(self._database, self._us.workspace_id)
        with self._database.read() as session:
            due = groups_to_set(session, self._us.workspace_id, self._clock())
        return sum(self._set(todo) for todo in due if not self.loop.is_stopping)

    def _step(self) -> float:
        self.set_due()
        return LONGEST_WAIT

    def _set(self, todo: GroupToSet) -> bool:
        if not take_group(self._database, todo, self._clock()):
            return False
        if not self._us.may(SCOPE):
            self._failed(todo, Failure(Kind.NO_SCOPE, "missing_scope"))
            return False
        client = self._calls.client
        try:
            self._calls(
                "usergroups.users.update", "",
                lambda: client.usergroups_users_update(usergroup=todo.group, users=list(todo.users)),
            )  # fmt: skip
        except CallFailed as problem:
            self._failed(todo, problem.failure)
            return False
        note_group_set(self._database, todo, self._clock())
        return True

    def _failed(self, todo: GroupToSet, failure: Failure) -> None:
        log.info("The user group of a team (row %s) was not set: %s.", todo.team_id, failure.why)
        now = self._clock()
        if failure.kind in PASSING:
            pause = timedelta(seconds=max(failure.retry_after, SHORTEST_PAUSE))
            note_group_waits(self._database, todo, now + pause)
        else:
            note_group_refused(self._database, todo, failure.why, now)
