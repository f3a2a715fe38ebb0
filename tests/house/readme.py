"""Writes the played day into README.md, between its two markers: `python -m tests.house.readme`."""

import re

from bot.played_day import play
from tests.house.tree import ROOT, read

PAGE = "README.md"
BEGIN, END = "<!-- play:begin -->", "<!-- play:end -->"
BETWEEN = re.compile(f"(?<={re.escape(BEGIN)}\n).*?(?={re.escape(END)})", re.DOTALL)


def transcript() -> str:
    """What `sunrelay sandbox --play` prints, without the empty lines at its ends."""
    lines: list[str] = []
    play(lines.append)
    return "\n".join(lines).strip("\n")


def block(said: str) -> str:
    """The code block with `said` in it, as it stands between the markers."""
    return f"```text\n{said}\n```\n"


def told() -> str:
    """What stands between the markers."""
    found = BETWEEN.findall(read(PAGE))
    assert len(found) == 1, f"{PAGE} has the markers {BEGIN} and {END} once, in this order"
    return str(found[0])


if __name__ == "__main__":
    day = block(transcript())
    (ROOT / PAGE).write_text(BETWEEN.sub(lambda _: day, read(PAGE)), encoding="utf-8")
