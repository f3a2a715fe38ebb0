"""Names, counts, times and lengths, as people read them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.blocks import times
from handlers.blocks.limits import fit, fit_lines, split, units
from handlers.blocks.words import NAMELESS, counted, literal, ordinal, quoted, some, steady, urgency
from models.tables import Urgency
from tests.handlers.blocks.samples import NOW


@pytest.mark.parametrize(
    "name, shown",
    [
        ("Wei Lin", "Wei Lin"),
        ("*Wei*", "Wei"),
        ("_Wei_ Lin", "Wei Lin"),
        ("wei_lin", "wei_lin"),
        ("<@U0WEI>", "&lt;@U0WEI&gt;"),
        ("R&D", "R&amp;D"),
        ("`~*`", NAMELESS),
        ("", NAMELESS),
        (":tada: Ana", "tada Ana"),
        ("two\nlines", "two lines"),
    ],
)
def test_a_name_formats_nothing(name: str, shown: str) -> None:
    assert literal(name) == shown


@given(st.text())
def test_no_name_formats_anything(name: str) -> None:
    assert not set("*~`<>\n") & set(literal(name))


def test_urgency_always_has_its_word() -> None:
    assert [urgency(level) for level in Urgency] == ["🔴 Critical", "🟡 Watch", "🟢 Steady"]


def test_counts_and_places() -> None:
    assert [counted(1, "item"), counted(2, "item"), counted(0, "item")] == ["1 item", "2 items", "0 items"]
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 102)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd",
    ]  # fmt: skip
    assert some(["Ana"]) == "Ana"
    assert some(["Ana", "Kofi", "Wei"]) == "Ana, Kofi and Wei"
    assert some(["Ana", "Kofi", "Wei", "Zoe", "Olga"]) == "Ana, Kofi, Wei and 2 more"


def test_words_written_right_to_left_turn_nothing_round_but_themselves() -> None:
    assert steady("שלום") == "\u2068שלום\u2069"
    assert steady("plain \u202ereversed") == "plain reversed"
    assert quoted("no access") == "“no access”"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "instant, zone, read",
    [
        ("2027-03-02 14:00", "Europe/Berlin", "today 15:00"),
        ("2027-03-02 23:30", "Europe/Berlin", "tomorrow 00:30"),
        ("2027-03-01 08:00", "Europe/Berlin", "yesterday 09:00"),
        ("2027-03-05 08:00", "Europe/Berlin", "Fri 09:00"),
        ("2027-03-09 08:00", "Europe/Berlin", "9 Mar 09:00"),
        ("2027-02-26 08:00", "Europe/Berlin", "26 Feb 09:00"),
        ("2028-03-02 08:00", "Europe/Berlin", "2 Mar 2028 09:00"),
        ("2027-03-29 07:00", "Europe/Berlin", "29 Mar 09:00"),
        ("2027-03-02 18:30", "Asia/Kathmandu", "tomorrow 00:15"),
        ("2027-03-02 14:00", "Nowhere/Atall", "today 14:00"),
    ],
)
def test_a_time_is_the_readers_own(instant: str, zone: str, read: str) -> None:
    assert times.local(moment(instant), zone, NOW) == read


def test_a_time_of_today_needs_no_day() -> None:
    assert times.clock(moment("2027-03-02 08:40"), "Europe/Berlin", NOW) == "09:40"
    assert times.clock(moment("2027-03-03 08:40"), "Europe/Berlin", NOW) == "tomorrow 09:40"


def test_a_token_has_a_fallback_in_utc() -> None:
    at = moment("2027-03-02 14:00")
    assert times.token(at) == f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|Tue 2 Mar 14:00 UTC>"


@pytest.mark.parametrize(
    "minutes, read",
    [
        (0, "0 min"),
        (59, "59 min"),
        (60, "1 h"),
        (99, "1 h 39"),
        (300, "5 h"),
        (660, "11 h"),
        (990, "16 h 30"),
        (1439, "23 h 59"),
        (1440, "24 h"),
        (2880, "48 h"),
        (2970, "49 h"),
        (5759, "95 h"),
        (5760, "4 days"),
        (7190, "4 days"),
        (-5, "0 min"),
    ],
)
def test_a_span_is_as_exact_as_it_matters(minutes: int, read: str) -> None:
    assert times.span(timedelta(minutes=minutes)) == read


def test_one_greets_by_the_readers_hour() -> None:
    hours = {
        "2027-03-02 08:00": "Good morning",
        "2027-03-02 13:00": "Good afternoon",
        "2027-03-02 20:00": "Good evening",
    }
    assert {text: times.greeting(moment(text), "Europe/Berlin") for text in hours} == hours


def test_what_is_cut_says_so_and_no_emoji_is_torn() -> None:
    assert fit("short", 10) == "short"
    assert fit("🙂" * 10, 10) == "🙂🙂🙂🙂…"
    assert fit("👩\u200d👩\u200d👧", 5) == "👩…"
    assert fit("a" * 50, 30, "… Full note has the rest") == "aaaaaa… Full note has the rest"
    assert fit_lines("one\n\n\ntwo\nthree", 100, 2, "…") == "one\ntwo…"


@given(st.text(), st.integers(30, 90))
def test_what_fits_has_room_when_escaped_too(text: str, most: int) -> None:
    escaped = fit(text, most).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert units(escaped) <= most


@given(st.text(), st.integers(5, 50))
def test_splitting_loses_nothing(text: str, most: int) -> None:
    pieces = split(text, most)
    assert "".join(pieces) == text
    assert all(0 < units(piece) <= most for piece in pieces)
