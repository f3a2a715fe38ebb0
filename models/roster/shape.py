"""The shape of a roster file: which keys a team, a region and a member have, and what they become."""

from datetime import date
from typing import Annotated, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, model_validator

from models.kinds import Kind, built_in
from models.roster.values import (
    is_user_id,
    read_calendar_address,
    read_channel,
    read_date,
    read_emoji,
    read_field,
    read_holidays,
    read_hours,
    read_kind_name,
    read_minutes,
    read_name,
    read_names,
    read_page,
    read_person,
    read_prompts,
    read_region_name,
    read_rotation,
    read_user_group,
    read_weekday,
    read_yes_no,
    read_zone,
)
from models.shifts.plan import MONDAY_TO_FRIDAY, USUAL_LADDER, Hours, Ladder, MemberPlan, RegionPlan, Rotation, TeamPlan

T = TypeVar("T")
MOST_KINDS = 50

Person = Annotated[str, PlainValidator(read_person)]
Zone = Annotated[str, PlainValidator(read_zone)]
Calendar = Annotated[str, PlainValidator(read_calendar_address)]
Minutes = Annotated[int, PlainValidator(read_minutes)]
WrittenHours = Annotated[Hours, PlainValidator(read_hours)]
Days = Annotated[list[Annotated[int, PlainValidator(read_weekday)]], Field(min_length=1)]
Some = Annotated[list[T], Field(min_length=1)]


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, raw: object) -> object:
        if not isinstance(raw, dict):
            return raw
        return {key: value for key, value in raw.items() if value is not None or key not in cls.model_fields}


class MemberInFile(_Written):
    """A member as written; what is absent is the region's."""

    user: Person
    timezone: Zone | None = None
    hours: WrittenHours | None = None
    days: Days | None = None
    leave: Calendar | None = None

    def plan(self) -> MemberPlan:
        """The same as a value of the rules."""
        days = None if self.days is None else frozenset(self.days)
        return MemberPlan(self.user, self.timezone, self.hours, days, leave=self.leave)


class RegionInFile(_Written):
    """A region as written."""

    name: Annotated[str, PlainValidator(read_region_name)]
    timezone: Zone
    hours: WrittenHours
    members: Some[MemberInFile]
    days: Days = Field(default_factory=lambda: sorted(MONDAY_TO_FRIDAY))
    holidays: Annotated[str, PlainValidator(read_holidays)] | None = None
    closed: list[Annotated[date, PlainValidator(read_date)]] = []
    rotation: Annotated[Rotation, PlainValidator(read_rotation)] = Rotation.WEEKLY
    rotation_from: Annotated[date, PlainValidator(read_date)] | None = None
    worked: list[Annotated[date, PlainValidator(read_date)]] = []
    rota: Calendar | None = None
    emoji: Annotated[str, PlainValidator(read_emoji)] | None = None

    def plan(self, starts: date | None) -> RegionPlan:
        """The same as a value of the rules; `starts` is the team's."""
        return RegionPlan(
            self.name,
            self.timezone,
            self.hours,
            tuple(member.plan() for member in self.members),
            frozenset(self.days),
            self.holidays,
            frozenset(self.closed),
            self.rotation,
            self.rotation_from,
            frozenset(self.worked),
            starts,
            rota_address=self.rota,
            emoji=self.emoji,
        )


class LadderInFile(_Written):
    """The times of a team's ladder as written, in minutes."""

    remind: Minutes = USUAL_LADDER.remind
    widen: Minutes = USUAL_LADDER.widen
    move: Minutes = USUAL_LADDER.move

    @model_validator(mode="after")
    def _reminds_before_it_widens(self) -> Self:
        if self.remind >= self.widen:
            raise ValueError(f'"remind" ({self.remind}) must be less than "widen" ({self.widen})')
        return self

    def plan(self) -> Ladder:
        """The same as a value of the rules."""
        return Ladder(self.remind, self.widen, self.move)


class KindInFile(_Written):
    """A kind of work of the team's own as written; or what the team wants otherwise of a built-in one."""

    name: Annotated[str, PlainValidator(read_kind_name)]
    prompts: Annotated[dict[str, str], BeforeValidator(read_prompts)] = {}
    required: list[Annotated[str, PlainValidator(read_field)]] | None = None
    confidential: Annotated[bool, PlainValidator(read_yes_no)] | None = None

    @model_validator(mode="after")
    def _stays_confidential(self) -> Self:
        same = built_in(self.name)
        if same is not None and same.confidential and self.confidential is False:
            raise ValueError(f"{self.name} is always confidential: give another kind another name")
        return self

    def plan(self) -> Kind:
        """The same as a value of the rules."""
        needs = None if self.required is None else tuple(dict.fromkeys(self.required))
        return Kind(self.name, tuple(self.prompts.items()), needs, bool(self.confidential))


class TeamInFile(_Written):
    """A team as written."""

    name: Annotated[str, PlainValidator(read_name)]
    channel: Annotated[str, PlainValidator(read_channel)]
    regions: Some[RegionInFile]
    leads: list[Person] = []
    page: Annotated[str, PlainValidator(read_page)] | None = None
    ladder: LadderInFile = LadderInFile()
    starts: Annotated[date, PlainValidator(read_date)] | None = None
    leave: Calendar | None = None
    names: Annotated[dict[str, Person], BeforeValidator(read_names)] = {}
    user_group: Annotated[str, PlainValidator(read_user_group)] | None = None
    kinds: Annotated[list[KindInFile], Field(max_length=MOST_KINDS)] = []

    @model_validator(mode="after")
    def _names_are_members(self) -> Self:
        members = {member.user for region in self.regions for member in region.members}
        all_found = all(map(is_user_id, (*members, *self.names.values())))  # an e-mail may be of one who has an id here
        for name, user in self.names.items():
            if user not in members and all_found:
                raise ValueError(f'"names" calls {user} "{name}", who is in no region of this team: add them to one')
        return self

    def plan(self) -> TeamPlan:
        """The same as a value of the rules."""
        regions = tuple(region.plan(self.starts) for region in self.regions)
        names = tuple(sorted(self.names.items()))
        return TeamPlan(
            self.name, self.channel, regions, tuple(self.leads), self.page, self.ladder.plan(), self.leave, names,
            self.user_group, tuple(kind.plan() for kind in self.kinds),
        )  # fmt: skip


class RosterInFile(_Written):
    """A whole roster file."""

    teams: Some[TeamInFile]


#: What stands at each depth of the file, for sentences, and its shape.
SHAPES: dict[str, type[_Written]] = {
    "roster": RosterInFile,
    "team": TeamInFile,
    "ladder": LadderInFile,
    "kind": KindInFile,
    "region": RegionInFile,
    "member": MemberInFile,
}
