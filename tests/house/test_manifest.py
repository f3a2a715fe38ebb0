"""manifest.yml is one that Slack takes, and asks for nothing that the rest of it does not need."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tests.house.slack_names import BOT_EVENTS, BOT_SCOPES
from tests.house.tree import manifest, read

SCHEMA = "tests/house/manifest.schema.2.0.0.json"
# What they bring can be done without: without their scope Slack sends none of them, and `sunrelay doctor` says so.
DISPENSABLE = {"message.channels", "message.groups"}


def scopes() -> dict[str, list[str]]:
    found = manifest()["oauth_config"]["scopes"]
    assert isinstance(found, dict)
    return found


def events() -> list[str]:
    found = manifest()["settings"]["event_subscriptions"]["bot_events"]
    assert isinstance(found, list)
    return found


def problems(document: dict[str, Any]) -> Sequence[str]:
    schema = json.loads(read(SCHEMA))
    return [error.message for error in Draft7Validator(schema).iter_errors(document)]


def test_slacks_schema_accepts_it() -> None:
    assert problems(manifest()) == []


def test_slacks_schema_does_refuse() -> None:
    document = manifest()
    document["display_information"]["name"] = "x" * 36
    document["settings"]["event_subscription"] = {}
    document["features"]["slash_commands"][0]["command"] = "handoff"
    assert len(problems(document)) >= 2


def test_slack_knows_every_scope() -> None:
    assert set(scopes()["bot"]) <= BOT_SCOPES


def test_slack_knows_every_event() -> None:
    assert set(events()) <= BOT_EVENTS.keys()


def test_only_a_bot_is_installed() -> None:
    assert scopes().keys() == {"bot", "bot_optional"}


def test_an_optional_scope_is_asked_for_as_well() -> None:
    """Slack wants each entry of bot_optional among bot, too."""
    assert set(scopes()["bot_optional"]) <= set(scopes()["bot"])


@pytest.mark.parametrize("names", [*scopes().values(), events()], ids=[*scopes(), "events"])
def test_lists_are_sorted_and_name_nothing_twice(names: list[str]) -> None:
    assert names == sorted(set(names))


def test_every_event_comes_with_a_scope_that_cannot_be_refused() -> None:
    """`member_*` come for public channels with one scope, for private ones with the other: both must be there."""
    certain = set(scopes()["bot"]) - set(scopes()["bot_optional"])
    needed = set(events()) - DISPENSABLE
    assert {event: missing for event in needed if (missing := BOT_EVENTS[event] - certain)} == {}


def test_users_and_channels_in_commands_come_as_ids() -> None:
    assert all(command["should_escape"] for command in manifest()["features"]["slash_commands"])


def test_it_connects_by_socket_mode_and_names_no_server() -> None:
    assert manifest()["settings"]["socket_mode_enabled"] is True
    assert "request_url" not in read("manifest.yml")
    assert all("url" not in command for command in manifest()["features"]["slash_commands"])


def test_people_can_write_to_the_bot() -> None:
    home = manifest()["features"]["app_home"]
    assert home["messages_tab_enabled"] is True
    assert home["messages_tab_read_only_enabled"] is False
