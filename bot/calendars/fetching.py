"""Fetching a calendar: from public addresses only, in bounded time, and no more of it than a calendar can be."""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

from models.calendars.reading import MOST_BYTES, CalendarProblem

SECONDS: Final = 10.0
MOST_REDIRECTS: Final = 3
MOST_MB: Final = MOST_BYTES // 1_000_000
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})

Resolve = Callable[[str, int], list[str]]


def fetch_calendar(url: str, allowed_hosts: Collection[str] = (), resolve: Resolve | None = None) -> bytes:
    """What stands at the address. `allowed_hosts` may be on a private network; every other must be public.

    webcal:// is https://. Each redirect is checked as the first address was, and the connection goes to the very
    address that was checked. Raises CalendarProblem with one sentence.
    """
    ends = time.monotonic() + SECONDS
    for _ in range(MOST_REDIRECTS + 1):
        parts = _checked(url)
        found = _get(parts, _address(parts, allowed_hosts, resolve or _resolve), ends)
        if isinstance(found, bytes):
            return found
        url = urljoin(parts.geturl(), found)
    raise CalendarProblem("The calendar's address leads from one place to the next without an end: copy it again.")


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise CalendarProblem("The calendar's address is no address: copy it again.") from None
    if parts.scheme == "webcal":
        parts = parts._replace(scheme="https")
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        raise CalendarProblem("The calendar's address does not begin with https:// or webcal://: copy it again.")
    return parts


def _address(parts: SplitResult, allowed_hosts: Collection[str], resolve: Resolve) -> str:
    """The address to connect to; refused where any the name stands for is not public."""
    host = str(parts.hostname)
    try:
        addresses = resolve(host, _port(parts))
    except (OSError, UnicodeError):
        raise CalendarProblem(f"Nobody knows the host {host} of the calendar's address: copy it again.") from None
    if host.lower() not in {allowed.lower() for allowed in allowed_hosts}:
        for address in addresses:
            if not _is_public(address):
                raise CalendarProblem(
                    f"The calendar's host {host} is on a private network: name it in CALENDAR_HOSTS if that is meant."
                )
    return addresses[0]


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    one = mapped or found
    return one.is_global and not one.is_multicast


def _resolve(host: str, port: int) -> list[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _get(parts: SplitResult, address: str, ends: float) -> bytes | str:
    """What stands there, or the address it redirects to."""
    try:
        with closing(_connection(parts, address, ends)) as connection, _cut_off(connection.sock, ends):
            return _ask(connection, parts)
    except (OSError, HTTPException, ValueError) as problem:
        raise CalendarProblem(_sentence(parts, problem, ends)) from None


def _ask(connection: HTTPConnection, parts: SplitResult) -> bytes | str:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.request("GET", target, headers={"Accept": "text/calendar", "User-Agent": "Sunrelay"})
    answer = connection.getresponse()
    if answer.status in REDIRECTS and answer.headers.get("Location"):
        return str(answer.headers["Location"])
    if answer.status != 200:
        raise CalendarProblem(f"The calendar's server answers {answer.status}: see whether its address still holds.")
    content = answer.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise CalendarProblem(f"The calendar is larger than {MOST_MB} MB: publish one with less in it.")
    return content


@contextmanager
def _cut_off(sock: socket.socket, ends: float) -> Iterator[None]:
    """Shut the socket when the time is up: a server that sends drop by drop never runs into a socket's own time-out."""
    done = threading.Event()

    def wait() -> None:
        if not done.wait(max(0.0, ends - time.monotonic())):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    watch = threading.Thread(target=wait, name="calendar-cut-off", daemon=True)
    watch.start()
    try:
        yield
        _left(ends)
    finally:
        done.set()
        watch.join()


def _connection(parts: SplitResult, address: str, ends: float) -> HTTPConnection:
    host, port = str(parts.hostname), _port(parts)
    sock: socket.socket = socket.create_connection((address, port), timeout=_left(ends))
    if parts.scheme == "https":
        sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
    connection = HTTPConnection(host, port)
    connection.sock = sock
    return connection


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _sentence(parts: SplitResult, problem: Exception, ends: float) -> str:
    if isinstance(problem, TimeoutError) or time.monotonic() >= ends:
        return f"The calendar's server {parts.hostname} did not answer within {SECONDS:.0f} seconds."
    if isinstance(problem, ssl.SSLCertVerificationError):
        return f"The calendar's server {parts.hostname} does not prove who it is (its certificate is not valid)."
    return f"The calendar's server {parts.hostname} cannot be reached."
