"""To an app in the same process: a function that takes a signed request and answers it."""

from collections.abc import Callable, Mapping, Sequence

from bot.sandbox.delivery import Delivery, Outcome
from bot.sandbox.http_request import Requests, outcome_error

Headers = Mapping[str, str | Sequence[str]]
App = Callable[[str, dict[str, str]], tuple[int, Headers, str]]


class InProcess:
    """Calls the app in the thread of whoever acts. An app that raises has not answered (`connection_failed`)."""

    def __init__(self, app: App, requests: Requests) -> None:
        self._app = app
        self._requests = requests

    def send(self, delivery: Delivery, attempt: int, reason: str) -> Outcome:
        """Call once and take the answer."""
        body, headers = self._requests.of(delivery, attempt, reason)
        delivery.envelope = {"headers": headers}
        try:
            status, answered, text = self._app(body, headers)
        except Exception as error:  # noqa: BLE001 - whatever the app dies of, Slack sees a connection without an answer
            return Outcome(status=0, error="connection_failed", detail=repr(error))
        return Outcome(status, text or "", outcome_error(status), no_retry="x-slack-no-retry" in _lower(answered))


def _lower(headers: Headers) -> set[str]:
    return {name.lower() for name in headers}
