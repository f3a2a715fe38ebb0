"""Links in a note: to which documents, tickets and recordings they lead, what they are called, from which minute on.

All of it is read from the text that people wrote, and from the addresses in it; nothing is fetched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, parse_qs, urlsplit

LONGEST_ADDRESS: Final = 3_000
# What a host is called, its subdomains too; with how a path begins where that tells more. The first that fits counts.
SERVICES: Final[tuple[tuple[str, str, str], ...]] = (
    ("docs.google.com", "/document", "Google Docs"),
    ("docs.google.com", "/spreadsheets", "Google Sheets"),
    ("docs.google.com", "/presentation", "Google Slides"),
    ("docs.google.com", "/forms", "Google Forms"),
    ("drive.google.com", "", "Google Drive"),
    ("meet.google.com", "", "Google Meet"),
    ("calendar.google.com", "", "Google Calendar"),
    ("atlassian.net", "/wiki", "Confluence"),
    ("atlassian.net", "", "Jira"),
    ("loom.com", "", "Loom"),
    ("zoom.us", "", "Zoom"),
    ("zoom.com", "", "Zoom"),
    ("notion.so", "", "Notion"),
    ("notion.site", "", "Notion"),
    ("notion.com", "", "Notion"),
    ("github.com", "", "GitHub"),
    ("gitlab.com", "", "GitLab"),
    ("bitbucket.org", "", "Bitbucket"),
    ("linear.app", "", "Linear"),
    ("figma.com", "", "Figma"),
    ("miro.com", "", "Miro"),
    ("youtube.com", "", "YouTube"),
    ("youtu.be", "", "YouTube"),
    ("vimeo.com", "", "Vimeo"),
    ("dropbox.com", "", "Dropbox"),
    ("sharepoint.com", "", "SharePoint"),
    ("teams.microsoft.com", "", "Microsoft Teams"),
    ("slack.com", "", "Slack"),
    ("asana.com", "", "Asana"),
    ("trello.com", "", "Trello"),
    ("airtable.com", "", "Airtable"),
    ("pagerduty.com", "", "PagerDuty"),
    ("grafana.net", "", "Grafana"),
    ("datadoghq.com", "", "Datadog"),
    ("sentry.io", "", "Sentry"),
    ("otter.ai", "", "Otter"),
    ("gong.io", "", "Gong"),
)
# On GitHub and GitLab the path says what it is.
_OF_CODE: Final = (
    (re.compile(r"/pull/\d+"), "pull request"),
    (re.compile(r"/merge_requests/\d+"), "merge request"),
    (re.compile(r"/issues/\d+"), "issue"),
)
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"|]+", re.IGNORECASE)
_NAMED: Final = re.compile(r"\[([^\[\]\n]{1,300})\]\((https?://[^\s<>\"|()]+)\)", re.IGNORECASE)  # [title](address)
_PASTED: Final = re.compile(r"<(https?://[^\s<>\"|()]+)\|([^<>\n]{1,300})>", re.IGNORECASE)  # <address|title>
_CLOCK: Final = r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)"
_FROM: Final = re.compile(
    rf"\b(?:from|at|starting at)\s+(?:{_CLOCK}"
    r"|(?:minute|min\.?)\s*(\d{1,4})(?::([0-5]\d))?|(\d{1,4})\s*min(?:utes?)?\b)"
    r"|\b(?:minute|min\.)\s*(\d{1,4})(?::([0-5]\d))?",
    re.IGNORECASE,
)
_IN_ADDRESS: Final = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?")
_EDGES: Final = " \t-–—:;,.·•*|<>→"
_LATEST: Final = 100 * 3600


@dataclass(frozen=True, slots=True)
class Document:
    """What a link leads to. `service` is what its host is called, or the host itself; `title` is as given.

    `seconds` is from when on a recording is meant; `look_at` is what to look at there, in people's words.
    """

    address: str
    service: str
    title: str = ""
    seconds: int | None = None
    look_at: str = ""


def documents_in(text: str) -> tuple[Document, ...]:
    """The documents that the text links to, each once, in its order."""
    found: dict[str, Document] = {}
    for line in text.splitlines():
        for document in _in_line(line):
            found.setdefault(document.address, document)
    return tuple(found.values())


def service_of(address: str) -> str:
    """What people call the place that the address leads to: a service known by its host, else the host.

    Empty for what is no address of the web.
    """
    parts = _parts(address)
    if parts is None:
        return ""
    host = (parts.hostname or "").rstrip(".")
    for domain, path, name in SERVICES:
        if (host == domain or host.endswith(f".{domain}")) and parts.path.startswith(path):
            return _of_code(name, parts.path)
    return host


def _of_code(name: str, path: str) -> str:
    if name not in {"GitHub", "GitLab"}:
        return name
    return next((f"{name} {what}" for pattern, what in _OF_CODE if pattern.search(path)), name)


def _in_line(line: str) -> Iterator[Document]:
    """What each address of a line is called by the words before it, and what those behind it say of it."""
    named = {match.group(2): match.group(1) for match in _NAMED.finditer(line)}
    named |= {match.group(1): match.group(2) for match in _PASTED.finditer(line)}
    line = _PASTED.sub(lambda match: match.group(1), _NAMED.sub(lambda match: match.group(2), line))
    matches = list(_ADDRESS.finditer(line))
    begins = 0
    for number, match in enumerate(matches):
        address = _trimmed(match.group())
        ends = matches[number + 1].start() if number + 1 < len(matches) else len(line)
        title = named.get(address) or line[begins : match.start()].strip(_EDGES + "([{")
        after = line[match.start() + len(address) : ends]
        # Before a further address stands what that one is called.
        behind, begins = (after, ends) if number + 1 == len(matches) else ("", match.start() + len(address))
        document = _document(address, title, behind)
        if document is not None:
            yield document


def _document(address: str, title: str, behind: str) -> Document | None:
    service = service_of(address)
    if not service or len(address) > LONGEST_ADDRESS:
        return None
    seconds, rest = _from(behind)
    if seconds is None:
        seconds, title = _from(title)
    look_at = rest.strip(_EDGES + "()")
    if not title and seconds is None:
        title, look_at = look_at, ""
    return Document(address, service, title, seconds if seconds is not None else _in_address(address), look_at)


def _from(text: str) -> tuple[int | None, str]:
    """From when on (in seconds) the words say that a recording is meant, and the words without that."""
    match = _FROM.search(text)
    if match is None:
        return None, text.strip(_EDGES)
    hours, clock_minutes, clock_seconds, *minutes = match.groups()
    if clock_minutes is not None:
        seconds = int(hours or 0) * 3600 + int(clock_minutes) * 60 + int(clock_seconds)
    else:
        first, first_rest, plain, second, second_rest = minutes
        seconds = int(first or plain or second or 0) * 60 + int(first_rest or second_rest or 0)
    if seconds > _LATEST:
        return None, text.strip(_EDGES)
    before, after = text[: match.start()].strip(_EDGES), text[match.end() :].strip(_EDGES)
    return seconds, " ".join(part for part in (before, after) if part)


def _in_address(address: str) -> int | None:
    """From when on (in seconds) a recording plays that is opened by this address: `?t=754`, `?t=12m34s`, `#t=754`."""
    parts = _parts(address)
    if parts is None:
        return None
    for given in (parts.query, parts.fragment):
        for key in ("t", "start"):
            match = _IN_ADDRESS.fullmatch(parse_qs(given).get(key, [""])[0])
            if match and any(match.groups()):
                hours, minutes, seconds = (int(part or 0) for part in match.groups())
                total = hours * 3600 + minutes * 60 + seconds
                return total if total <= _LATEST else None
    return None


def _trimmed(address: str) -> str:
    """The address without what closes a sentence or a bracket around it."""
    while address:
        last = address[-1]
        closes = last in ")]}" and address.count(last) > address.count({")": "(", "]": "[", "}": "{"}[last])
        if last not in ".,;:!?'*_~`’”»" and not closes:
            break
        address = address[:-1]
    return address


def _parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        is_web = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if is_web else None
