"""README.md tells the day that `sunrelay sandbox --play` plays, and its first screen holds what it should."""

import re

from tests.house.readme import BEGIN, block, told, transcript
from tests.house.tree import read

LONGEST_LINE = 140


def test_the_day_in_the_readme_is_the_day_that_is_played() -> None:
    assert told() == block(transcript()), "write it anew: .venv/bin/python -m tests.house.readme"


def test_no_line_of_the_day_ends_the_block_it_stands_in() -> None:
    assert [line for line in told().splitlines()[1:-1] if line.lstrip().startswith("```")] == []


def test_the_first_screen_has_the_picture_and_the_two_commands() -> None:
    first = read("README.md").partition("\n## ")[0]
    assert re.findall(r"\]\((docs/images/\S+)\)", first) == ["docs/images/sandbox.png"]
    assert re.findall(r"^    (make \w+)", first, flags=re.MULTILINE) == ["make run", "make test"]


def test_only_the_address_of_the_link_is_long() -> None:
    """A long address in the middle of a sentence makes the page unreadable where it is not rendered."""
    prose = read("README.md").replace(told(), "").partition(BEGIN)
    long = [line for part in prose for line in part.splitlines() if len(line) > LONGEST_LINE]
    assert [line for line in long if not line.startswith(("[create-app]: ", "![", "| "))] == []
