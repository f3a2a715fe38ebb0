"""Shifts in one's own calendar: which addresses there are, one that was given, one that was taken back."""

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import Block

from handlers import ids
from handlers.blocks.parts import button, buttons, words
from handlers.blocks.rendered import Rendered
from handlers.blocks.words import COMMAND, escape, plain_name
from models.acts import Act
from models.calendars.feeds import FeedFacts, GivenFeed

MOST_LISTED: Final = 8
HOW: Final = (
    "In your calendar, add it by address: Google “From URL”, Outlook “Subscribe from web”, Apple “New Calendar "
    "Subscription”. Whoever has this address can read these shifts, so keep it to yourself. I show it this once, and "
    "keep only a fingerprint of it."
)


def feeds_listed(feeds: Sequence[FeedFacts], act: Act) -> Rendered:
    """Each calendar there is, with buttons to get an address and to take it back."""
    blocks: list[Block] = [words("Shifts in your own calendar:")]
    lines = ["Shifts in your own calendar:"]
    for feed in feeds[:MOST_LISTED]:
        lines.append(_line(feed, act))
        blocks += [words(lines[-1]), _buttons(feed)]
    if len(feeds) > MOST_LISTED:
        lines.append(f"and {len(feeds) - MOST_LISTED} more teams")
        blocks.append(words(lines[-1]))
    ending = f"The buttons are in Slack, below {COMMAND} calendar."
    return Rendered(text=escape("\n".join([*lines, ending])), blocks=blocks)


def feed_given(given: GivenFeed, address: str) -> Rendered:
    """The address, and what to do with it."""
    says = f"{_what(given.feed)}:"
    text = f"{says}\n{address}\n{HOW}\n{COMMAND} calendar takes it back, or gives a new one."
    return Rendered(text=escape(text), blocks=[words(f"{says}\n{address}"), words(HOW), _buttons(given.feed)])


def feed_revoked(feed: FeedFacts) -> Rendered:
    """That the address is none any more."""
    says = f"{_what(feed)}: that address shows nothing any more."
    return Rendered(text=escape(f"{says}\n{COMMAND} calendar gives a new one."), blocks=[words(says), _buttons(feed)])


def _line(feed: FeedFacts, act: Act) -> str:
    if feed.given_at is None:
        return f"{_what(feed)}: no address yet."
    year = "" if feed.given_at.year == act.now.year else f" {feed.given_at.year}"
    return f"{_what(feed)}: you have had an address since {feed.given_at.day} {feed.given_at:%b}{year}."


def _what(feed: FeedFacts) -> str:
    return "Your shifts" if feed.team is None else f"All shifts of {plain_name(feed.team)}"


def _buttons(feed: FeedFacts) -> Block:
    what = _what(feed)
    if feed.given_at is None:
        return buttons(button("Get an address", ids.GIVE_FEED, feed.scope, aloud=f"{what}: get an address"))
    return buttons(
        button("New address", ids.GIVE_FEED, feed.scope, aloud=f"{what}: a new address, the old one ends"),
        button("Take it back", ids.REVOKE_FEED, feed.scope, aloud=f"{what}: take the address back"),
    )
