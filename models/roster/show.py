"""Writing team plans as a roster file: what differs from the defaults, and nothing else."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TypeAlias

import yaml

from models.kinds import Kind
from models.shifts.plan import MONDAY_TO_FRIDAY, USUAL_LADDER, WEEKDAYS, MemberPlan, RegionPlan, Rotation, TeamPlan

Entry: TypeAlias = dict[str, object]


class _OnOneLine(list[object]):
    """A list written as [mon, tue]."""


class _KeysOnOneLine(dict[str, object]):
    """Keys written as {remind: 30}."""


class _Quoted(str):
    """Text written in quotes, so that no reader of YAML takes it for a number."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 PyYAML's signature
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 PyYAML's signature
        return True


def _one_line(dumper: yaml.SafeDumper, items: _OnOneLine) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)


def _keys_on_one_line(dumper: yaml.SafeDumper, keys: _KeysOnOneLine) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", keys, flow_style=True)


def _quoted(dumper: yaml.SafeDumper, text: _Quoted) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')


_Dumper.add_representer(_OnOneLine, _one_line)
_Dumper.add_representer(_KeysOnOneLine, _keys_on_one_line)
_Dumper.add_representer(_Quoted, _quoted)


def roster_yaml(teams: Iterable[TeamPlan]) -> str:
    """The roster file of these teams; reading it gives the same plans again."""
    content = {"teams": [_team(team) for team in teams]}
    return yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)


def _team(team: TeamPlan) -> Entry:
    entry: Entry = {"name": team.name, "channel": team.channel}
    if team.leads:
        entry["leads"] = _OnOneLine(team.leads)
    optional: Entry = {
        "page": team.page,
        "ladder": _KeysOnOneLine(asdict(team.ladder)) if team.ladder != USUAL_LADDER else None,
        "leave": team.leave,
        "names": dict(team.names) or None,
        "user_group": team.user_group,
        "kinds": [_kind(kind) for kind in team.kinds] or None,
    }
    entry |= {key: value for key, value in optional.items() if value is not None}
    starts = {region.starts for region in team.regions}
    if len(starts) == 1 and None not in starts:
        entry["starts"] = starts.pop()
    return entry | {"regions": [_region(region) for region in team.regions]}


def _kind(kind: Kind) -> Entry:
    entry: Entry = {"name": kind.name}
    if kind.prompts:
        entry["prompts"] = dict(kind.prompts)
    if kind.needs is not None:
        entry["required"] = _OnOneLine(kind.needs)
    if kind.confidential:
        entry["confidential"] = True
    return entry


def _region(region: RegionPlan) -> Entry:
    entry: Entry = {"name": region.name, "timezone": region.timezone, "hours": _Quoted(region.hours)}
    if region.days != MONDAY_TO_FRIDAY:
        entry["days"] = _days(region.days)
    if region.holidays is not None:
        entry["holidays"] = region.holidays
    if region.closed:
        entry["closed"] = _OnOneLine(sorted(region.closed))
    if region.worked:
        entry["worked"] = _OnOneLine(sorted(region.worked))
    if region.rotation is not Rotation.WEEKLY:
        entry["rotation"] = str(region.rotation)
    if region.rotation_from is not None:
        entry["rotation_from"] = region.rotation_from
    written = {"rota": region.rota_address, "emoji": region.emoji}
    entry |= {key: value for key, value in written.items() if value is not None}
    return entry | {"members": [_member(member) for member in region.members]}


def _member(member: MemberPlan) -> Entry:
    entry: Entry = {"user": member.user}
    if member.timezone is not None:
        entry["timezone"] = member.timezone
    if member.hours is not None:
        entry["hours"] = _Quoted(member.hours)
    if member.days is not None:
        entry["days"] = _days(member.days)
    if member.leave is not None:
        entry["leave"] = member.leave
    return entry


def _days(days: frozenset[int]) -> _OnOneLine:
    return _OnOneLine(WEEKDAYS[day] for day in sorted(days))
