"""Carrying out what was typed: one table from words to verbs. The answer is for the asker alone."""

from collections.abc import Callable
from typing import Any, Final

from handlers.asks.away import list_absences, note_absence
from handlers.asks.calendar import list_feeds
from handlers.asks.cover import ask_for_cover, list_covers
from handlers.asks.deciding import ask_to_decide, list_decisions
from handlers.asks.finding import find
from handlers.asks.kinds import (
    AskAbsences,
    AskAway,
    AskCalendar,
    AskCover,
    AskCovers,
    AskDecide,
    AskDecisions,
    AskFind,
    AskForm,
    AskHelp,
    AskList,
    AskOffer,
    AskSetup,
    AskVerb,
    AskWho,
    Opens,
    Words,
)
from handlers.blocks import answers
from handlers.blocks.help import help_text
from handlers.blocks.listing import MOST_LINES, listing, shown
from handlers.blocks.nothing_new import nothing_new
from handlers.blocks.read_back.answers import claimed, read_back_kept
from handlers.blocks.rendered import Rendered
from handlers.blocks.shifts.who import who
from handlers.desk import Desk
from models.access import find_item
from models.acts import Act
from models.facts.item import item_facts
from models.facts.who import who_facts
from models.lists import list_items
from models.people import days_of
from models.refusals import NothingNewError
from models.targets import ToPerson
from models.verbs.claiming import claim
from models.verbs.closing import cancel, finish, reopen
from models.verbs.handing_off import hand_off
from models.verbs.keeping import keep
from models.verbs.reading_back import read_back_item
from models.verbs.sending_back import send_back


def carry_out(desk: Desk, act: Act, words: Words) -> Rendered | Opens:
    """Do what was typed and say what is true then; a form that is asked for is given back, to be opened.

    Raises RefusedError (NotVisibleError, NotKnownYetError) with the sentence for the asker.
    """
    return _CARRY_OUT[type(words)](desk, act, words)


def _give_back(_: Desk, __: Act, asked: Opens) -> Opens:
    return asked


def _help(desk: Desk, _: Act, asked: AskHelp) -> Rendered:
    return help_text(desk.command, asked.guess)


def _list(desk: Desk, act: Act, asked: AskList) -> Rendered:
    return listing(list_items(desk.database, act, asked.scope, MOST_LINES), act.now, desk.command)


def _who(desk: Desk, act: Act, _: AskWho) -> Rendered:
    with desk.database.read() as session:
        zone = days_of(session, act.workspace_id, act.user or "").zone
        return who(who_facts(session, act), zone, act.now)


def _on_item(desk: Desk, act: Act, asked: AskVerb) -> Rendered:
    return VERBS[asked.verb](desk, act, asked.number, asked.reason)


def _offer(desk: Desk, act: Act, asked: AskOffer) -> Rendered:
    if isinstance(asked.to, ToPerson):
        desk.meet(asked.to.user)
    try:
        outcome = hand_off(desk.database, act, asked.number, asked.to, whats_new=asked.whats_new)
    except NothingNewError as refusal:
        return nothing_new(refusal)
    return answers.handed_off(outcome, act)


def _show(desk: Desk, act: Act, number: int, _: str) -> Rendered:
    with desk.database.read() as session:
        item = item_facts(session, find_item(session, act, number), act.now)
        return shown(item, days_of(session, act.workspace_id, act.user or "").zone, act.now)


def _claim(desk: Desk, act: Act, number: int, _: str) -> Rendered:
    return claimed(claim(desk.database, act, number), act)


def _read_back(desk: Desk, act: Act, number: int, line: str) -> Rendered:
    return read_back_kept(read_back_item(desk.database, act, number, line))


def _back(desk: Desk, act: Act, number: int, reason: str) -> Rendered:
    return answers.sent_back(send_back(desk.database, act, number, reason), act)


def _done(desk: Desk, act: Act, number: int, _: str) -> Rendered:
    return answers.closed(finish(desk.database, act, number))


def _keep(desk: Desk, act: Act, number: int, _: str) -> Rendered:
    return answers.kept(keep(desk.database, act, number), act)


def _cancel(desk: Desk, act: Act, number: int, reason: str) -> Rendered:
    return answers.closed(cancel(desk.database, act, number, reason))


def _reopen(desk: Desk, act: Act, number: int, _: str) -> Rendered:
    return answers.reopened(reopen(desk.database, act, number))


VERBS: Final[dict[str, Callable[[Desk, Act, int, str], Rendered]]] = {
    "show": _show,
    "claim": _claim,
    "readback": _read_back,
    "back": _back,
    "done": _done,
    "keep": _keep,
    "cancel": _cancel,
    "reopen": _reopen,
}

_CARRY_OUT: Final[dict[type, Callable[[Desk, Act, Any], Rendered | Opens]]] = {
    AskForm: _give_back,
    AskSetup: _give_back,
    AskDecide: ask_to_decide,
    AskDecisions: list_decisions,
    AskHelp: _help,
    AskList: _list,
    AskFind: find,
    AskWho: _who,
    AskCalendar: list_feeds,
    AskAway: note_absence,
    AskAbsences: list_absences,
    AskCover: ask_for_cover,
    AskCovers: list_covers,
    AskOffer: _offer,
    AskVerb: _on_item,
}
