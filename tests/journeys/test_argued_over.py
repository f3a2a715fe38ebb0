"""Written by shortcut, argued over by tagged replies, decided with a condition, sent back once, read back, finished."""

import pytest

from tests.conftest import MakeWorkspace
from tests.house.readme import block
from tests.house.tree import read
from tests.journeys.argued_over import BEGIN, END, PAGE, Story, as_told
from tests.people import ANA, JONAS, LUIS, MEI, PRIYA, WEI


def test_it_goes_round_the_world(make_workspace: MakeWorkspace, subtests: pytest.Subtests) -> None:
    """Played once, as it is long."""
    lines: list[str] = []
    story = Story(make_workspace(), lines.append)
    story.play()
    with subtests.test("the docs tell it as it is played"):
        inside = read(PAGE).partition(f"{BEGIN}\n")[2].partition(END)[0]
        assert inside == block(as_told(lines)), "write it anew: .venv/bin/python -m tests.journeys.argued_over"
    with subtests.test("few messages carried it"):
        few_messages_carried_it(story)
    with subtests.test("it ends with all that was said"):
        it_ends_with_all_that_was_said(story)


def it_ends_with_all_that_was_said(story: Story) -> None:
    form = story.luis.presses(story.card, "Full note").form
    assert form is not None
    for said in (
        "v3 drops the opt-out sentence",
        "v3b has the opt-out sentence again",
        "Short enough for phones costs us the second link",
        "The opt-out sentence stays in",
        "Counsel agreed to v3b",
        "Ship v3b as it stands",
    ):
        assert said in form.text


def few_messages_carried_it(story: Story) -> None:
    """Berlin was told at once, each morning brought one DM, and evenings asked what becomes of what one owns."""
    told_whom = story.here.told()
    assert told_whom.keys() == {WEI, JONAS, PRIYA, LUIS}
    assert {user: told_whom.get(user, 0) for user in (ANA, MEI)} == {ANA: 0, MEI: 0}
    assert max(told_whom.values()) <= 4
