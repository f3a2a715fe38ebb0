"""Whatever people have said in threads: what is taken from there keeps inside the limits, and what is cut says so."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.block_limits import check_view
from handlers.asks.threads import LONGEST_MESSAGE, thread_text
from handlers.blocks.form.add import add_form
from handlers.blocks.limits import fit, units
from handlers.message_source import CUT, Source
from models.facts.picking import Picked
from models.facts.sources import SourceFacts
from models.workspace.messages import MessageNews
from tests.handlers.blocks import samples
from tests.handlers.blocks.samples import SIGNS
from tests.handlers.blocks.test_any_texts import ANY


@pytest.mark.parametrize("preset", [None, Picked(42, "x" * 150)])
@ANY
@given(text=st.text(max_size=3_000) | st.sampled_from([sign * 3_000 for sign in SIGNS]), name=samples.names)
def test_the_form_that_adds_a_message(preset: Picked | None, text: str, name: str) -> None:
    message = MessageNews("C0OPS", "1.000001", "1.000001", "U0WEI", text=text)
    facts = SourceFacts(name, None, name, direct=False, known=True, public=False, has_bot=False, shared=True)
    view = add_form(Source.of(message), facts, preset).to_dict()
    check_view(view)
    assert Source.from_metadata(view["private_metadata"]).text.rstrip(CUT)[:400] == text.rstrip(CUT)[:400]


@ANY
@given(
    said=st.lists(st.text(max_size=700) | st.just("🙋" * 300), min_size=1, max_size=40),
    used=st.integers(0, 39), most=st.sampled_from([3_000, 5_800]),
)  # fmt: skip
def test_the_text_of_a_thread(said: list[str], used: int, most: int) -> None:
    messages = [
        MessageNews("C0OPS", f"1.{number:06}", "1.000000", "U0WEI", text=text) for number, text in enumerate(said)
    ]
    used_on = messages[min(used, len(said) - 1)]
    text = thread_text(messages, lambda _: "Wei Lin", used_on.ts, most)
    assert units(text) <= most
    assert f"Wei Lin: {fit(used_on.text.strip(), LONGEST_MESSAGE)}" in text
    left = sum(int(number) for number in re.findall(r"\[(\d+) messages? left out here", text))
    assert text.count("Wei Lin: ") - "".join(said).count("Wei Lin: ") == len(said) - left
