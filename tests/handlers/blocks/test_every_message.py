"""Every message there is, whoever reads it: its text alone says all that its blocks say, and how to act."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import handlers.blocks
from bot.sandbox.block_limits import check_message_blocks
from handlers.blocks.rendered import Rendered
from tests.handlers.blocks.any_facts import arguments
from tests.handlers.blocks.checks import check_says_all, check_words

Builder = Callable[..., Rendered]
# What makes messages of blocks that others have built; and what was worded before.
MAKERS: Final = {"message", "message_for", "in_words", "as_much_as_fits", "said", "notice", "reply"}
# Answers that say why something was not done, or that there is nothing more to do, have said what to do themselves.
SAY_IT_THEMSELVES: Final = {"refused", "discarded"}


def builders() -> list[Builder]:
    """All functions that give a message."""
    everywhere = pkgutil.walk_packages(handlers.blocks.__path__, "handlers.blocks.")
    modules = [importlib.import_module(one.name) for one in everywhere]
    functions = [one for module in modules for one in vars(module).values() if inspect.isfunction(one)]
    public = {one for one in functions if not one.__name__.startswith("_") and one.__name__ not in MAKERS}
    return sorted((one for one in public if _gives_message(one)), key=lambda one: (one.__module__, one.__name__))


def _gives_message(function: Any) -> bool:
    return (
        function.__module__.startswith("handlers.blocks")
        and inspect.get_annotations(function).get("return") is Rendered
    )


@pytest.mark.parametrize("build", builders(), ids=lambda one: one.__name__)
@settings(max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_its_text_says_all_that_its_blocks_say_and_how_to_act(build: Builder, data: st.DataObject) -> None:
    payload = build(**data.draw(arguments(build))).payload()
    check_message_blocks(payload["blocks"])
    check_words(payload["blocks"])
    check_says_all(payload["blocks"], payload["text"])
    assert "/handoff" in payload["text"].splitlines()[-1] or build.__name__ in SAY_IT_THEMSELVES
