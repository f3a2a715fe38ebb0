"""The buttons below a digest's lists."""

from datetime import UTC, datetime

from handlers.actions.click import Click, number_or_refuse
from handlers.blocks.several import MOST_TO_CLAIM, PAGE, all_waiting, several_form, several_undone
from handlers.desk import Desk
from handlers.opening import update_view
from models.facts.waiting import WaitingFacts, waiting_facts
from models.refusals import RefusedError
from models.verbs.hearing_again import choose_anew, not_today, remind_at
from models.verbs.undoing import undo


def press_claim_several(desk: Desk, click: Click) -> None:
    """Open the form in which several are claimed at once."""
    click.open(
        desk, several_form(_waiting(desk, click, number_or_refuse(click.value), 0, MOST_TO_CLAIM), click.act.now)
    )


def press_undo_one(desk: Desk, click: Click) -> None:
    """Undo one of several claims, in the view that shows what became of them."""
    try:
        item = undo(desk.database, click.act, number_or_refuse(click.value)).item
        says = f"{item.label} is as it was."
    except RefusedError as refusal:
        says = refusal.say
    view = click.body.get("view")
    if view is not None:
        update_view(click.client, view["id"], view["hash"], several_undone(view, click.value, says))


def press_see_all(desk: Desk, click: Click) -> None:
    """Show what waits, from the place on that the value names: "7:20" is the digest 7, from the 21st on."""
    digest, _, first = click.value.partition(":")
    facts = _waiting(desk, click, number_or_refuse(digest), number_or_refuse(first), PAGE)
    click.answer(desk, all_waiting(facts, click.act.now), replace=click.is_ephemeral)


def choose_remind_at(desk: Desk, click: Click) -> None:
    """Remind them at that time: "7:30066660" is the digest 7, and minutes since the epoch. The digest shows it."""
    digest, _, minutes = click.value.partition(":")
    at = datetime.fromtimestamp(60 * number_or_refuse(minutes), UTC)
    remind_at(desk.database, click.act, number_or_refuse(digest), at)


def press_not_today(desk: Desk, click: Click) -> None:
    """Remind them of nothing today. The digest shows it."""
    not_today(desk.database, click.act, number_or_refuse(click.value))


def press_choose_anew(desk: Desk, click: Click) -> None:
    """Take back what they chose; the digest asks again."""
    choose_anew(desk.database, click.act, number_or_refuse(click.value))


def _waiting(desk: Desk, click: Click, digest: int, first: int, most: int) -> WaitingFacts:
    with desk.database.read() as session:
        return waiting_facts(session, click.act, digest, first, most)
