"""Every mistake is named, with its line and with what to do."""

import pytest

from models.roster.file import read_roster
from models.roster.problems import Problem, RosterError

GOOD = """\
teams:
  - name: Platform
    channel: C0OPS
    leads: [U0AAA]
    page: https://example.com/page
    regions:
      - name: APAC
        timezone: Asia/Singapore
        hours: "09:00-17:00"
        days: [mon, tue]
        holidays: SG
        closed: [2027-12-24]
        rotation: weekly
        rotation_from: 2027-03-01
        members:
          - user: U0AAA
          - user: U0BBB
            timezone: Asia/Kolkata
      - name: EMEA
        timezone: Europe/Berlin
        hours: "09:00-17:00"
        members: [{user: U0CCC}]
"""


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(RosterError) as caught:
        read_roster(text)
    assert str(caught.value) == "\n".join(f"line {found.line}: {found.sentence}" for found in caught.value.problems)
    return caught.value.problems


@pytest.mark.parametrize(
    "right, wrong, line, sentence",
    [
        ("    leads:", "    leeds:", 4, 'a team has no key "leeds", did you mean "leads"?'),
        ("    page:", "    xyzzy:", 5, 'a team has no key "xyzzy": it has name, channel, regions, leads, page'),
        ("        rotation:", "        rotations:", 13, 'a region has no key "rotations", did you mean "rotation"?'),
        (
            "            timezone:",
            "            tz:",
            18,
            'a member has no key "tz": it has user, timezone, hours, days',
        ),
        ("teams:\n", "team: 1\nteams:\n", 1, 'a roster has no key "team", did you mean "teams"?'),
        ("    channel: C0OPS\n", "", 2, 'a team needs "channel"'),
        ("    channel: C0OPS", "    channel:", 3, 'a team needs "channel"'),
        ("        timezone: Asia/Singapore\n", "", 7, 'a region needs "timezone"'),
        ('        hours: "09:00-17:00"\n        days', "        days", 7, 'a region needs "hours"'),
        ("- user: U0BBB\n            timezone", "- timezone", 17, 'a member needs "user"'),
        ("Asia/Singapore", "Asia/Singapor", 8, 'no time zone "Asia/Singapor", did you mean Asia/Singapore?'),
        ("Asia/Kolkata", "Kolkata", 18, 'no time zone "Kolkata", did you mean Asia/Kolkata?'),
        ("Europe/Berlin", "qqqq", 20, "write one such as Europe/Berlin"),
        ('"09:00-17:00"\n        days', '"25:00-09:00"\n        days', 9, "impossible hours"),
        ('"09:00-17:00"\n        days', "9-5\n        days", 9, '"9-5" are no hours: write a start and an end'),
        ('"09:00-17:00"\n        days', "9:00\n        days", 9, '"9:00" are no hours'),
        ('"09:00-17:00"\n        days', "[9, 17]\n        days", 9, "must be a single value"),
        ("[mon, tue]", "[mon, tuesday]", 10, 'no day "tuesday", did you mean "tue"?'),
        ("[mon, tue]", "[mon,\n          xx]", 11, 'no day "xx": write mon, tue, wed, thu, fri, sat, sun'),
        ("[mon, tue]", "[]", 10, '"days" is empty'),
        ("[mon, tue]", "mon", 10, '"days" must be a list'),
        ("holidays: SG", "holidays: XX", 11, 'no holidays for "XX"'),
        ("holidays: SG", "holidays: sg", 11, 'no holidays for "sg", did you mean "SG"?'),
        ("holidays: SG", "holidays: DE-XX", 11, 'DE has no part "XX"'),
        ("[2027-12-24]", "[2027-02-30]", 12, '"2027-02-30" is no date'),
        ("[2027-12-24]", "[24.12.2027]", 12, '"24.12.2027" is no date: write one such as 2027-12-24'),
        ("rotation: weekly", "rotation: weekley", 13, 'no rotation "weekley", did you mean "weekly"?'),
        ("rotation: weekly", "rotation: 7", 13, 'no rotation "7": write weekly, daily or all'),
        ("rotation_from: 2027-03-01", "rotation_from: soon", 14, '"soon" is no date'),
        ("- user: U0BBB", "- user: wei", 17, '"wei" is nobody: write a Slack user id'),
        ("- user: U0BBB", '- user: "<@U0BBB>"', 17, "is nobody"),
        ("channel: C0OPS", 'channel: "#ops"', 3, '"#ops" is no channel id'),
        ("https://example.com/page", "ftp://example.com", 5, '"ftp://example.com" is no link'),
        ("https://example.com/page", '"https://a b"', 5, "is no link"),
        ("https://example.com/page", "https://[x/", 5, "is no link"),
        ("    page:", "    ladder: {remind: 4}\n    page:", 5, '"4" is no number of minutes: write one from 5 to 480'),
        ("    page:", "    ladder: {move: 481}\n    page:", 5, '"481" is no number of minutes'),
        ("    page:", "    ladder: {widen: 1 h}\n    page:", 5, '"1 h" is no number of minutes'),
        ("    page:", "    ladder:\n      widen: 1.5\n    page:", 6, '"1.5" is no number of minutes'),
        ("    page:", "    ladder: {widen: [60]}\n    page:", 5, "must be a single value"),
        ("    page:", "    ladder: {remind: 60}\n    page:", 5, '"remind" (60) must be less than "widen" (60)'),
        ("    page:", "    ladder: {wider: 60}\n    page:", 5, 'a ladder has no key "wider", did you mean "widen"?'),
        ("    page:", "    ladder: {x: 60}\n    page:", 5, 'a ladder has no key "x": it has remind, widen, move'),
        ("    page:", "    ladder: 60\n    page:", 5, "a ladder must have keys, such as remind"),
        (
            "    page:",
            "    leave: example.com/x.ics\n    page:",
            5,
            '"example.com/x.ics" is no calendar: write its iCal',
        ),
        ("    page:", "    leave: file:///etc/passwd\n    page:", 5, "is no calendar"),
        ("    page:", '    leave: "https://a b"\n    page:', 5, "is no calendar"),
        (
            "    page:",
            "    user_group: oncall\n    page:",
            5,
            '"oncall" is no user group: write its id, such as S0ONCALL',
        ),
        ("    page:", "    names: [U0AAA]\n    page:", 5, "names are pairs"),
        ("    page:", "    names: {Ana: ana}\n    page:", 5, '"ana" is nobody'),
        ("    page:", "    names:\n      Ana: U0AAA\n      Bo: b\n    page:", 7, '"b" is nobody'),
        ("    page:", '    names: {"": U0AAA}\n    page:', 5, "what a calendar calls somebody is one line"),
        (
            "    page:",
            "    names: {Ana: U0XXX}\n    page:",
            2,
            '"names" calls U0XXX "Ana", who is in no region of this team',
        ),
        ("    page:", "    kinds: [{name: a b}]\n    page:", 5, '"a b" cannot be a kind: write one word'),
        ("    page:", "    kinds: [{prompts: {}}]\n    page:", 5, 'a kind needs "name"'),
        ("    page:", "    kinds: [{name: x, needs: [why]}]\n    page:", 5, 'a kind has no key "needs": it has name,'),
        ("    page:", "    kinds: [{name: x, required: [whi]}]\n    page:", 5, 'no field "whi", did you mean "why"?'),
        ("    page:", "    kinds: [{name: x, required: [headline]}]\n    page:", 5, "write one of Decision owner"),
        ("    page:", "    kinds: [{name: x, prompts: [why]}]\n    page:", 5, "prompts are pairs"),
        (
            "    page:",
            f"    kinds: [{{name: x, prompts: {{why: {'x' * 151}}}}}]\n    page:",
            5,
            "a prompt is one line",
        ),
        ("    page:", "    kinds: [{name: x, confidential: maybe}]\n    page:", 5, '"maybe" is neither yes nor no'),
        ("    page:", "    kinds: [{name: hiring, confidential: no}]\n    page:", 5, "hiring is always confidential"),
        (
            "    page:",
            "    kinds:\n      - name: x\n      - name: X\n    page:",
            7,
            'a second kind "X" in this team',
        ),
        ("        rotation: weekly", "        rota: pagerduty", 13, '"pagerduty" is no calendar'),
        ("        rotation: weekly", "        emoji: 🌏", 13, '"🌏" is no emoji: write its name in Slack'),
        (
            "      - name: EMEA",
            '        emoji: ":wave:"\n      - name: EMEA\n        emoji: wave',
            21,
            "the emoji wave is another region's of this team already (first on line",
        ),
        ("            timezone: Asia/Kolkata", "            leave: no", 18, '"no" is no calendar'),
        ("name: APAC", "name: next", 7, 'a region cannot be called "next"'),
        ("name: APAC", 'name: ""', 7, "a name is one line of 1 to 80 characters"),
        ("name: Platform", f"name: {'x' * 81}", 2, "a name is one line of 1 to 80 characters"),
        ("name: Platform", 'name: "a\\nb"', 2, "a name is one line of 1 to 80 characters"),
        ("name: EMEA", "name: apac", 19, 'a second region "apac" in this team (first on line 7)'),
        ("U0CCC", "U0AAA", 22, "U0AAA is in this team twice: a person is in at most one region of a team (first on"),
        ("leads: [U0AAA]", "leads: [U0AAA, U0AAA]", 4, "U0AAA is listed as a lead twice"),
        ("leads: [U0AAA]", "leads: U0AAA", 4, '"leads" must be a list'),
        ("members: [{user: U0CCC}]", "members: []", 22, '"members" is empty'),
        ("members: [{user: U0CCC}]", "members: [U0CCC]", 22, "a member must have keys, such as user"),
        ("members: [{user: U0CCC}]", "members: [~]", 22, "a member must have keys"),
        (
            "        members: [{",
            "        hours: 09:00-18:00\n        members: [{",
            22,
            '"hours" is given twice: first on',
        ),
        ("  - name: Platform", "  - name: Platform\n    ? [a]\n    : b", 3, "a key must be a word"),
        ("  - name: Platform", "  - name: Platform\n    <<: text", 3, "<< merges keys in"),
        ("leads: [U0AAA]", "leads: *leads", 4, "*leads stands for nothing"),
        ("leads: [U0AAA]", "leads: &x [*x]", 4, "*x stands for nothing"),
        ("leads: [U0AAA]", "leads: [U0AAA", 5, "this is not YAML"),
        ("leads: [U0AAA]", "leads: \x07", 4, "a character that cannot be shown"),
    ],
)
def test_a_mistake_is_named_with_its_line(right: str, wrong: str, line: int, sentence: str) -> None:
    assert right in GOOD
    found = problems(GOOD.replace(right, wrong, 1))
    assert (line, True) in [(problem.line, sentence in problem.sentence) for problem in found], found


