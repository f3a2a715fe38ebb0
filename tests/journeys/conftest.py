"""The two ways in which a person asks for something in words."""

from collections.abc import Callable

import pytest

from tests.workspace import Workspace

Ask = Callable[[str, str], str]


@pytest.fixture(params=["by command", "in the DM"])
def ask(request: pytest.FixtureRequest, workspace: Workspace) -> Ask:
    """Says something as a person, by the slash command or in the bot's DM, and gives what they read in answer."""
    if request.param == "in the DM":
        return workspace.writes
    return lambda user, words: workspace.types(user, f"/handoff {words}")
