"""The Home tab stays inside Slack's limits, whatever people typed, and each of its buttons says which item."""

from dataclasses import replace

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.sandbox.block_limits import check_view
from handlers.blocks.answers import refused
from handlers.blocks.home import home
from models.facts.home import MOST_ITEMS, HomeFacts, PartFacts
from models.facts.item import ItemFacts
from models.facts.sender_questions import QuestionFacts
from models.facts.who import WhoFacts
from tests.handlers.blocks import samples
from tests.handlers.blocks.checks import check_words
from tests.handlers.blocks.samples import BERLIN, NOW, a_decision, an_item
from tests.people import JONAS, WEI

ITEMS = st.lists(samples.items(), max_size=2)
NOTHING = PartFacts((), 0)


Asked = tuple[ItemFacts, QuestionFacts]


def facts(waiting: list[ItemFacts], owned: list[ItemFacts], who: WhoFacts, asked: list[Asked]) -> HomeFacts:
    return HomeFacts("Jonas Weber", BERLIN, (), _part(waiting), _part(owned), who, tuple(asked))


def _part(items: list[ItemFacts]) -> PartFacts:
    return PartFacts(tuple(items), len(items))


@settings(max_examples=20, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(ITEMS, ITEMS, samples.whos, st.lists(st.tuples(samples.items(), samples.questions), max_size=4))
def test_any_home(waiting: list[ItemFacts], owned: list[ItemFacts], who: WhoFacts, asked: list[Asked]) -> None:
    view = home(facts(waiting, owned, who, asked), NOW, refused("Ana was first.")).to_dict()
    check_view(view, "home")
    check_words(view["blocks"])


def test_the_fullest_home_fits() -> None:
    items = [an_item(number) for number in range(1, MOST_ITEMS + 1)]
    question = QuestionFacts(1, 1, JONAS, "Jonas", WEI, "Wei", "Which counts?", NOW)
    asked = replace(facts(items, items, WhoFacts(()), [(items[0], question)] * 9), decisions=(a_decision(),) * 30)
    view = home(asked, NOW, refused("Ana was first.")).to_dict()
    check_view(view, "home")
    pressed = [one["text"]["text"] for block in view["blocks"] for one in block.get("elements", ()) if "value" in one]
    assert {f"Claim H-{number}" for number in range(1, MOST_ITEMS + 1)} <= set(pressed)
