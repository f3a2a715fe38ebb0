"""Aligned plain text for people: a row a line, columns as wide as their widest cell."""

import unicodedata
from collections.abc import Sequence


def plain_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table, without trailing spaces. A wide character counts as the two columns that a terminal gives it."""
    widths = [max(map(_width, column)) for column in zip(headings, *rows, strict=True)]
    return "\n".join(_line(row, widths) for row in [headings, *rows])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
