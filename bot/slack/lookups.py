"""Asking Slack about channels and people we do not know yet, and doing what waited for the answer."""

import logging
from collections.abc import Callable, Iterator
from typing import Any, Final

from slack_sdk import WebClient

from bot.clock import Clock
from bot.outbox.outcomes import Kind
from bot.slack.calls import CallFailed, Calls
from bot.slack.connection import Connected
from bot.slack.messages import AskMessages
from bot.ticking.failing import Failing
from bot.ticking.loops import Loop, reference
from handlers.profiles import channel_news, person_news
from models.storage.database import Database
from models.workspace.asking import anything_to_ask, learn_channel, learn_missing_channel, learn_people
from models.workspace.directory import PersonNews, channels_to_fetch, people_to_fetch
from models.workspace.keeping import kept_acts, kept_asking

log = logging.getLogger(__name__)

MANY_PEOPLE: Final = 20
PAGE: Final = 200
LONGEST_WAIT: Final = 20.0
STOP_SECONDS: Final = 12.0
# Slack is there and well, but does not show us this one. Group DMs, say, need a scope that is not asked for.
HIDDEN: Final = frozenset({Kind.CHANNEL, Kind.NEVER, Kind.NO_SCOPE})


CarryOut = Callable[..., None]


class Lookups:
    """Asks with a client of its own, one question at a time; a 429 is waited out without asking on.

    `carry_out_kept` is given each command whose channel is known by now, and each reaction on a message together with
    what Slack says of that.
    """

    def __init__(
        self,
        database: Database,
        client: WebClient,
        clock: Clock,
        connected: Connected,
        carry_out_kept: CarryOut,
    ) -> None:
        self._database = database
        self._calls = Calls(client, clock)
        self._clock = clock
        self._us = connected
        self._carry_out_kept = carry_out_kept
        self._failing = Failing()
        self._messages = AskMessages(self._calls)
        self.loop = Loop("lookups", self._step)

    def ask(self) -> int:
        """Ask all there is to ask now, then do what waited for it. Says how many answers there were."""
        with self._database.read() as session:
            if not anything_to_ask(session, self._us.workspace_id):
                return 0
            channels = channels_to_fetch(session, self._us.workspace_id)
            people = people_to_fetch(session, self._us.workspace_id)
        answers = sum(self._each("channel", channels, self._ask_channel))
        if len(people) > MANY_PEOPLE:
            answers += sum(self._each("list", ["people"], lambda _: self._ask_everybody(frozenset(people))))
            with self._database.read() as session:
                people = people_to_fetch(session, self._us.workspace_id)
        answers += sum(self._each("person", people, self._ask_person))
        answers += self._ask_messages()
        self._carry_out()
        return answers

    def start(self) -> None:
        """Ask in a thread from now on."""
        self.loop.start()

    def wake(self) -> None:
        """There may be something to ask."""
        self.loop.wake()

    def stop(self, seconds: float = STOP_SECONDS) -> bool:
        """Finish the question in hand, and end; False where that took longer than `seconds`."""
        return self.loop.stop(seconds)

    def _step(self) -> float:
        self.ask()
        return LONGEST_WAIT

    def _each(self, what: str, names: list[str], ask: Callable[[str], int]) -> Iterator[int]:
        """Ask about each that does not wait after a failure. Where Slack cannot be asked at all, the rest waits."""
        for name in names:
            now = self._clock()
            if self.loop.is_stopping or self._failing.waits((what, name), now):
                continue
            try:
                yield ask(name)
                self._failing.went_well((what, name))
            except CallFailed as problem:
                log.info("Slack was not asked about %s %s: %s.", what, name, problem.failure.why)
                if problem.failure.kind in {Kind.RATE_LIMITED, Kind.UNREACHABLE, Kind.LOCKED_OUT}:
                    return
                self._failing.failed((what, name), now)
            except Exception:
                log.exception("Asking about %s %s failed (reference %s).", what, name, reference())
                self._failing.failed((what, name), now)

    def _ask_channel(self, slack_id: str) -> int:
        client = self._calls.client
        try:
            answer = self._calls(
                "conversations.info", "", lambda: client.conversations_info(channel=slack_id, include_num_members=True)
            )
            members = list(self._members(slack_id))
        except CallFailed as problem:
            if problem.failure.kind not in HIDDEN:
                raise
            learn_missing_channel(self._database, self._us.workspace_id, slack_id, self._clock())
            return 1
        news = channel_news({**answer["channel"], "id": slack_id}, members)
        learn_channel(self._database, self._us.workspace_id, news, self._clock())
        return 1

    def _members(self, slack_id: str) -> Iterator[str]:
        client = self._calls.client
        for page in self._calls.pages(
            "conversations.members",
            lambda more: client.conversations_members(channel=slack_id, limit=PAGE, **more),
        ):
            yield from (str(member) for member in page.get("members") or ())

    def _ask_person(self, user: str) -> int:
        try:
            answer = self._calls("users.info", "", lambda: self._calls.client.users_info(user=user))
        except CallFailed as problem:
            if problem.failure.kind is not Kind.NEVER:
                raise
            self._learn([_nobody(user)])
            return 1
        self._learn([self._read(answer["user"])])
        return 1

    def _ask_everybody(self, wanted: frozenset[str]) -> int:
        """One list is cheaper than many questions; who is not in it is asked about by name."""
        found = 0
        client = self._calls.client
        for page in self._calls.pages("users.list", lambda more: client.users_list(limit=PAGE, **more)):
            people = [self._read(user) for user in page.get("members") or () if user.get("id") in wanted]
            self._learn(people)
            found += len(people)
        return found

    def _read(self, user: dict[str, Any]) -> PersonNews:
        return person_news(user, self._us.slack_id)

    def _learn(self, people: list[PersonNews]) -> None:
        learn_people(self._database, self._us.workspace_id, people, self._clock())

    def _ask_messages(self) -> int:
        """Ask about the messages on which somebody has reacted, and do what that means."""
        with self._database.read() as session:
            kept = {str(one.id): one for one in kept_asking(session, self._us.workspace_id)}

        def ask(name: str) -> int:
            self._carry_out_kept(kept[name], self._messages.about(kept[name]))
            return 1

        return sum(self._each("message", list(kept), ask))

    def _carry_out(self) -> None:
        with self._database.read() as session:
            kept = kept_acts(session, self._us.workspace_id, self._clock())
        for command in kept:
            now = self._clock()
            if self._failing.waits(("kept", command.id), now):
                continue
            try:
                self._carry_out_kept(command)
                self._failing.went_well(("kept", command.id))
            except Exception:
                log.exception("Kept command %s failed (reference %s).", command.id, reference())
                self._failing.failed(("kept", command.id), now)


def _nobody(user: str) -> PersonNews:
    """A user id that Slack does not know, or does not show us: somebody from elsewhere, who may change nothing."""
    return PersonNews(user=user, name="", timezone=None, guest=False, external=True, deactivated=False)
