"""docs/permissions.md says what manifest.yml says."""

from tests.house.permission_facts import EVENTS, SCOPES
from tests.house.permissions import PAGE, permissions_page
from tests.house.tree import manifest, read


def test_the_page_is_the_manifests() -> None:
    assert read(PAGE) == permissions_page(manifest()), "make it again: .venv/bin/python -m tests.house.permissions"


def test_every_scope_has_its_reason_and_every_reason_its_scope() -> None:
    assert SCOPES.keys() == set(manifest()["oauth_config"]["scopes"]["bot"])


def test_every_event_has_its_reason_and_every_reason_its_event() -> None:
    assert EVENTS.keys() == set(manifest()["settings"]["event_subscriptions"]["bot_events"])


def test_a_scope_added_to_the_manifest_shows_on_the_page() -> None:
    document = manifest()
    document["oauth_config"]["scopes"]["bot_optional"].append("chat:write")
    assert permissions_page(document) != read(PAGE)
