"""The menus and buttons of the DM at the end of a day. The DM itself shows what is true then."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from handlers.actions.click import Click, number_or_refuse
from handlers.asks.form import new_form
from handlers.asks.kinds import AskForm
from handlers.blocks import answers
from handlers.blocks.evening.write import not_that_one, which_one
from handlers.desk import Desk
from handlers.form_state import Mode, number_from
from handlers.opening import push_view
from models.facts.evening import evening_facts
from models.facts.evening_choices import Choice
from models.refusals import RefusedError
from models.tables import MessageKind
from models.verbs.evening import ask_again, choose, send_as_shown, undo_evening
from models.verbs.questions import find_question

_NOT_MINE: Final = "That choice is not one of mine any more: /handoff list mine shows what is yours."


def choose_for_item(desk: Desk, click: Click) -> None:
    """Keep what is to become of one item."""
    chosen = _choice(click.value)
    if chosen is None:
        raise RefusedError(_NOT_MINE)
    message, number, choice = chosen
    choose(desk.database, click.act, message, number, choice)


def press_send(desk: Desk, click: Click) -> None:
    """Send as shown: what the client shows counts, also where a choice of it has not come through yet."""
    message = number_or_refuse(click.value)
    found = (_choice(value) for value in _shown(click.body))
    shown = {number: choice for of, number, choice in filter(None, found) if of == message}
    send_as_shown(desk.database, click.act, message, shown)


def press_again(desk: Desk, click: Click) -> None:
    """Ask once more, later."""
    ask_again(desk.database, click.act, number_or_refuse(click.value))


def press_undo_evening(desk: Desk, click: Click) -> None:
    """Take back what was sent; what cannot be taken back any more is told them alone."""
    refused = undo_evening(desk.database, click.act, number_or_refuse(click.value))
    if refused:
        click.answer(desk, answers.refused("\n".join(refused)))


def press_write(desk: Desk, click: Click) -> None:
    """Write more: the form of the one item, or which of them."""
    with desk.database.read() as session:
        message = find_question(session, click.act, number_or_refuse(click.value), MessageKind.EVENING)
        items = [one.entry.item for one in evening_facts(session, message, click.act.now).asking]
    if not items:
        raise RefusedError("None of these wants an answer any more: /handoff list mine shows what is yours.")
    one = len(items) == 1
    click.open(desk, new_form(desk, click.act, AskForm(number=items[0].number)) if one else which_one(items))


def press_write_one(desk: Desk, click: Click) -> None:
    """The form of the item that was picked, on top of the list."""
    try:
        view = new_form(desk, click.act, AskForm(number=click.number))
    except RefusedError as refusal:
        view = not_that_one(refusal.say)
    push_view(click.client, str(click.body["trigger_id"]), view)


def press_add(desk: Desk, click: Click) -> None:
    """Add the next step, or the rest of the note: its form."""
    click.open(desk, new_form(desk, click.act, AskForm(number=click.number), Mode.UPDATE, rest=True))


def _shown(body: Mapping[str, Any]) -> Iterator[str]:
    """The value of each choice that the message shows where it was pressed."""
    for elements in ((body.get("state") or {}).get("values") or {}).values():
        for element in elements.values():
            yield str((element.get("selected_option") or {}).get("value") or "")


def _choice(value: str) -> tuple[int, int, Choice] | None:
    """The DM's row, the item's number and what is chosen, out of an option's value; None for anything else."""
    of, _, rest = value.partition(":")
    number, _, chosen = rest.partition(":")
    message, item = number_from(of), number_from(number)
    if message is None or item is None or chosen not in set(Choice):
        return None
    return message, item, Choice(chosen)
