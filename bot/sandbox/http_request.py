"""The HTTP request a delivery becomes: body, content type, retry headers and signature."""

from collections.abc import Callable
from urllib.parse import urlencode

from bot.sandbox.delivery import Delivery
from bot.sandbox.payload import compact
from bot.sandbox.signing import sign

FORM = "application/x-www-form-urlencoded"


class Requests:
    """Makes signed requests. `stamp` gives the time of the signature in seconds since the epoch."""

    def __init__(self, secret: str, stamp: Callable[[], float]) -> None:
        self._secret = secret
        self._stamp = stamp

    def of(self, delivery: Delivery, attempt: int, reason: str) -> tuple[str, dict[str, str]]:
        """Body and headers of a delivery's next try."""
        body, content_type = self._body(delivery)
        headers = {"content-type": content_type, **sign(self._secret, body, int(self._stamp()))}
        if attempt:
            headers |= {"x-slack-retry-num": str(attempt), "x-slack-retry-reason": reason}
        return body, headers

    def _body(self, delivery: Delivery) -> tuple[str, str]:
        if delivery.kind == "event":
            return compact(delivery.payload), "application/json"
        if delivery.kind == "command":
            return urlencode(delivery.payload), FORM
        return urlencode({"payload": compact(delivery.payload)}), FORM


def outcome_error(status: int) -> str:
    """Slack's retry reason for a status; empty when it is a success."""
    return "" if 200 <= status < 300 else "http_error"
