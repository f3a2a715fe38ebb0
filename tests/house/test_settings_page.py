"""docs/reference/settings.md lists every setting there is, with its default, and no other."""

import re

from bot.settings import Settings
from tests.house.tree import read

ROW = re.compile(r"^\| `([A-Z_]+)` \| (.+?) \|", re.MULTILINE)


def rows() -> dict[str, str]:
    return dict(ROW.findall(read("docs/reference/settings.md")))


def test_the_page_lists_every_setting_and_no_other() -> None:
    assert rows().keys() == {name.upper() for name in Settings.model_fields}


def test_the_page_has_the_true_defaults() -> None:
    for name, field in Settings.model_fields.items():
        default = (
            "none"
            if field.default is None
            else f"`{field.default:g}`"
            if name == "tick_seconds"
            else (f"`{field.default}`")
        )
        assert rows()[name.upper()] == default, name
