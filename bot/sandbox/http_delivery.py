"""To an app behind a URL: a signed POST that has three seconds."""

import http.client
from urllib.parse import urlsplit

from bot.sandbox.delivery import Delivery, Outcome
from bot.sandbox.http_request import Requests, outcome_error

ANSWER_SECONDS = 3.0


class HttpDelivery:
    """Posts to `url`; `seconds` is how long the app has to answer."""

    def __init__(self, url: str, requests: Requests, seconds: float = ANSWER_SECONDS) -> None:
        parts = urlsplit(url)
        if parts.scheme != "http" or not parts.hostname:
            raise ValueError(
                f"{url}: the stand-in delivers to http:// addresses, such as http://127.0.0.1:3000/slack/events."
            )
        self._host, self._port, self._path = parts.hostname, parts.port or 80, parts.path or "/"
        self._requests = requests
        self._seconds = seconds

    def send(self, delivery: Delivery, attempt: int, reason: str) -> Outcome:
        """Post once and take the answer."""
        body, headers = self._requests.of(delivery, attempt, reason)
        delivery.envelope = {"headers": headers}
        connection = http.client.HTTPConnection(self._host, self._port, timeout=self._seconds)
        try:
            connection.request("POST", self._path, body.encode("utf-8", "surrogatepass"), headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except TimeoutError:
            return Outcome(status=0, error="http_timeout")
        except (OSError, http.client.HTTPException) as error:
            return Outcome(status=0, error="connection_failed", detail=repr(error))
        finally:
            connection.close()
        stop = answer.getheader("x-slack-no-retry") is not None
        return Outcome(answer.status, text, outcome_error(answer.status), no_retry=stop)
