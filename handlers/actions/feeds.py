"""The buttons that give an address at which shifts are read, and take it back."""

from handlers.actions.click import Click
from handlers.asks.calendar import NO_ADDRESS
from handlers.blocks.shifts.feeds import feed_given, feed_revoked
from handlers.desk import Desk
from models.calendars.feeds import give_feed, revoke_feed
from models.refusals import RefusedError


def press_give_feed(desk: Desk, click: Click) -> None:
    """Give a new address, to be seen this once; the one before is none any more."""
    if not desk.public_url:
        raise RefusedError(NO_ADDRESS)
    given = give_feed(desk.database, click.act, click.value)
    click.answer(desk, feed_given(given, f"{desk.public_url}/calendar/{given.secret}.ics"), replace=click.is_ephemeral)


def press_revoke_feed(desk: Desk, click: Click) -> None:
    """Take the address back."""
    feed = revoke_feed(desk.database, click.act, click.value)
    click.answer(desk, feed_revoked(feed), replace=click.is_ephemeral)
