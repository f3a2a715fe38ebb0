"""Reading our pages of prose: headings, tables, code, and where links lead."""

import re
from pathlib import Path

from tests.house.tree import ROOT

FENCE = re.compile(r"^( *)```.*?^\1```\s*?$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
TARGETS = (
    re.compile(r"\]\(([^)\s]+)(?: \"[^\"]*\")?\)"),
    re.compile(r"^\[[^\]]+\]: (\S+)$", re.MULTILINE),
    re.compile(r"<(?:img|a)\b[^>]*\b(?:src|href)=\"([^\"]+)\""),
)


def named(page: Path) -> str:
    """The page as it is given from the root."""
    return page.relative_to(ROOT).as_posix()


def prose(text: str) -> str:
    """The text without fenced code."""
    return FENCE.sub("", text)


def targets(text: str) -> list[str]:
    """Where links and pictures of the text lead, in Markdown or HTML."""
    return [target for pattern in TARGETS for target in pattern.findall(prose(text))]


def anchors(text: str) -> set[str]:
    """The anchors of the headings, as GitHub makes them."""
    headings = re.findall(r"^#{1,6} (.+)$", prose(text), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def section(text: str, heading: str) -> str:
    """What stands under the heading, up to the next of its level."""
    found = re.search(rf"^## {re.escape(heading)}$\n(.*?)(?=^## |\Z)", text, flags=re.MULTILINE | re.DOTALL)
    assert found is not None, f"there is no heading {heading!r}"
    return found.group(1)


def rows(text: str) -> list[list[str]]:
    """The cells of the table in the text, a list a row, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def code(text: str) -> list[str]:
    """What stands in code: the spans, and the lines of blocks, fenced or indented."""
    fenced = [line.strip() for found in FENCE.finditer(text) for line in found.group().splitlines()[1:-1]]
    indented = [line.strip() for line in prose(text).splitlines() if line.startswith("    ")]
    return [*SPAN.findall(prose(text)), *fenced, *indented]
