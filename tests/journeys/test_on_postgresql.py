"""Whole journeys on PostgreSQL: the same stories as on SQLite, a handful of those in which most happens."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from models.storage.database import Database
from tests.databases import EMPTY
from tests.journeys.test_channels_come_and_go import (
    test_a_card_that_stands_already_is_put_right_when_the_bot_is_back,
    test_people_who_come_and_go_are_counted,
)
from tests.journeys.test_early_reaction import test_early_reactions_told_backwards_settle_by_slacks_clock
from tests.journeys.test_people_leave import (
    test_the_leads_are_told_once_while_they_are_awake,
    test_their_open_items_are_offered_to_the_next_region,
)
from tests.journeys.test_reactions import test_taking_it_off_within_ten_minutes_undoes_the_claim
from tests.journeys.test_round_the_world import (
    test_an_item_goes_from_singapore_to_berlin_to_los_angeles_and_is_done,
)
from tests.journeys.test_said_twice import (
    test_a_click_sent_again_after_something_else_happened,
    test_a_form_sent_again_opens_one_item,
    test_a_hand_up_down_and_up_again_told_backwards,
)
from tests.journeys.test_when_something_fails import test_in_an_event_slack_sends_it_again
from tests.postgres.server import PostgresServer
from tests.workspace import Workspace

__all__ = [
    "test_a_card_that_stands_already_is_put_right_when_the_bot_is_back",
    "test_a_click_sent_again_after_something_else_happened",
    "test_a_form_sent_again_opens_one_item",
    "test_a_hand_up_down_and_up_again_told_backwards",
    "test_an_item_goes_from_singapore_to_berlin_to_los_angeles_and_is_done",
    "test_early_reactions_told_backwards_settle_by_slacks_clock",
    "test_in_an_event_slack_sends_it_again",
    "test_people_who_come_and_go_are_counted",
    "test_taking_it_off_within_ten_minutes_undoes_the_claim",
    "test_the_leads_are_told_once_while_they_are_awake",
    "test_their_open_items_are_offered_to_the_next_region",
]

PREPARED = "prepared for journeys"


@pytest.fixture(scope="module")
def prepared_server(postgres_server: PostgresServer) -> PostgresServer:
    """The server, with the database of the cast's workspace once its bot has asked Slack who is who."""
    postgres_server.drop_database(PREPARED)
    postgres_server.make_database(PREPARED, EMPTY)
    Workspace(Database(postgres_server.url(PREPARED))).close()
    return postgres_server


@pytest.fixture
def workspace(prepared_server: PostgresServer) -> Iterator[Workspace]:
    """The cast's workspace on PostgreSQL, on the first Monday at 08:30 UTC."""
    prepared_server.make_database("journey", PREPARED)
    with closing(Workspace(Database(prepared_server.url("journey")), roster=None)) as workspace:
        yield workspace
        assert workspace.slack.pings == []
    prepared_server.drop_database("journey")
