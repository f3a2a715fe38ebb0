"""What the app may do: scopes, events, commands and shortcuts, read from its manifest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Manifest:
    """The parts of an app's manifest that Slack acts on. `scopes` are those that every installation grants; `hints`
    holds, for each command, its description and its usage hint."""

    name: str
    scopes: frozenset[str]
    optional_scopes: frozenset[str]
    events: frozenset[str]
    commands: Mapping[str, bool]
    shortcuts: Mapping[str, tuple[str, str]]
    home_tab: bool
    messages_tab: bool
    interactive: bool
    hints: Mapping[str, tuple[str, str]]

    def granted(self, optional: Iterable[str] | None) -> frozenset[str]:
        """The scopes of an installation where the admin left `optional` ticked (None: all of them)."""
        chosen = self.optional_scopes if optional is None else frozenset(optional)
        if unknown := chosen - self.optional_scopes:
            names = ", ".join(sorted(unknown))
            raise ValueError(f"{names}: not under bot_optional in the manifest, so it cannot be granted.")
        return self.scopes | chosen


def read_manifest(document: Mapping[str, Any]) -> Manifest:
    """The manifest as Slack reads it. `commands` says for each whether `should_escape` is set; `shortcuts` maps a
    name to its type and callback id."""
    features, settings = document.get("features") or {}, document.get("settings") or {}
    scopes = (document.get("oauth_config") or {}).get("scopes") or {}
    home = features.get("app_home") or {}
    return Manifest(
        name=str((document.get("display_information") or {}).get("name", "App")),
        # Slack wants the optional ones listed in both places
        scopes=frozenset(scopes.get("bot") or ()) - frozenset(scopes.get("bot_optional") or ()),
        optional_scopes=frozenset(scopes.get("bot_optional") or ()),
        events=frozenset((settings.get("event_subscriptions") or {}).get("bot_events") or ()),
        commands={c["command"]: bool(c.get("should_escape")) for c in features.get("slash_commands") or ()},
        shortcuts={s["name"]: (s["type"], s["callback_id"]) for s in features.get("shortcuts") or ()},
        home_tab=bool(home.get("home_tab_enabled")),
        messages_tab=bool(home.get("messages_tab_enabled", True)) and not home.get("messages_tab_read_only_enabled"),
        interactive=bool((settings.get("interactivity") or {}).get("is_enabled")),
        hints={
            c["command"]: (str(c.get("description", "")), str(c.get("usage_hint", "")))
            for c in features.get("slash_commands") or ()
        },
    )


@cache
def installed_manifest() -> Manifest:
    """The manifest people install, read once.

    It is beside this module in an installed package, else at the root of the source tree.
    """
    packaged = resources.files("bot.sandbox") / "manifest.yml"
    if packaged.is_file():
        return read_manifest(yaml.safe_load(packaged.read_text(encoding="utf-8")))
    source = Path(__file__).resolve().parents[2] / "manifest.yml"
    if source.is_file():
        return read_manifest(yaml.safe_load(source.read_text(encoding="utf-8")))
    raise FileNotFoundError(f"No manifest.yml in the package or at {source}: reinstall Sunrelay, or pass a manifest.")
