"""User groups in the stand-in, as docs.slack.dev/reference/methods/usergroups.* have them."""

import copy
from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.sandbox import StandIn
from tests.sandbox.conftest import MANIFEST, Clock, refused


@pytest.fixture
def slack(clock: Clock) -> Iterator[StandIn]:
    manifest = copy.deepcopy(MANIFEST)
    manifest["oauth_config"]["scopes"]["bot"] += ["usergroups:read", "usergroups:write"]
    manifest["oauth_config"]["scopes"]["bot_optional"] += ["usergroups:read", "usergroups:write"]
    with StandIn(now=clock, manifest=manifest) as stand_in:
        stand_in.add_user("U0WEI", "Wei Lin")
        stand_in.add_user("U0JON", "Jonas Weber")
        stand_in.add_user("U0GUS", "Gus", guest=True)
        stand_in.add_user("U0EXT", "Eve Extern", external_team="T0OTHER")
        stand_in.add_user_group("S0ONE", "oncall", users=["U0WEI"])
        yield stand_in


def test_setting_replaces_who_is_in_it(slack: StandIn, client: WebClient) -> None:
    answer = client.usergroups_users_update(usergroup="S0ONE", users=["U0JON", "U0WEI", "U0JON"])
    assert answer["usergroup"]["users"] == ["U0JON", "U0WEI"]
    assert (answer["usergroup"]["handle"], answer["usergroup"]["user_count"]) == ("oncall", 2)
    client.usergroups_users_update(usergroup="S0ONE", users=["U0JON"])
    assert client.usergroups_users_list(usergroup="S0ONE")["users"] == ["U0JON"]
    assert slack.user_group("S0ONE").users == ["U0JON"]


def test_the_list_shows_people_only_when_asked(client: WebClient) -> None:
    assert "users" not in client.usergroups_list()["usergroups"][0]
    assert client.usergroups_list(include_users=True)["usergroups"][0]["users"] == ["U0WEI"]


def test_what_slack_refuses(slack: StandIn, client: WebClient) -> None:
    def error(users: list[str], group: str = "S0ONE") -> str:
        return str(refused(lambda: client.usergroups_users_update(usergroup=group, users=users))["error"])

    assert error([]) == "no_users_provided"
    assert error(["U0WEI"], "S0NONE") == "no_such_subteam"
    for user in ("U0GUS", "U0EXT", "U0NONE", slack.bot_user_id):
        assert error(["U0WEI", user]) == "invalid_users"
    slack.set_user("U0JON", deleted=True)
    assert error(["U0JON"]) == "invalid_users"
    slack.user_group("S0ONE").trouble = "paid_teams_only"
    assert error(["U0WEI"]) == "paid_teams_only"
    assert slack.user_group("S0ONE").users == ["U0WEI"]


def test_it_takes_its_scopes(slack: StandIn, client: WebClient) -> None:
    slack.set_scopes("usergroups:read")
    answer = refused(lambda: client.usergroups_users_update(usergroup="S0ONE", users=["U0WEI"]))
    assert (answer["error"], answer["needed"]) == ("missing_scope", "usergroups:write")
    assert client.usergroups_list()["ok"]
