"""The link that opens Slack's "create an app" page with our manifest filled in: `python -m tests.house.app_link`."""

import json
import sys
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from tests.house.tree import manifest

NEW_APP = "https://api.slack.com/apps?new_app=1&manifest_json="


def create_app_link(document: Mapping[str, Any]) -> str:
    """The address for the manifest `document`. JSON, because its link is a quarter shorter than YAML's."""
    return NEW_APP + quote(json.dumps(document, separators=(",", ":"), ensure_ascii=False), safe="")


if __name__ == "__main__":
    sys.stdout.write(create_app_link(manifest()) + "\n")