def test_the_roster_the_mistakes_are_put_into_has_none() -> None:
    assert len(read_roster(GOOD)) == 1


def test_names_and_channels_of_teams_stand_once() -> None:
    again = GOOD + GOOD.removeprefix("teams:\n")
    assert problems(again) == (
        Problem(23, 'a second team "Platform" (first on line 2)'),
        Problem(24, "channel C0OPS is already the home of another team: each team needs its own (first on line 3)"),
    )


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n", "teams", "~"])
def test_what_has_no_keys_is_no_roster(text: str) -> None:
    assert problems(text)[0].sentence == 'a roster starts with "teams:", and the teams below it as a list'


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("{}", 'a roster needs "teams"'),
        ("teams:", 'a roster needs "teams"'),
        ("teams: []", '"teams" is empty: it needs at least one entry'),
        ("teams: Platform", '"teams" must be a list'),
        ("teams: [{name: P, channel: C0P, regions: []}]", '"regions" is empty: it needs at least one entry'),
        ("a: 1\n---\nb: 2", "a roster is one YAML document: remove what follows from here"),
    ],
)
def test_a_roster_without_teams_says_so(text: str, sentence: str) -> None:
    assert [problem.sentence for problem in problems(text)] == [sentence]


def test_all_mistakes_are_named_at_once_in_order_of_lines() -> None:
    text = (
        GOOD.replace("Singapore", "Singapor").replace("U0CCC", "U0AAA").replace("C0OPS", "ops").replace("mon,", "mo,")
    )
    assert [problem.line for problem in problems(text)] == [3, 8, 10, 22]
