"""The single values of a roster file: typed text in, our values out. Each raises ValueError with a sentence."""

import re
from collections.abc import Collection
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from models.kinds import CAN_BE_NEEDED, LABELS, PROMPTS
from models.roster.yaml_tree import Plain
from models.shifts.closings import holiday_place
from models.shifts.guesses import did_you_mean
from models.shifts.plan import WEEKDAYS, Hours, Rotation
from models.shifts.zones import zone

LONGEST_NAME: Final = 80
LONGEST_ADDRESS: Final = 254
FEWEST_MINUTES: Final = 5
MOST_MINUTES: Final = 480
# Slack's ids: a letter for the kind, then capitals and digits. https://docs.slack.dev/reference/objects/
_USER_ID: Final = re.compile(r"[UW][A-Z0-9]{2,20}")
_CHANNEL_ID: Final = re.compile(r"[CG][A-Z0-9]{2,20}")
# docs.slack.dev/reference/methods/usergroups.users.update: "S0604QSJC"
_GROUP_ID: Final = re.compile(r"S[A-Z0-9]{2,20}")
_EMOJI: Final = re.compile(r"[a-z0-9_+'-]{1,100}")
_MAIL: Final = re.compile(r"[^\s@<>|]+@[^\s@<>|]+\.[^\s@<>|]+")
_HANDLE: Final = re.compile(r"@[^\s@<>|]+")
_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NUMBER: Final = re.compile(r"\d{1,4}", re.ASCII)
_KIND: Final = re.compile(r"[\w-]{1,30}")
LONGEST_PROMPT: Final = 150
_YES_NO: Final = {"true": True, "yes": True, "false": False, "no": False}
# What `/handoff H-42 to next` already means.
_TAKEN_NAMES: Final = frozenset({"next"})


def is_user_id(text: str) -> bool:
    """Whether `text` is a Slack user id, and not an e-mail or an @name."""
    return _USER_ID.fullmatch(text) is not None


def read_name(raw: Plain) -> str:
    """A team's name: one line of at most 80 characters."""
    name = _single(raw).strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise ValueError(f"a name is one line of 1 to {LONGEST_NAME} characters")
    return name


def read_region_name(raw: Plain) -> str:
    """A region's name: as a team's, but none that commands understand otherwise."""
    name = read_name(raw)
    if name.casefold() in _TAKEN_NAMES or name.startswith("@"):
        raise ValueError(f'a region cannot be called "{name}": in commands that means something else')
    return name


def read_zone(raw: Plain) -> str:
    """The name of a time zone."""
    name = _single(raw).strip()
    zone(name)
    return name


def read_hours(raw: Plain) -> Hours:
    """Hours such as 09:00-17:00."""
    return Hours.parse(_single(raw))


def read_weekday(raw: Plain) -> int:
    """A weekday from mon to sun, 0 for Monday."""
    text = _single(raw).strip().lower()
    if text not in WEEKDAYS:
        meant = next((day for day in WEEKDAYS if text.startswith(day)), None)
        hint = f', did you mean "{meant}"?' if meant else f": write {', '.join(WEEKDAYS)}"
        raise ValueError(f'there is no day "{text}"{hint}')
    return WEEKDAYS.index(text)


def read_date(raw: Plain) -> date:
    """A date such as 2027-12-24."""
    text = _single(raw).strip()
    found = _DATE.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else _no_date(text)
    except ValueError:
        return _no_date(text)


def _no_date(text: str) -> date:
    raise ValueError(f'"{text}" is no date: write one such as 2027-12-24')


def read_rotation(raw: Plain) -> Rotation:
    """One of weekly, daily, all."""
    text = _single(raw).strip()
    if text not in list(Rotation):
        raise ValueError(
            f'there is no rotation "{text}"{did_you_mean(text, Rotation) or ": write weekly, daily or all"}'
        )
    return Rotation(text)


def read_holidays(raw: Plain) -> str:
    """A country, or a country and part, whose public holidays are known."""
    text = _single(raw).strip()
    holiday_place(text)
    return text


def read_minutes(raw: Plain) -> int:
    """A number of minutes from 5 to 480."""
    text = _single(raw).strip()
    if not _NUMBER.fullmatch(text) or not FEWEST_MINUTES <= int(text) <= MOST_MINUTES:
        raise ValueError(f'"{text}" is no number of minutes: write one from {FEWEST_MINUTES} to {MOST_MINUTES}')
    return int(text)


