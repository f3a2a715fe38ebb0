"""The clock on the page: to the next day start, by an hour, played and paused, in every window at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from bot.sandbox import StandIn
from bot.sandbox.payload import Json
from bot.sandbox.turned_clock import TurnedClock
from tests.browser.conftest import JONAS, OPS, WEI, Opens
from tests.browser.gallery import NOW
from tests.sandbox.noting_app import MANIFEST

MINUTE = 60.0


@pytest.fixture
def slack() -> Iterator[StandIn]:
    """Monday, 15:50 in Singapore and 08:50 in Berlin; nothing but the page turns the clock."""
    clock = TurnedClock(NOW, lambda: 0.0)
    with StandIn(now=clock.now, manifest=MANIFEST, clock=clock) as stand_in:
        stand_in.add_user(WEI, "Wei Lin", tz="Asia/Singapore")
        stand_in.add_user(JONAS, "Jonas Weber", tz="Europe/Berlin")
        stand_in.add_channel(OPS, "ops", members=[WEI, JONAS])
        stand_in.tell_of_regions(lambda _: regions(clock.now()))
        yield stand_in
        clock.pause()


def regions(now: float) -> list[Json]:
    """Singapore is at work till 17:00, Berlin from 09:00 on."""
    singapore = region("Singapore", "Asia/Singapore", WEI, NOW - 410 * MINUTE, now)
    berlin = region("Berlin", "Europe/Berlin", JONAS, NOW + 10 * MINUTE, now)
    first = min(singapore["next_day_start"], berlin["next_day_start"])
    return [one | {"first_start": first} for one in (singapore, berlin)]


def region(name: str, zone: str, who: str, start: float, now: float) -> Json:
    """A region with a shift of eight hours a day."""
    return {
        "team": "Platform", "region": name, "timezone": zone, "on_shift": [who], "start": start,
        "end": start + 480 * MINUTE, "open": start <= now < start + 480 * MINUTE,
        "next_day_start": start if now < start else start + 1_440 * MINUTE,
    }  # fmt: skip


def test_who_works_where_and_what_time_it_is_there(slack: StandIn, opens: Opens) -> None:
    here = opens(slack.url, WEI, OPS)
    singapore, berlin = here.page.locator("#regions .region").all()
    expect(singapore.locator(".region-time")).to_have_text("15:50")
    expect(singapore).to_contain_text("Wei, till 17:00")
    expect(berlin.locator(".region-time")).to_have_text("08:50")
    expect(berlin).to_contain_text("off, next: Jonas")
    expect(here.page.locator("#time")).to_have_text("15:50")
    here.becomes("Jonas")
    expect(here.page.locator("#time")).to_have_text("08:50")
    expect(here.page.locator("#whose")).to_have_text("Jonas’s time (Berlin)")


def test_it_is_turned_for_everybody(slack: StandIn, opens: Opens) -> None:
    here, there = opens(slack.url, WEI, OPS), opens(slack.url, JONAS, OPS)
    expect(here.page.locator("#next-start-about")).to_have_text("Berlin, in 10 min")
    here.turns_to_next_start()
    expect(here.page.locator("#time")).to_have_text("16:00")
    expect(there.page.locator("#time")).to_have_text("09:00")
    expect(there.page.locator("#regions .region").last).to_contain_text("Jonas, till 17:00")
    there.turns_by_an_hour()
    expect(here.page.locator("#time")).to_have_text("17:00")
    here.page.get_by_role("button", name="To Singapore’s next day start, Tue 09:00 there").click()
    expect(here.page.locator("#today")).to_have_text("Tuesday 2 March")
    for _ in range(6):
        here.turns_by_an_hour()
    expect(there.page.locator("#regions .region").first.locator(".region-time")).to_have_text("15:00")
    for _ in range(9):
        here.turns_by_an_hour()
    expect(there.page.locator("#regions .region").first.locator(".region-time")).to_have_text("Wed 00:00")


def test_many_regions_can_all_be_read(slack: StandIn, opens: Opens) -> None:
    """Two teams in three and four cities: each region is named in full, with its team, and none is cut off."""
    cities = ("Asia/Singapore", "Europe/Berlin", "America/Los_Angeles", "Australia/Sydney")
    names = [(team, zone) for team in ("Platform", "Our team") for zone in cities[: 3 if team == "Platform" else 4]]
    slack.tell_of_regions(lambda _: [
        region(zone.partition("/")[2].replace("_", " "), zone, WEI, NOW, NOW) | {"team": team, "first_start": NOW + 60}
        for team, zone in names
    ])  # fmt: skip
    here = opens(slack.url, WEI, OPS)
    shown = here.page.locator("#regions .region")
    expect(shown).to_have_count(7)
    expect(shown.nth(6)).to_contain_text("Our team")
    words = here.page.locator("#regions :is(.region-name, .region-time, .region-shift > span)")
    assert (
        words.evaluate_all("all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.innerText)")
        == []
    )


def test_it_is_played_and_never_runs_backwards(slack: StandIn, opens: Opens) -> None:
    here = opens(slack.url, WEI, OPS)
    here.presses("▶ Play")
    seen = here.page.evaluate(
        """() => new Promise((done) => {
            const times = [];
            const look = () => {
                const day = document.getElementById("today").textContent;  // "Monday …", then "Tuesday …", then "Wed…"
                times.push(`${day} ${document.getElementById("time").textContent}`);
                if (new Set(times).size > 5) done(times);
                else setTimeout(look, 20);
            };
            look();
        })"""
    )
    assert seen == sorted(seen)
    with here.acting():  # it is answered once the clock stands
        here.presses("⏸ Pause")
    expect(here.page.get_by_role("button", name="▶ Play")).to_be_visible()
    stands = slack.now
    assert stands > NOW
    expect(here.page.locator("#time")).not_to_have_text("15:50")
    assert slack.now == stands
