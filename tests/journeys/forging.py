"""What journeys of forgers share: a form that remembers something else, a payload sent again, and nothing changed."""

import copy
import json
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from sqlalchemy import inspect, select

from bot.sandbox.people.form import Form
from models.tables import Base, Comment, Decision, Event, Item, Note, ReadBack, SenderQuestion
from tests.workspace import Workspace

KEPT: tuple[type[Base], ...] = (Item, Note, Event, Decision, ReadBack, SenderQuestion, Comment)
NOT_OURS = "This form is not one of mine any more: copy your words and open it anew."
NO_BUTTON = "That button is not one of mine any more: /handoff list shows what there is."

Forge = Callable[[dict[str, Any]], None]


def all_kept(workspace: Workspace) -> dict[str, list[dict[str, Any]]]:
    """All that is kept of items, row by row."""
    with workspace.database.read() as session:
        return {
            table.__tablename__: [
                {column.key: getattr(row, column.key) for column in inspect(table).columns if column.key != "indexed"}
                for row in session.scalars(select(table))
            ]
            for table in KEPT
        }


def nothing_changes(workspace: Workspace) -> AbstractContextManager[None]:
    """Inside, nobody changes anything of what is kept, and nobody is told anything by DM."""
    return _unchanged(workspace)


@contextmanager
def _unchanged(workspace: Workspace) -> Any:
    before, told = all_kept(workspace), workspace.told()
    yield
    assert all_kept(workspace) == before
    assert workspace.told() == told


def remembers(form: Form, **other: object) -> None:
    """The form remembers something else than it was opened with."""
    form.view.content["private_metadata"] = json.dumps(json.loads(form.view.content["private_metadata"]) | other)


def sends(workspace: Workspace, form: Form) -> str:
    """What stands in red once somebody has sent the form in, whatever their client would have said."""
    errors = form.submit(bypass=True)
    workspace.settle()
    return " ".join(errors.values())


def sends_again(workspace: Workspace, kind: str, forge: Forge) -> None:
    """The last payload of that type comes once more, with something else in it."""
    sent = [one for one in workspace.slack.deliveries if one.payload.get("type") == kind][-1]
    payload = copy.deepcopy(sent.payload)
    forge(payload)
    assert workspace.slack.send_raw("interaction", payload).accepted
    workspace.settle()
