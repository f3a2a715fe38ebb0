"""Who we are in Slack, and what is said when that cannot be found out."""

import ssl
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest
import yaml

from bot.slack.calls import posting_client
from bot.slack.connection import NEEDED_SCOPES, OPTIONAL_SCOPES, ConnectionProblem, connect, granted_scopes
from models.workspace.connecting import the_workspace
from tests.bot.conftest import Desk


def test_the_scopes_are_those_of_the_manifest() -> None:
    root = Path(__file__).resolve().parents[2]
    scopes: dict[str, Any] = yaml.safe_load((root / "manifest.yml").read_text(encoding="utf-8"))["oauth_config"][
        "scopes"
    ]
    assert set(scopes["bot_optional"]) == OPTIONAL_SCOPES
    assert set(scopes["bot"]) == NEEDED_SCOPES | OPTIONAL_SCOPES


def test_the_workspace_gets_its_name_and_the_scopes_are_read(desk: Desk) -> None:
    again = connect(desk.database, desk.client(), desk.clock)
    assert again == desk.connected
    assert again.may("channels:history")
    desk.slack.set_scopes("groups:history")
    fewer = connect(desk.database, desk.client(), desk.clock)
    assert (fewer.may("channels:history"), fewer.may("groups:history")) == (False, True)
    with desk.database.read() as session:
        assert the_workspace(session).slack_id == "T0SUN"


def test_without_the_header_no_optional_scope_counts() -> None:
    assert granted_scopes({}) is None
    assert granted_scopes({"X-OAuth-Scopes": "a:b, c:d"}) == frozenset({"a:b", "c:d"})


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "account_inactive", "something_else"])
def test_a_refused_token_is_a_sentence_that_says_what_to_do(desk: Desk, error: str) -> None:
    desk.slack.set_token_error(error)
    with pytest.raises(ConnectionProblem, match=r"(copy|install).*\.$"):
        connect(desk.database, desk.client(), desk.clock)


def test_a_slack_that_is_not_there_is_a_sentence(desk: Desk) -> None:
    with pytest.raises(ConnectionProblem, match=r"cannot be reached at http://127.0.0.1:9/api/ .*SLACK_API_URL\.$"):
        connect(desk.database, posting_client("xoxb-x", "http://127.0.0.1:9/api/"), desk.clock)


def test_missing_scopes_are_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.slack._world, "granted", frozenset({"chat:write", "im:write"}))  # noqa: SLF001
    with pytest.raises(ConnectionProblem, match=r"permissions \(channels:read, commands, .*users:read\): install"):
        connect(desk.database, desk.client(), desk.clock)


def test_another_workspaces_token_is_refused(desk: Desk) -> None:
    with desk.database.write() as session:
        the_workspace(session).slack_id = "T0OTHER"
    with pytest.raises(ConnectionProblem, match=r"T0OTHER.*T0SUN.*DATABASE_URL"):
        connect(desk.database, desk.client(), desk.clock)


def test_a_call_reads_no_certificates_anew_and_still_checks_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading whose certificates are believed takes longer than the rest of a call."""
    read: list[bool] = []
    monkeypatch.setattr(ssl, "_create_default_https_context", lambda: read.append(True))
    client = posting_client("xoxb-x", "https://127.0.0.1:9/api/")
    with pytest.raises(URLError):
        client.auth_test()
    assert read == []
    assert client.ssl is not None
    assert client.ssl.verify_mode is ssl.CERT_REQUIRED
    assert client.ssl.check_hostname
