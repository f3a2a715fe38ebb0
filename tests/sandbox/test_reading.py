"""What a reader sees."""

from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.reading.block_text import block_lines
from bot.sandbox.reading.dates import render_date
from bot.sandbox.reading.text import Reader, read_mrkdwn
from tests.sandbox.conftest import actions, button, plain, section, text_input

NOW = 1_803_776_400.0  # Sunday 28 February 2027, 09:00 in Singapore, 02:00 in Berlin
SINGAPORE = Reader(ZoneInfo("Asia/Singapore"), NOW, {"U1": "Wei Lin"}.__getitem__, {"C1": "ops"}.__getitem__)
BERLIN = Reader(ZoneInfo("Europe/Berlin"), NOW, str, str)


@pytest.mark.parametrize(
    "written, read",
    [
        ("*bold* _italic_ ~gone~", "bold italic gone"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("`*literal*` &amp; &lt;b&gt;", "*literal* & <b>"),
        ("<@U1> in <#C1|old-name>", "@Wei Lin in #ops"),
        ("<https://example.com|the page>, <https://example.com/a>", "the page, https://example.com/a"),
        ("<!here>", "@here"),
        ("*by <!date^1803776400^{time}|nine>*", "by 09:00"),
        ("&lt;!channel&gt;", "<!channel>"),
        ("&amp;lt;", "&lt;"),
        ("<!date^soon^{time}|nine>", "nine"),
        ("<!date^1803776400^{when}|nine>", "nine"),
        ("<!date^1803776400^{time}^https://example.com|nine>", "09:00"),
    ],
)
def test_mrkdwn(written: str, read: str) -> None:
    assert read_mrkdwn(written, SINGAPORE) == read


@pytest.mark.parametrize(
    "seconds, template, singapore, berlin",
    [
        (NOW, "{date_short_pretty} at {time}", "today at 09:00", "today at 02:00"),
        (NOW - 3 * 3600, "{date_pretty}", "today", "yesterday"),
        (NOW + 86_400, "{date_long_pretty}", "tomorrow", "tomorrow"),
        (NOW + 3 * 86_400, "{date_long}", "Wednesday, March 3rd", "Wednesday, March 3rd"),
        (NOW + 365 * 86_400, "{date_short}", "Feb 28, 2028", "Feb 28, 2028"),
        (NOW, "{date_num} {time_secs}", "2027-02-28 09:00:00", "2027-02-28 02:00:00"),
        (NOW + 90 * 60, "{ago}", "in 1 hour", "in 1 hour"),
        (NOW - 125, "{ago}", "2 minutes ago", "2 minutes ago"),
    ],
)
def test_dates_are_each_readers_own(seconds: float, template: str, singapore: str, berlin: str) -> None:
    assert render_date(int(seconds), template, SINGAPORE.zone, NOW) == singapore
    assert render_date(int(seconds), template, BERLIN.zone, NOW) == berlin


def test_blocks_are_read_from_top_to_bottom() -> None:
    menu = {"type": "overflow", "options": [{"text": plain("Send back"), "value": "b"}]}
    blocks = [
        {"type": "header", "text": plain("*Digest*")},
        section("*Two* wait") | {"accessory": button("Open")},
        {"type": "divider"},
        {"type": "section", "fields": [plain("one"), plain("two")]},
        {"type": "context", "elements": [plain("since"), {"type": "mrkdwn", "text": "_nine_"}]},
        actions(button("Claim H-42"), menu),
        text_input("Headline", optional=True, initial_value="Replica lags"),
    ]
    assert block_lines(blocks, SINGAPORE).split("\n") == [
        "*Digest*", "Two wait", "[Open]", "---", "one", "two", "since nine", "[Claim H-42] [⋯]",
        "Headline (optional)", "[Replica lags]",
    ]  # fmt: skip


def test_choices_show_what_is_chosen() -> None:
    options = [{"text": plain("critical"), "value": "c"}, {"text": plain("steady"), "value": "s"}]
    radio = {"type": "radio_buttons", "options": options, "initial_option": options[1]}
    select = {"type": "static_select", "options": options, "placeholder": plain("Urgency")}
    when = {"type": "datetimepicker", "initial_date_time": int(NOW)}
    shown = block_lines([actions(radio, select, when)], SINGAPORE)
    assert shown == "( ) critical\n(•) steady [Urgency ▾] [2027-02-28 09:00 ▾]"


def test_rich_text_and_tables() -> None:
    words = {
        "type": "rich_text_section",
        "elements": [{"type": "text", "text": "one "}, {"type": "user", "user_id": "U1"}],
    }
    rich = {
        "type": "rich_text",
        "elements": [words, {"type": "rich_text_list", "style": "bullet", "elements": [words]}],
    }
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "H-42"}, rich | {"elements": [words]}]]}
    assert block_lines([rich], SINGAPORE) == "one @Wei Lin\n• one @Wei Lin"
    assert block_lines([table], SINGAPORE) == "H-42 | one @Wei Lin"
