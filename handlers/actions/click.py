"""A click, as the functions behind the table take it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.models.views import View

from handlers.asks.home import home_of, show_home
from handlers.blocks import answers
from handlers.blocks.rendered import Rendered
from handlers.desk import Desk
from handlers.form_state import number_from
from handlers.opening import open_view
from models.acts import Act
from models.facts.entries import shows_item
from models.refusals import RefusedError


@dataclass(frozen=True, slots=True)
class Click:
    """Who pressed what: the act, Slack's payload, the action in it, and the client that may open views."""

    act: Act
    body: Mapping[str, Any]
    action: Mapping[str, Any]
    client: WebClient

    @property
    def value(self) -> str:
        """The button's value, or the chosen option's."""
        option = self.action.get("selected_option") or {}
        return str(self.action.get("value") or option.get("value") or "")

    @property
    def number(self) -> int:
        """The item's number in the value. Raises RefusedError where it is none."""
        return number_or_refuse(self.value)

    @property
    def is_ephemeral(self) -> bool:
        """Whether it stood in an answer that only who pressed sees: what follows takes its place."""
        return bool((self.body.get("container") or {}).get("is_ephemeral"))

    @property
    def is_in_home(self) -> bool:
        """Whether it stood in the Home tab, where nothing can be answered but by showing the tab anew."""
        return (self.body.get("view") or {}).get("type") == "home"

    @property
    def is_in_form(self) -> bool:
        """Whether it stood in a form, or in another view that covers the screen."""
        return (self.body.get("view") or {}).get("type") == "modal"

    def stands_in_entry(self, desk: Desk, number: int) -> bool:
        """Whether it stood in a DM with an entry of that item: what was done is seen there, so little need be said."""
        ts = (self.body.get("container") or {}).get("message_ts")
        if ts is None or self.is_ephemeral:
            return False
        with desk.database.read() as session:
            return shows_item(session, self.act, str(ts), number)

    def where_to_answer(self, desk: Desk, number: int) -> str:
        """Where a form that it opens is answered: in place of the answer it stood in, or in its channel; nowhere where
        the DM it stood in shows the item itself."""
        if self.is_ephemeral:
            return str(self.body.get("response_url") or "")
        return "" if self.stands_in_entry(desk, number) else self.act.channel or home_of(str(self.act.user))

    def answer(self, desk: Desk, says: Rendered, *, replace: bool = False) -> None:
        """Tell who pressed, alone: in the Home tab on top of it, as it is now."""
        if self.is_in_home:
            show_home(desk, self.act, says)
            return
        desk.afterwards.answer(self.body.get("response_url"), says, replace=replace)

    def open(self, desk: Desk, view: View) -> None:
        """Open a view for who pressed, or say why it did not open."""
        problem = open_view(self.client, str(self.body["trigger_id"]), view)
        if problem:
            self.answer(desk, answers.refused(problem))


def number_or_refuse(value: str) -> int:
    """The number that a button's value holds. Raises RefusedError where somebody sent something else."""
    number = number_from(value)
    if number is None:
        raise RefusedError("That button is not one of mine any more: /handoff list shows what there is.")
    return number
