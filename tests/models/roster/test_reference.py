"""The roster's reference page is true: its example reads, and it lists every key there is."""

import re
from pathlib import Path

import pytest

from models.roster import yaml_source, yaml_tree
from models.roster.file import read_roster
from models.roster.problems import RosterError
from models.roster.shape import SHAPES

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "roster.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0]


def rows(heading: str) -> dict[str, list[str]]:
    """The table under a heading: a key's row of cells."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:2] == "| "]
    return {cell[0].strip("`"): cell for cell in cells[1:]}


@pytest.mark.parametrize(
    "what, heading",
    [("team", "A team"), ("ladder", "A ladder"), ("kind", "A kind"), ("region", "A region"), ("member", "A member")],
)
def test_every_key_is_listed_with_whether_it_is_required(what: str, heading: str) -> None:
    fields = SHAPES[what].model_fields
    assert set(rows(heading)) == set(fields)
    required = {key for key, cells in rows(heading).items() if cells[2] == "required"}
    assert required == {key for key, field in fields.items() if field.is_required()}


def test_the_example_reads_and_shows_every_key() -> None:
    assert [region.name for region in read_roster(EXAMPLE)[0].regions] == ["APAC", "EMEA"]
    for shape in SHAPES.values():
        for key in shape.model_fields:
            assert re.search(rf"\b{key}:", EXAMPLE), key


def test_the_mistakes_shown_are_the_mistakes_named() -> None:
    wrong = EXAMPLE.replace("Asia/Singapore", "Asia/Singapor").replace('"09:00-17:00"', "9-5", 1)
    wrong = wrong.replace("rotation: weekly", "rotations: weekly")
    shown = PAGE.split("```\nline ")[1].split("```")[0]
    with pytest.raises(RosterError) as caught:
        read_roster(wrong)
    assert str(caught.value) == f"line {shown.strip()}"


def test_the_limits_are_the_limits() -> None:
    for limit in (f"{yaml_source.MOST_CHARACTERS:,} characters", f"{yaml_tree.MOST_VALUES:,} values"):
        assert limit in PAGE
    assert f"than {yaml_tree.MOST_LEVELS} deep" in PAGE
