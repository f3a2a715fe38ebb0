"""CHANGELOG.md keeps to one shape, so that people and tools can read it: keepachangelog.com."""

import re

from tests.house.tree import read

KINDS = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]
RELEASE = re.compile(r"Unreleased|\d+\.\d+\.\d+ - \d{4}-\d{2}-\d{2}")


def sections() -> list[tuple[str, str]]:
    """Each release's heading with what stands under it."""
    parts = re.split(r"^## (.+)$", read("CHANGELOG.md"), flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def test_it_begins_with_what_is_not_released_yet() -> None:
    assert sections()[0][0] == "Unreleased"


def test_every_release_has_a_version_and_a_day() -> None:
    assert [heading for heading, _ in sections() if not RELEASE.fullmatch(heading)] == []


def test_changes_stand_under_the_usual_kinds_each_once_and_in_order() -> None:
    for heading, text in sections():
        kinds = re.findall(r"^### (.+)$", text, flags=re.MULTILINE)
        assert kinds == [kind for kind in KINDS if kind in kinds], heading
        assert kinds, heading


def test_every_change_is_a_line_of_a_list() -> None:
    for heading, text in sections():
        for block in re.split(r"^### .+$", text, flags=re.MULTILINE)[1:]:
            lines = [line for line in block.splitlines() if line]
            assert lines, heading
            assert [line for line in lines if not line.startswith(("- ", "  "))] == [], heading
