"""`sunrelay deliveries`: whoever runs the bot sees what Slack did not take, and sends it again."""

from pathlib import Path

import pytest

from tests.bot.conftest import OPS, Desk
from tests.bot.test_cli import Run, refused, run, same_database

__all__ = ["run", "same_database"]


def lines(text: str) -> list[list[str]]:
    """The cells of a table, without its headings."""
    return [[cell for cell in line.split("  ") if cell] for line in text.splitlines()[1:]]


def parks_the_card(desk: Desk) -> None:
    desk.slack.remove_bot(OPS)
    desk.hand_off("A secret headline")
    desk.send()


@pytest.mark.usefixtures("same_database")
def test_nothing_is_parked(run: Run) -> None:
    assert run("deliveries", "list").stdout.startswith("Nothing is parked")


def test_what_is_parked_is_shown_without_peoples_words(run: Run, same_database: Desk) -> None:
    parks_the_card(same_database)
    same_database.slack.set_user("U0JONAS", deleted=True)
    same_database.clock.forward(660)
    same_database.hand_off("Another")
    same_database.send()
    shown = run("deliveries", "list").stdout
    rows = [[cell.strip() for cell in row][1:4] for row in lines(shown)]
    assert ["card", "H-1", "not_in_channel"] in rows
    assert ["arrivals", "Jonas", "channel_not_found"] in rows
    assert "headline" not in shown


def test_what_is_parked_is_sent_again_by_its_id(run: Run, same_database: Desk) -> None:
    desk = same_database
    parks_the_card(desk)
    desk.slack.invite_bot(OPS)
    ((number, *_),) = lines(run("deliveries", "list").stdout)
    assert run("deliveries", "retry", number.strip()).stdout == "1 owed again.\n"
    assert desk.cards() == []
    desk.send()
    assert len(desk.cards()) == 1
    assert run("deliveries", "list").stdout.startswith("Nothing is parked")


def test_all_of_it_is_sent_again(run: Run, same_database: Desk) -> None:
    desk = same_database
    parks_the_card(desk)
    desk.slack.invite_bot(OPS)
    assert run("deliveries", "retry", "--all").stdout == "1 owed again.\n"
    assert run("deliveries", "retry", "--all").stdout == "Nothing is owed again.\n"
    assert desk.send() == ["sent"]


def test_nobody_asleep_is_sent_anything_again(run: Run, same_database: Desk) -> None:
    desk = same_database
    desk.slack.faults.next("chat.postMessage", "invalid_blocks", times=10)
    desk.hand_off()
    desk.send()
    desk.slack.faults.clear()
    desk.clock.forward(10 * 3600)
    Path("clock").write_text(str(desk.clock().timestamp()), encoding="utf-8")
    run("deliveries", "retry", "--all")
    assert desk.send() == ["sent"]
    assert [dm for user in ("U0JONAS", "U0ANA", "U0WEI") for dm in desk.slack.person(user).dms] == []
    desk.clock.forward(14 * 3600)
    desk.send()
    assert len(desk.slack.person("U0WEI").dms) == 1


@pytest.mark.usefixtures("same_database")
def test_one_that_is_not_parked_is_named(run: Run) -> None:
    result = run("deliveries", "retry", "4711")
    assert result.exit_code == 1
    assert result.stderr == "Not parked: 4711.\n"


@pytest.mark.usefixtures("same_database")
def test_it_must_be_said_what_is_to_be_sent_again(run: Run) -> None:
    refused(run("deliveries", "retry"), "--all", "sunrelay deliveries list")
    refused(run("deliveries", "retry", "--all", "1"), "--all")
