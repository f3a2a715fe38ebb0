"""What is written down about the running bot: lines on standard error, in text or JSON, times in UTC.

At DEBUG, Slack's libraries print whole payloads, people's words among them. So LOG_LEVEL below INFO counts for our own
rooms only; the libraries stay at INFO or above, and there is no setting that changes it. Whatever looks like a Slack
token is blotted out in every line, tracebacks included.
"""

import logging
import re
import sys
from datetime import UTC, datetime
from typing import Literal, TextIO

from pythonjsonlogger.json import JsonFormatter

ROOMS = ("bot", "handlers", "models")
# They tell of every job, step and request at INFO.
TALKATIVE = ("apscheduler", "aiohttp", "alembic", "slack_bolt")
TOKEN = re.compile(r"\b(xox[a-z]|xapp)-[\w.-]+")


class TextLines(logging.Formatter):
    """One line for a person: time, level, who says it, what."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802
        """The record's instant, in UTC to the millisecond."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def format(self, record: logging.LogRecord) -> str:
        """The line, without tokens."""
        return without_tokens(super().format(record))


class JsonLines(JsonFormatter):
    """One JSON object for a machine: time, level, logger, message, what was given as `extra`, and `exc_info`."""

    def __init__(self) -> None:
        super().__init__(
            ["levelname", "name", "message"],
            rename_fields={"levelname": "level", "name": "logger"},
            timestamp="time",
            json_ensure_ascii=False,
        )

    def format(self, record: logging.LogRecord) -> str:
        """The line, without tokens."""
        return without_tokens(super().format(record))


class OurHandler(logging.StreamHandler[TextIO]):
    """The one handler `set_up_logs` puts in place, so that calling it again replaces it and nothing else."""


def set_up_logs(level: str, form: Literal["text", "json"]) -> None:
    """Write records of `level` (DEBUG to CRITICAL) and above to standard error in `form`; a second call replaces the
    first."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, OurHandler)]:
        root.removeHandler(handler)
    ours = OurHandler(sys.stderr)
    ours.setFormatter(TextLines() if form == "text" else JsonLines())
    ours.addFilter(_worth_writing)
    root.addHandler(ours)
    wanted = logging.getLevelNamesMapping()[level]
    # Bolt copies the root's level onto its own loggers, so this is where the libraries are held.
    root.setLevel(max(wanted, logging.INFO))
    for name in ROOMS:
        logging.getLogger(name).setLevel(wanted)


def _worth_writing(record: logging.LogRecord) -> bool:
    """Asked of each record, not set as levels: Bolt gives its loggers a level of their own when an app is made."""
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] not in TALKATIVE


def without_tokens(line: str) -> str:
    """`line` with every Slack token in it cut down to its kind."""
    return TOKEN.sub(r"\1-…", line)
