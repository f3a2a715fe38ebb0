"""The pinned requirements: everything pinned, by hash, and no word about where it came from."""

import re
import tomllib
from itertools import pairwise
from typing import Any

import pytest

from tests.house.tree import read

LOCKS = ["requirements.txt", "requirements-dev.txt"]
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+) \\$", re.MULTILINE)


def pyproject() -> dict[str, Any]:
    return tomllib.loads(read("pyproject.toml"))


def pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall(read(lock)))


def name_of(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None
    return re.sub(r"[._-]+", "-", found.group()).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_says_nothing_about_addresses(lock: str) -> None:
    text = read(lock)
    assert re.findall(r"\w+://\S*", text) == []
    assert re.findall(r"(?m)^\s*--?[a-z-]*(?:index|find-links|host|cert|constraint)\b.*", text) == []
    assert re.findall(r"(?m)^[^#\n]*\s@\s.*", text) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_a_pin_a_hash_or_a_remark(lock: str) -> None:
    shape = re.compile(r"[a-z0-9][a-z0-9._-]*==\S+ \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?|\s*#.*|")
    assert [line for line in read(lock).splitlines() if not shape.fullmatch(line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    lines = read(lock).splitlines()
    bare = [one for one, following in pairwise(lines) if PIN.match(one) and "--hash" not in following]
    assert bare == []
    assert pins(lock)


def test_developers_run_what_everybody_runs() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = pyproject()["project"]
    needed = {name_of(requirement) for requirement in project["dependencies"]}
    wanted = {name_of(one) for group in project["optional-dependencies"].values() for one in group}
    assert needed <= pins("requirements.txt").keys()
    assert wanted <= pins("requirements-dev.txt").keys()


def test_the_build_backend_is_pinned_once() -> None:
    assert pyproject()["build-system"]["requires"] == [f"hatchling=={pins('requirements.txt')['hatchling']}"]


def test_zone_names_and_zone_rules_are_of_one_release() -> None:
    """pytz names the zones, tzdata moves their clocks; one without the other is a wrong time."""
    asked = dict(
        requirement.split("==") for requirement in pyproject()["project"]["dependencies"] if "==" in requirement
    )
    assert asked.keys() == {"pytz", "tzdata"}
    assert asked["pytz"] == asked["tzdata"]
    assert {pins(lock)[name] for lock in LOCKS for name in asked} == {asked["pytz"]}
