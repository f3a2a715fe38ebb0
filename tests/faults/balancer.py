"""The way from Slack to the replicas: a balancer with no stickiness, as in front of any web service."""

import http.client
import itertools
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Final

ANSWER_SECONDS: Final = 60.0
Answer = tuple[int, Mapping[str, str], str]


class Balancer:
    """Gives each request to one of the `ports`, in turn. Where nobody listens, it tries the next.

    A request that was handed over and came to no answer is not tried again: who knows what came of it. Slack does.
    """

    def __init__(self, ports: Callable[[], Sequence[int]]) -> None:
        self._ports = ports
        self._turn = itertools.count()
        self._lock = threading.Lock()

    def __call__(self, body: str, headers: dict[str, str]) -> Answer:
        """The replica's status, headers and body; ConnectionError where none listens."""
        ports = self._ports()
        with self._lock:
            first = next(self._turn)
        for number in range(len(ports)):
            connection = http.client.HTTPConnection("127.0.0.1", ports[(first + number) % len(ports)], ANSWER_SECONDS)
            try:
                connection.connect()
            except ConnectionRefusedError:
                continue
            return _answered(connection, body, headers)
        raise ConnectionRefusedError("no replica listens")


def _answered(connection: http.client.HTTPConnection, body: str, headers: dict[str, str]) -> Answer:
    try:
        connection.request("POST", "/slack/events", body.encode("utf-8", "surrogatepass"), headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode("utf-8", "replace")
    finally:
        connection.close()
