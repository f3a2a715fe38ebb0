"""Links between our pages lead to a file and a heading that are there, and every page can be reached."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.pages import anchors, code, named, targets
from tests.house.tree import ROOT, markdown

PATH = re.compile(r"(?:bot|handlers|models|tests|benchmarks|docs)/[\w./]+")


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """The file and the anchor that each link to something of ours leads to."""
    for target in targets(page.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            file, _, anchor = target.partition("#")
            yield (page.parent / file).resolve() if file else page, anchor


@pytest.mark.parametrize("page", markdown(), ids=named)
def test_links_lead_to_a_file_and_a_heading(page: Path) -> None:
    for file, anchor in links(page):
        assert file.exists(), f"{file} is not there"
        assert ROOT in file.parents, f"{file} is not ours"
        if anchor:
            assert anchor in anchors(file.read_text(encoding="utf-8")), f"{named(file)} has no heading #{anchor}"


@pytest.mark.parametrize("page", markdown(), ids=named)
def test_files_that_a_page_names_are_there(page: Path) -> None:
    gone = [path for path in code(page.read_text(encoding="utf-8")) if PATH.fullmatch(path) and not _exists(path)]
    assert gone == []


def _exists(path: str) -> bool:
    """A file or a folder; a test may be named without its ending."""
    return (ROOT / path).exists() or (ROOT / f"{path}.py").exists()


def test_every_page_of_the_docs_is_reached_from_their_index() -> None:
    reached, waiting = set[Path](), [ROOT / "docs/README.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached and page.suffix == ".md":
            reached.add(page)
            waiting += [file for file, _ in links(page)]
    assert {named(page) for page in markdown() if page.is_relative_to(ROOT / "docs")} <= {named(one) for one in reached}


def test_the_readme_leads_to_the_docs() -> None:
    assert ROOT / "docs/README.md" in {file for file, _ in links(ROOT / "README.md")}


def test_links_in_every_spelling_are_found() -> None:
    text = '[a](b.md#c) ![d](e.svg)\n[f]: g.md\n<img alt="" src="h.svg">\n```\n[x](not.md)\n```\n'
    assert sorted(targets(text)) == ["b.md#c", "e.svg", "g.md", "h.svg"]


def test_anchors_are_made_as_github_makes_them() -> None:
    assert anchors("# What's new, in `0.1`?\n## If / then\n") == {"whats-new-in-01", "if--then"}
