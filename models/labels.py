"""Item ids as people write them: `H-42`."""

import re

_LABEL = re.compile(r"#?h-?0*(\d{1,9})", re.IGNORECASE)


def label_of(number: int) -> str:
    """The id people use for the item of that number."""
    return f"H-{number}"


def number_in(word: str) -> int | None:
    """The number in an id as people type it (`H-42`, `h-42`, `H42`), or None where it is no id."""
    found = _LABEL.fullmatch(word)
    return int(found.group(1)) if found else None
