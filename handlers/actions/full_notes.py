"""The full note: opened, turned over page by page, each version of it. Who may see it is asked anew at each step."""

from collections.abc import Callable

from slack_sdk.models.views import View

from handlers.actions.click import Click, number_or_refuse
from handlers.blocks.note.view import closed_view, note_view, version_view
from handlers.desk import Desk
from handlers.opening import push_view, update_view
from models.access import find_item
from models.facts.full_note import full_note, old_note
from models.refusals import RefusedError


def show(desk: Desk, click: Click, number: int) -> None:
    """Show everything there is of the item. Raises NotVisibleError, NotKnownYetError."""
    drawn = _page(desk, click, number, 0, 0)
    if (click.body.get("view") or {}).get("type") == "modal":
        push_view(click.client, str(click.body["trigger_id"]), drawn)
    else:
        click.open(desk, drawn)


def press_page(desk: Desk, click: Click) -> None:
    """Another page, in place of the one that is shown."""
    view = click.body.get("view") or {}
    drawn = _or_closed(lambda: _page(desk, click, *_read(click.value)))
    if view:
        update_view(click.client, str(view.get("id")), str(view.get("hash")), drawn)


def choose_version(desk: Desk, click: Click) -> None:
    """A version of the note, on top of it."""
    drawn = _or_closed(lambda: _page(desk, click, *_read(click.value)))
    push_view(click.client, str(click.body["trigger_id"]), drawn)


def _page(desk: Desk, click: Click, number: int, version: int, page: int) -> View:
    zone, now = desk.zone_of(click.act), click.act.now
    with desk.database.read() as session:
        item = find_item(session, click.act, number)
        if version:
            return version_view(old_note(session, item, version, now), zone, now, page)
        return note_view(full_note(session, item, str(click.act.user), now), zone, now, page)


def _or_closed(draw: Callable[[], View]) -> View:
    """In a modal nobody can be answered but by what it shows."""
    try:
        return draw()
    except RefusedError as refusal:
        return closed_view(refusal.say)


def _read(value: str) -> tuple[int, int, int]:
    """The item's number, the version (0: the note as it stands) and the page. Raises RefusedError."""
    number, version, page = [*value.split(":"), "", ""][:3]
    return number_or_refuse(number), _small(version), _small(page)


def _small(digits: str) -> int:
    return 0 if digits == "0" else number_or_refuse(digits)
