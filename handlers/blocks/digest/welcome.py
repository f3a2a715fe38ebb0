"""What stands on top of somebody's first digest: who added them to a team, what they get, and how to change it."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from handlers.blocks.parts import words
from handlers.blocks.words import COMMAND, plain_name, some
from models.facts.welcome import WelcomeFacts

MOST_TEAMS = 3


def welcome_blocks(welcomes: Sequence[WelcomeFacts]) -> list[Block]:
    """A few lines for each team; nothing for who was told before."""
    return [words(_words(one)) for one in welcomes[:MOST_TEAMS]]


def _words(one: WelcomeFacts) -> str:
    added = f"{plain_name(one.by)} added you" if one.by else "You were added"
    return f"{added} to {plain_name(one.team)}{_place(one)}.\n{_brings(one)}\n{_changes(one)}"


def _place(one: WelcomeFacts) -> str:
    return f", region {plain_name(one.region)}, {one.hours}" if one.region else " as a lead"


def _brings(one: WelcomeFacts) -> str:
    if one.region is None:
        return "You hear of what is stuck, and may act on anybody’s items. Nothing comes while you are off."
    return (
        f"What waits for {plain_name(one.region)} comes to you in a message like this, when it is your turn; "
        "nothing comes while you are off."
    )


def _changes(one: WelcomeFacts) -> str:
    leads = f" {some([plain_name(name) for name in one.leads])} can change hours, days and region:" if one.leads else ""
    return f"{COMMAND} who shows turns, {COMMAND} away says when you are off.{leads}{_where(one) if leads else ''}"


def _where(one: WelcomeFacts) -> str:
    return f" {COMMAND} setup in {one.channel}."
