"""What is said of days off, of a status and of a zone stays inside Slack's limits, whatever people are called."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.sandbox.block_limits import check_view
from handlers.blocks.shifts.away import absences_listed, came_back, went_away
from handlers.blocks.shifts.away_form import away_button, away_form
from handlers.blocks.shifts.questions import away_question_message, trip_form, zone_question_message
from models.acts import Act, Surface
from models.facts.absences import AbsenceChoices
from models.facts.questions import AwayQuestionFacts, ZoneQuestionFacts
from models.shifts.shift import Span
from models.shifts.zones import zone_names
from models.verbs.going_away import AbsenceFacts, AwayOutcome
from tests.handlers.blocks import samples
from tests.handlers.blocks.checks import check_message
from tests.handlers.blocks.samples import NOW

ANY = settings(max_examples=60, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
MON, FRI = date(2027, 3, 1), date(2027, 3, 5)
LEAD = Act(1, "U0PRIYA", NOW, Surface.COMMAND)
labels = st.lists(st.integers(1, 10**9).map(lambda number: f"H-{number}"), max_size=40).map(tuple)
absences = st.builds(
    AbsenceFacts, st.integers(1, 9), st.sampled_from(["U0PRIYA", "U0JONAS"]), samples.names, st.just(MON),
    st.sampled_from([None, MON, FRI, date(2028, 1, 1)]), st.booleans(),
)  # fmt: skip
outcomes = st.builds(
    AwayOutcome, absences, st.booleans(), labels, labels,
    st.lists(st.tuples(samples.names, st.integers(1, 31))).map(tuple),
)  # fmt: skip
days = st.sampled_from([None, Span(FRI, NOW, NOW + timedelta(hours=8))])


@ANY
@given(outcomes)
def test_who_goes_away_and_who_is_back(outcome: AwayOutcome) -> None:
    check_message(went_away(outcome, LEAD))
    check_message(came_back(outcome, LEAD))


@ANY
@given(st.lists(absences, max_size=40), st.none() | samples.names)
def test_the_list_of_absences(listed: list[AbsenceFacts], name: str | None) -> None:
    check_message(absences_listed(listed, LEAD, name))


away_questions = st.builds(
    AwayQuestionFacts, st.just(7), st.booleans(), st.booleans(), st.none() | st.just(9), st.sampled_from([None, MON]),
    st.sampled_from([None, MON, FRI]),
)  # fmt: skip
zone_questions = st.builds(
    ZoneQuestionFacts, st.just(7), st.sampled_from(zone_names()), st.booleans(), st.booleans(), days,
    st.sampled_from([None, "trip", "for good", "no"]), st.sampled_from([None, FRI]), st.booleans(),
)  # fmt: skip


@ANY
@given(away_questions)
def test_the_question_after_a_status(facts: AwayQuestionFacts) -> None:
    check_message(away_question_message(facts, NOW))


@ANY
@given(zone_questions)
def test_the_question_about_a_zone(facts: ZoneQuestionFacts) -> None:
    check_message(zone_question_message(facts, NOW))
    check_view(trip_form(facts, "C0OPS").to_dict())


@pytest.mark.parametrize("leads", [True, False])
def test_the_form(*, leads: bool) -> None:
    view = away_form(AbsenceChoices("U0JONAS", MON, leads), "C0OPS", FRI, 7).to_dict()
    check_view(view)
    assert [block["label"]["text"] for block in view["blocks"] if "label" in block][-3:] == ["From", "Until", "Or"]
    check_message(away_button("U0JONAS"))
