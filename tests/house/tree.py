"""The files of this project, as the house rules look at them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("bot", "handlers", "models")
# What tools make and .gitignore leaves out; of the folders whose name begins with a dot, only these are ours.
MADE = {"__pycache__", "build", "dist"}
OURS = {".ci", ".github"}
MADE_SUFFIXES = {".pyc", ".db", ".db-wal", ".db-shm", ".lock"}


def read(name: str) -> str:
    """The text of the file `name`, given from the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def manifest() -> dict[str, Any]:
    """What manifest.yml says."""
    document = yaml.safe_load(read("manifest.yml"))
    assert isinstance(document, dict)
    return document


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file of the project under `folder`, without what tools made."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name in OURS or not (path.name.startswith(".") or path.name in MADE or _is_metadata(path)):
                yield from files(path)
        elif path.name not in {".env", ".git"} and not MADE_SUFFIXES.intersection(path.suffixes):
            yield path


def markdown() -> list[Path]:
    """Every page of prose."""
    return [path for path in files() if path.suffix == ".md"]


def _is_metadata(path: Path) -> bool:
    return path.name.endswith(".egg-info")
