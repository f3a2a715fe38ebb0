"""What each button does: one verb, and the answer to who pressed it."""

from collections.abc import Callable
from typing import Final

from handlers.actions import full_notes, read_backs
from handlers.actions.click import Click, number_or_refuse
from handlers.asks.form import new_form
from handlers.asks.forms import form_for
from handlers.asks.home import home_of
from handlers.asks.kinds import AskAway, AskDecide, AskForm
from handlers.blocks import answers
from handlers.blocks.form.reason import reason_form
from handlers.blocks.note.recap import recap_view
from handlers.blocks.read_back.answers import claimed
from handlers.blocks.shifts.away import came_back
from handlers.desk import Desk
from handlers.form_state import Mode, target_in
from handlers.opening import push_view
from models.access import find_item
from models.facts.form import may_write
from models.facts.item import item_facts
from models.labels import label_of
from models.refusals import RefusedError
from models.verbs.claiming import claim
from models.verbs.closing import finish, reopen
from models.verbs.going_away import come_back
from models.verbs.sending_back import may_send_back
from models.verbs.snoozing import snooze
from models.verbs.undoing import undo


def press_claim(desk: Desk, click: Click) -> None:
    """Claim the item."""
    outcome = claim(desk.database, click.act, click.number)
    in_entry = click.stands_in_entry(desk, click.number)
    click.answer(desk, claimed(outcome, click.act, in_entry=in_entry))


def press_done(desk: Desk, click: Click) -> None:
    """Finish the item."""
    click.answer(desk, answers.closed(finish(desk.database, click.act, click.number)))


def press_reopen(desk: Desk, click: Click) -> None:
    """Reopen the item."""
    click.answer(desk, answers.reopened(reopen(desk.database, click.act, click.number)))


def press_undo(desk: Desk, click: Click) -> None:
    """Take back the event that the button names, in place of the answer it stood in."""
    outcome = undo(desk.database, click.act, number_or_refuse(click.value))
    click.answer(desk, answers.undone(outcome), replace=click.is_ephemeral)


def press_hand_off(desk: Desk, click: Click) -> None:
    """Open the form, filled from the item."""
    _hand_off(desk, click, click.number)


def press_snooze(desk: Desk, click: Click) -> None:
    """Remind who presses again in an hour."""
    snoozed = snooze(desk.database, click.act, click.number)
    click.answer(desk, answers.snoozed(snoozed, desk.zone_of(click.act), click.act))


def press_come_back(desk: Desk, click: Click) -> None:
    """Take the absence back, in place of the answer it stood in."""
    outcome = come_back(desk.database, click.act, number_or_refuse(click.value))
    click.answer(desk, came_back(outcome, click.act), replace=click.is_ephemeral)


def press_full_note(desk: Desk, click: Click) -> None:
    """Show everything there is."""
    _full_note(desk, click, click.number)


def press_recap(desk: Desk, click: Click) -> None:
    """Show the meeting's recap on top of the full note."""
    with desk.database.read() as session:
        item = item_facts(session, find_item(session, click.act, click.number), click.act.now)
    push_view(click.client, str(click.body["trigger_id"]), recap_view(item))


def press_give_reason(desk: Desk, click: Click) -> None:
    """Ask why it was sent back."""
    event = number_or_refuse(click.value)
    click.open(desk, reason_form("Why sent back", "Save", _metadata(click, "give_reason", event)))


def press_open_form(desk: Desk, click: Click) -> None:
    """Open a form: `item:42` is an item, `item:42:next` also says where to, `decide:42:` leads why it is decided so,
    `words:` a typed headline, `away:` whose absence it is."""
    kind, _, rest = click.value.partition(":")
    if kind == "away":
        click.open(desk, form_for(desk, click.act, AskAway(user=rest or None)))
        return
    number, _, to = rest.partition(":")
    if kind == "decide":
        click.open(desk, form_for(desk, click.act, AskDecide(number_or_refuse(number), why=to)))
        return
    is_item = kind == "item"
    asked = AskForm(number=number_or_refuse(number), to=target_in(to)) if is_item else AskForm(headline=rest)
    click.open(desk, form_for(desk, click.act, asked))


def choose_more(desk: Desk, click: Click) -> None:
    """Something from ⋯: "verb:number"."""
    verb, _, number = click.value.partition(":")
    chosen = MORE.get(verb)
    if chosen is None:
        raise RefusedError("That choice is not one of mine any more: /handoff help shows what there is.")
    chosen(desk, click, number_or_refuse(number))


def _hand_off(desk: Desk, click: Click, number: int) -> None:
    click.open(desk, new_form(desk, click.act, AskForm(number=number)))


def _update(desk: Desk, click: Click, number: int) -> None:
    click.open(desk, new_form(desk, click.act, AskForm(number=number), Mode.UPDATE))


def _send_back(desk: Desk, click: Click, number: int) -> None:
    _get_to_know(desk, click)
    with desk.database.read() as session:
        may_send_back(session, click.act, number)
    click.open(desk, reason_form(f"Send back {label_of(number)}", "Send back", _metadata(click, "send_back", number)))


def _cancel(desk: Desk, click: Click, number: int) -> None:
    _get_to_know(desk, click)
    with desk.database.read() as session:
        may_write(session, click.act, number, "cancel")
    click.open(desk, reason_form(f"Cancel {label_of(number)}", "Cancel it", _metadata(click, "cancel", number)))


def _metadata(click: Click, verb: str, number: int) -> str:
    """What the reason form remembers: verb, item or event, and where it was opened."""
    return f"{verb}:{number}:{click.act.channel or home_of(str(click.act.user))}"


def _full_note(desk: Desk, click: Click, number: int) -> None:
    full_notes.show(desk, click, number)


def _get_to_know(desk: Desk, click: Click) -> None:
    """Who presses may be new: they have a row before it is asked whether they may."""
    desk.meet(str(click.act.user))


MORE: Final[dict[str, Callable[[Desk, Click, int], None]]] = {
    "hand_off": _hand_off,
    "update": _update,
    "send_back": _send_back,
    "ask": read_backs.ask,
    "cancel": _cancel,
    "full_note": _full_note,
}
