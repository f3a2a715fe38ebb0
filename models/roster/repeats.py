"""What may stand only once in a roster: names, channels, a person in a team, a lead."""

from collections.abc import Iterator
from typing import TypeAlias

from models.roster.yaml_tree import Plain

Path: TypeAlias = tuple[str | int, ...]
Entry: TypeAlias = tuple[Path, str]


def repeats(roster: Plain) -> Iterator[tuple[Path, Path, str]]:
    """Everything that stands twice: where the second and the first one are, and what to say of it.

    Takes whatever the file holds, also where its shape is wrong, so that these mistakes are named together with others.
    """
    teams = list(_each(roster, (), "teams"))
    yield from _twice((entry for path, team in teams for entry in _texts(team, path, "name")), 'a second team "{}"')
    channels = (entry for path, team in teams for entry in _texts(team, path, "channel"))
    yield from _twice(channels, "channel {} is already the home of another team: each team needs its own")
    for path, team in teams:
        yield from _repeats_in_team(team, path)


def _repeats_in_team(team: Plain, at: Path) -> Iterator[tuple[Path, Path, str]]:
    regions = list(_each(team, at, "regions"))
    names = (entry for path, region in regions for entry in _texts(region, path, "name"))
    yield from _twice(names, 'a second region "{}" in this team')
    emoji = (
        (at_key, text.strip().strip(":")) for path, region in regions for at_key, text in _texts(region, path, "emoji")
    )
    yield from _twice(emoji, "the emoji {} is another region's of this team already")
    members = [found for path, region in regions for found in _each(region, path, "members")]
    people = (entry for path, member in members for entry in _texts(member, path, "user"))
    yield from _twice(people, "{} is in this team twice: a person is in at most one region of a team")
    kinds = (entry for path, kind in _each(team, at, "kinds") for entry in _texts(kind, path, "name"))
    yield from _twice(kinds, 'a second kind "{}" in this team')
    leads = ((path, lead) for path, lead in _each(team, at, "leads") if isinstance(lead, str))
    yield from _twice(leads, "{} is listed as a lead twice")


def _each(parent: Plain, at: Path, key: str) -> Iterator[tuple[Path, Plain]]:
    items = parent.get(key) if isinstance(parent, dict) else None
    for place, item in enumerate(items if isinstance(items, list) else []):
        yield (*at, key, place), item


def _texts(parent: Plain, at: Path, key: str) -> Iterator[Entry]:
    text = parent.get(key) if isinstance(parent, dict) else None
    if isinstance(text, str):
        yield (*at, key), text


def _twice(entries: Iterator[Entry], sentence: str) -> Iterator[tuple[Path, Path, str]]:
    first: dict[str, Path] = {}
    for path, text in entries:
        before = first.setdefault(text.strip().casefold(), path)
        if before is not path:
            yield path, before, sentence.format(text.strip())
