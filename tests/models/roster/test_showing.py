"""A roster written out is the roster that was read."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from models.kinds import CAN_BE_NEEDED, PROMPTS, Kind
from models.roster.file import read_roster
from models.roster.show import roster_yaml
from models.shifts.plan import USUAL_LADDER, Hours, Ladder, MemberPlan, RegionPlan, TeamPlan
from tests.models.shifts.plans import regions

signs = st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" ")
names = st.text(signs, min_size=1, max_size=80).filter(
    lambda name: name.isprintable() and name == name.strip() and not name.startswith("@") and name.casefold() != "next"
)
traps = st.sampled_from(
    ("NO", "null", "~", "1:30", "1e3", "<<", "- a", "#x", "a: b", "東京", "*x", "true", "2027-03-01", "=")
)
calendars = st.sampled_from((None, "https://example.com/a.ics?x=1&y=%20#z", "webcal://example.com:8443/b"))
kinds = st.builds(
    Kind,
    st.sampled_from(("audit", "incident", "no", "1e3", "東京")),
    st.dictionaries(st.sampled_from(list(PROMPTS)), names, max_size=3).map(lambda prompts: tuple(prompts.items())),
    st.none() | st.lists(st.sampled_from(CAN_BE_NEEDED), unique=True).map(tuple),
    st.booleans(),
)
people = st.from_regex(r"[UW][A-Z0-9]{2,9}", fullmatch=True) | st.sampled_from(("@wei", "wei@example.com"))


@st.composite
def rosters(draw: st.DrawFn) -> tuple[TeamPlan, ...]:
    team_names = draw(st.lists(names | traps, min_size=1, max_size=3, unique_by=str.casefold))
    return tuple(draw(team(name, f"C0{place}")) for place, name in enumerate(team_names))


@st.composite
def team(draw: st.DrawFn, name: str, channel: str) -> TeamPlan:
    region_names = draw(st.lists(names | traps, min_size=1, max_size=3, unique_by=str.casefold))
    plans = [draw(regions(region_name)) for region_name in region_names]
    users = iter(draw(st.lists(people, min_size=12, max_size=12, unique_by=str.casefold)))
    named = tuple(
        replace(
            plan,
            members=tuple(replace(member, user=next(users), leave=draw(calendars)) for member in plan.members),
            rotation_from=draw(st.none() | st.just(plan.rotation_from)),
            rota_address=draw(calendars),
            emoji=draw(st.sampled_from((None, f"flag-{place}", f"+{place}"))),
        )
        for place, plan in enumerate(plans)
    )
    leads = draw(st.lists(people, max_size=3, unique_by=str.casefold))
    page = draw(st.sampled_from((None, "https://example.com/page?a=b#c", "http://localhost:8080")))
    ladder = draw(st.sampled_from((USUAL_LADDER, Ladder(5, 480, 5), Ladder(30, 60, 90))))
    called = draw(st.lists(names | traps, max_size=2, unique=True))
    members = [member.user for plan in named for member in plan.members]
    pairs = tuple(sorted((one, draw(st.sampled_from(members))) for one in called))
    group = draw(st.sampled_from((None, "S0ONCALL")))
    own = tuple(draw(st.lists(kinds, max_size=2, unique_by=lambda kind: kind.name)))
    return TeamPlan(name, channel, named, tuple(leads), page, ladder, draw(calendars), pairs, group, own)


@settings(deadline=None, max_examples=30)
@given(rosters())
def test_what_is_written_reads_back_the_same(teams: tuple[TeamPlan, ...]) -> None:
    assert read_roster(roster_yaml(teams)) == teams


def test_only_what_differs_from_the_defaults_is_written() -> None:
    plain = RegionPlan("APAC", "Asia/Singapore", Hours.parse("09:00-17:00"), (MemberPlan("U0AAA"),))
    assert (
        roster_yaml([TeamPlan("Platform", "C0OPS", (plain,))])
        == """\
teams:
  - name: Platform
    channel: C0OPS
    regions:
      - name: APAC
        timezone: Asia/Singapore
        hours: "09:00-17:00"
        members:
          - user: U0AAA
"""
    )


def test_the_rest_is_written_as_people_write_it() -> None:
    member = MemberPlan("U0BBB", "Asia/Kolkata", Hours.parse("10:00-18:00"), frozenset({2, 0}))
    region = RegionPlan(
        "APAC", "Asia/Singapore", Hours.parse("09:00-17:00"), (member,), closed=frozenset({date(2027, 12, 24)}),
        worked=frozenset({date(2027, 10, 9)}), starts=date(2027, 3, 1),
    )  # fmt: skip
    text = roster_yaml([TeamPlan("Platform", "C0OPS", (region,), ("U0AAA",))])
    for line in ("leads: [U0AAA]", "closed: [2027-12-24]", "days: [mon, wed]", 'hours: "10:00-18:00"',
                 "worked: [2027-10-09]", "    starts: 2027-03-01"):  # fmt: skip
        assert line in text
