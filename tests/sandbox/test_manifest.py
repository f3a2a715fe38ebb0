"""The manifest that people install is the one the stand-in enforces."""

from pathlib import Path

import yaml

from bot.sandbox import StandIn
from bot.sandbox.acts.announce import NEEDS
from bot.sandbox.manifest import installed_manifest, read_manifest
from tests.sandbox.conftest import Clock

ROOT = Path(__file__).resolve().parents[2]


def test_it_is_the_one_at_the_root_of_the_tree() -> None:
    assert installed_manifest() == read_manifest(yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8")))


def test_every_event_it_subscribes_to_can_come() -> None:
    manifest = installed_manifest()
    lacking = {e: NEEDS[e] for e in manifest.events if e in NEEDS and NEEDS[e] not in manifest.granted(None)}
    assert lacking == {}, "Slack sends no event whose scope is missing"


def test_its_command_works_in_a_workspace_of_its_own(clock: Clock) -> None:
    with StandIn(now=clock) as slack:
        slack.add_user("U0WEI", "Wei Lin")
        slack.add_channel("C0OPS", "ops", members=["U0WEI"])
        slack.deliver_in_process(lambda _body, _headers: (200, {}, "words"))
        assert slack.person("U0WEI").types("ops", "/handoff list").text == "words"
