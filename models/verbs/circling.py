"""What a change does to an item that goes in circles: when its leads are asked to settle who has it, and when not."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy.orm import Session

from models.acts import Act
from models.owed.settling import Why, ask_to_settle, forget_settling
from models.refusals import NothingNewError
from models.roster.rows import load_team
from models.tables import Item, Team, Verb
from models.targets import Target
from models.visits import circles, circles_more

HANDS_ON: Final = frozenset({Verb.OFFER, Verb.SEND_BACK, Verb.MOVE_ON})


def follow_circling(session: Session, act: Act, item: Item, verb: Verb, before: Mapping[str, Any]) -> None:
    """After a change: forget what is settled by it, and ask where it made the item circle more than before.

    A lead who claims or hands off has settled it. A claim by anybody ends the round of an offer that nobody took; what
    goes in circles is then only out of the way until it is handed on.
    """
    if item.settle_since is not None:
        _follow_asked(load_team(session, item.team_id), act, item, verb, before)
    if verb in HANDS_ON and circles_more(before, item) and not _decides(load_team(session, item.team_id), act, verb):
        ask_to_settle(session, item, Why.CIRCLING, act.now)


def _follow_asked(team: Team, act: Act, item: Item, verb: Verb, before: Mapping[str, Any]) -> None:
    taken = verb is Verb.CLAIM and item.owner != before["owner"]
    if _settles(team, act, item, verb):
        forget_settling(item)
    elif taken:
        item.settle_why = Why.TAKEN.value
    elif verb in HANDS_ON and item.settle_why == Why.TAKEN:
        item.settle_why = Why.CIRCLING.value


def require_news(session: Session, item: Item, news: str, to: Target) -> None:
    """Refuse to hand on `to` there, without a line on what is new, what goes in circles. Raises NothingNewError."""
    if not news and circles(load_team(session, item.team_id), item):
        raise NothingNewError(item.number, item.label, to)


def _settles(team: Team, act: Act, item: Item, verb: Verb) -> bool:
    ends_round = verb is Verb.CLAIM and item.settle_why == Why.ROUND
    return not item.is_live or ends_round or _decides(team, act, verb)


def _decides(team: Team, act: Act, verb: Verb) -> bool:
    """Whether a lead says with this who shall have it."""
    return verb in {Verb.OFFER, Verb.CLAIM} and team.is_led_by(act.user)