def read_person(raw: Plain) -> str:
    """A person: a Slack user id, or an e-mail or @name that is looked up later; kept as typed."""
    text = _single(raw).strip()
    if not any(form.fullmatch(text) for form in (_USER_ID, _MAIL, _HANDLE)):
        raise ValueError(f'"{text}" is nobody: write a Slack user id such as U0AAA, an e-mail, or "@name" in quotes')
    return text


def read_channel(raw: Plain) -> str:
    """A Slack channel id."""
    text = _single(raw).strip()
    if not _CHANNEL_ID.fullmatch(text):
        raise ValueError(
            f'"{text}" is no channel id: write one such as C0OPS (in Slack: open channel details, at the end)'
        )
    return text


def read_page(raw: Plain) -> str:
    """A link that starts with http:// or https://."""
    text = _single(raw).strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or not _is_link_text(text):
        raise ValueError(f'"{text}" is no link: write one that starts with https://')
    return text


def read_calendar_address(raw: Plain) -> str:
    """The iCal address of a calendar: https://, http:// or webcal://."""
    text = _single(raw).strip()
    try:
        parts = urlsplit(text)
        there = bool(parts.hostname) and parts.port != 0
    except ValueError:
        there, parts = False, urlsplit("")
    if parts.scheme not in {"http", "https", "webcal"} or not there or not _is_link_text(text):
        raise ValueError(
            f'"{text}" is no calendar: write its iCal (ICS) address, which starts with https:// or webcal://'
        )
    return text


def read_names(raw: object) -> object:
    """What calendars call people: each name or e-mail on one line, with somebody of the team."""
    if not isinstance(raw, dict):
        raise ValueError("names are pairs: what a calendar calls somebody, and who that is, such as {Ana Lima: U0AAA}")  # noqa: TRY004 it reaches people
    for name in raw:
        if not name.strip() or len(name) > LONGEST_ADDRESS or not name.isprintable():
            raise ValueError(f"what a calendar calls somebody is one line of 1 to {LONGEST_ADDRESS} characters")
    return {name.strip(): user for name, user in raw.items()}


def read_user_group(raw: Plain) -> str:
    """A Slack user group's id."""
    text = _single(raw).strip()
    if not _GROUP_ID.fullmatch(text):
        raise ValueError(
            f'"{text}" is no user group: write its id, such as S0ONCALL (in Slack: the group, ⋮, Copy group ID)'
        )
    return text


def read_kind_name(raw: Plain) -> str:
    """A kind's name: one word."""
    name = _single(raw).strip()
    if not _KIND.fullmatch(name):
        raise ValueError(f'"{name}" cannot be a kind: write one word of at most 30 letters, digits, - and _')
    return name.lower()


def read_field(raw: Plain) -> str:
    """A field that a kind can ask for, as the form calls it: "State now", or state_now."""
    return _field(_single(raw), CAN_BE_NEEDED)


def read_prompts(raw: object) -> object:
    """How a kind asks for texts: each a field, and one line that a form can show."""
    if not isinstance(raw, dict):
        raise ValueError("prompts are pairs: a field and how to ask for it, such as {links: The audit's folder}")  # noqa: TRY004 it reaches people
    read: dict[str, str] = {}
    for name, prompt in raw.items():
        line = _single(prompt).strip()
        if not line or len(line.encode("utf-16-le")) > 2 * LONGEST_PROMPT or not line.isprintable():
            raise ValueError(f"a prompt is one line of 1 to {LONGEST_PROMPT} characters")
        read[_field(name, PROMPTS)] = line
    return read


def read_yes_no(raw: Plain) -> bool:
    """Yes or no."""
    text = _single(raw).strip().lower()
    if text not in _YES_NO:
        raise ValueError(f'"{text}" is neither yes nor no: write true or false')
    return _YES_NO[text]


def _field(text: str, known: Collection[str]) -> str:
    name = re.sub(r"\W+", "_", text.strip().lower()).replace("_a_", "_")  # "Without a decision"
    if name not in known:
        called = ", ".join(LABELS[one] for one in LABELS if one in known)
        raise ValueError(f'there is no field "{text}"{did_you_mean(name, known) or f": write one of {called}"}')
    return name


def read_emoji(raw: Plain) -> str:
    """The name of an emoji, with colons or without; any skin tone means the same."""
    text = _single(raw).strip().strip(":")
    if not _EMOJI.fullmatch(text):
        raise ValueError(f'"{text}" is no emoji: write its name in Slack, such as earth_asia or flag-sg')
    return text


def _is_link_text(text: str) -> bool:
    return text.isprintable() and not set(text) & set(" <>|")


def _single(raw: Plain) -> str:
    if not isinstance(raw, str):
        raise ValueError("this must be a single value, not a list and not keys")  # noqa: TRY004 it reaches people
    return raw
