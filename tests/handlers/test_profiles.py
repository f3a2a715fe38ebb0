"""Slack's user and channel objects, read."""

import pytest

from handlers.profiles import channel_news, person_news


def test_a_person_by_their_full_name_and_zone() -> None:
    user = {
        "id": "U1",
        "name": "ana",
        "tz": "Europe/Berlin",
        "profile": {"display_name": "ak", "real_name": "Ana Kovač"},
    }

    news = person_news(user, "T1")

    assert (news.name, news.timezone) == ("Ana Kovač", "Europe/Berlin")
    assert (news.guest, news.external, news.deactivated) == (False, False, False)


@pytest.mark.parametrize("zone", [None, "", "Mars/Olympus", 7])
def test_a_zone_that_is_none_is_left_out(zone: object) -> None:
    assert person_news({"id": "U1", "tz": zone}, "T1").timezone is None


@pytest.mark.parametrize(
    "flags, guest, external, gone",
    [
        ({"is_restricted": True}, True, False, False),
        ({"is_ultra_restricted": True}, True, False, False),
        ({"is_stranger": True}, False, True, False),
        ({"team_id": "T2"}, False, True, False),
        ({"is_bot": True}, False, True, False),
        ({"id": "USLACKBOT", "is_bot": False}, False, True, False),
        ({"deleted": True}, False, False, True),
    ],
)
def test_what_somebody_is(flags: dict[str, object], guest: bool, external: bool, gone: bool) -> None:
    news = person_news({"id": "U1"} | flags, "T1")

    assert (news.guest, news.external, news.deactivated) == (guest, external, gone)


@pytest.mark.parametrize("flag", ["is_private", "is_im", "is_mpim"])
def test_a_channels_kind_is_in_its_flags(flag: str) -> None:
    assert channel_news({"id": "C1", flag: True}, []).private
    assert not channel_news({"id": "G1"}, []).private
