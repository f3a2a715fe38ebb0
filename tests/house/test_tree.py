"""The files themselves: where they are, how long they get, what must not stand in them."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOMS, ROOT, files, markdown

LONGEST_FILE = 250
WIDEST_LINE = 120
TEXT = {".py", ".md", ".toml", ".txt", ".yml", ".yaml", ".cfg", ".ini", ".html", ".js", ".css", ".json", ".mako", ""}
# Folders of somebody's machine. What stands before them must not make them a part of a web address.
MACHINE_PATH = re.compile(r"(?<![\w.~}-])/(?:home|Users|root|work|tmp|private)/\w+|\b[A-Z]:\\Users\\")
REGISTRY = re.compile(r"pypi[.]org|pythonhosted[.]org|registry[.]npmjs|test[.]pypi|/simple/\s", re.IGNORECASE)
# A module begins with it, but for comments: parsing them all would take as long as all else in this file.
DOCSTRING = re.compile(r'(?:#.*\n)*"""(.*?)"""', re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def texts() -> list[Path]:
    return [path for path in files() if path.suffix in TEXT]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def modules(*folders: str) -> list[Path]:
    """The modules in `folders`, but for migrations: each is a record of one day, however long, and is never edited."""
    found = (path for folder in folders for path in files(ROOT / folder) if path.suffix == ".py")
    return [path for path in found if path.parent.name != "versions"]


def test_every_module_is_in_a_room_or_a_test() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in files() if path.suffix == ".py"} == {
        *ROOMS,
        "benchmarks",
        "tests",
    }


def test_no_file_outgrows_a_reader() -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules(*ROOMS)}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_script_of_the_page_outgrows_a_reader() -> None:
    page = [path for path in files(ROOT / "bot" / "sandbox" / "page") if path.suffix in {".js", ".css"}]
    texts = {named(path): path.read_text(encoding="utf-8").splitlines() for path in page}
    assert {name: len(lines) for name, lines in texts.items() if len(lines) > LONGEST_FILE} == {}
    wide = {name: max(map(len, lines)) for name, lines in texts.items() if name.endswith(".js")}
    assert {name: width for name, width in wide.items() if width > WIDEST_LINE} == {}
    silent = [name for name, lines in texts.items() if not lines[0].startswith(("// ", "/* "))]
    assert silent == [], "every file says on its first line what lives there"


@pytest.mark.parametrize("word", ["utils", "helpers", "manager", "service", "common", "misc"])
def test_names_say_something(word: str) -> None:
    parts = {part for path in modules(*ROOMS) for part in path.relative_to(ROOT).with_suffix("").parts}
    assert [part for part in parts if word in part.split("_")] == []


def test_no_file_names_somebodys_machine() -> None:
    found = {named(path): MACHINE_PATH.findall(path.read_text(encoding="utf-8")) for path in texts()}
    assert {name: paths for name, paths in found.items() if paths} == {}


def test_no_file_names_a_registry() -> None:
    found = {named(path): REGISTRY.findall(path.read_text(encoding="utf-8")) for path in texts()}
    assert {name: addresses for name, addresses in found.items() if addresses} == {}


@pytest.mark.parametrize(
    "text,is_path",
    [
        ("/" + "home/ann/sunrelay.db", True),
        ('open("/' + 'Users/ann/x")', True),
        ("https://example.com/" + "home/ann", False),
        ("~/" + "work/x", False),
        ("/slack/events", False),
    ],
)
def test_machine_paths_are_told_from_addresses(text: str, is_path: bool) -> None:
    assert bool(MACHINE_PATH.search(text)) is is_path


def test_links_between_our_pages_lead_somewhere() -> None:
    broken = [
        f"{named(page)}: {target}"
        for page in markdown()
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith(("#", "mailto:"))
        if not (page.parent / target.partition("#")[0]).exists()
    ]
    assert broken == []


def test_every_module_says_what_lives_there() -> None:
    """The linter asks for a docstring; here it may not be an empty phrase."""
    short = [
        named(path)
        for path in modules(*ROOMS, "benchmarks", "tests")
        if (said := DOCSTRING.match(path.read_text(encoding="utf-8"))) is None or len(said[1].split()) < 3
    ]
    assert short == []
