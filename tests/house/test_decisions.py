"""docs/decisions/: numbered without gaps, each with what was decided and why."""

import re
from pathlib import Path

from tests.house.tree import ROOT

PARTS = ["What we needed", "What we decided", "What follows"]


def decisions() -> list[Path]:
    return sorted(path for path in (ROOT / "docs/decisions").glob("*.md") if path.name != "README.md")


def test_they_are_numbered_without_gaps() -> None:
    names = [path.name for path in decisions()]
    assert [name[:5] for name in names] == [f"{number:04}-" for number in range(1, len(names) + 1)]
    assert names


def test_each_says_what_was_needed_decided_and_follows() -> None:
    for path in decisions():
        text = path.read_text(encoding="utf-8")
        assert re.match(r"# \d+\. \S.*\n\n(?:Accepted|Replaced by \d+)[.,]", text), path.name
        assert re.findall(r"^## (.+)$", text, flags=re.MULTILINE) == PARTS, path.name


def test_each_fits_on_a_page() -> None:
    assert [path.name for path in decisions() if len(path.read_text(encoding="utf-8").splitlines()) > 60] == []


def test_the_list_of_them_is_whole() -> None:
    listed = re.findall(r"\((\d{4}-[^)]+\.md)\)", (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8"))
    assert listed == [path.name for path in decisions()]
