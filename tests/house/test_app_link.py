"""The README's link creates the app that manifest.yml describes."""

import json
import re
from urllib.parse import parse_qs, urlsplit

from tests.house.app_link import NEW_APP, create_app_link
from tests.house.tree import manifest, read


def links() -> list[str]:
    return re.findall(re.escape(NEW_APP) + r"[^)\s>\"]+", read("README.md"))


def test_the_readme_has_one_such_link_and_it_is_the_manifests() -> None:
    assert links() == [create_app_link(manifest())], "make it again: .venv/bin/python -m tests.house.app_link"


def test_it_decodes_to_the_manifest() -> None:
    query = parse_qs(urlsplit(links()[0]).query, strict_parsing=True)
    assert query["new_app"] == ["1"]
    assert json.loads(query["manifest_json"][0]) == manifest()


def test_odd_characters_survive() -> None:
    document = {"display_information": {"name": 'a&b=c #1 (é, 50%) "+"'}}
    query = parse_qs(urlsplit(create_app_link(document)).query, strict_parsing=True)
    assert json.loads(query["manifest_json"][0]) == document


def test_it_is_short_enough_for_browsers_and_proxies() -> None:
    assert len(links()[0]) < 4000
