"""Every click comes through here: one listener, and a table from action to what it does."""

import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import ids
from handlers.actions import (
    buttons,
    comments,
    covers,
    decisions,
    digest,
    evening,
    feeds,
    full_notes,
    in_form,
    questions,
    read_backs,
    setup,
    unsent,
)
from handlers.actions.click import Click
from handlers.blocks import answers
from handlers.desk import Desk
from handlers.payloads import act_of_click, is_ours
from models.refusals import AlreadyDoneError, RefusedError
from models.storage.conflicts import require_time
from models.tables import Verdict

log = logging.getLogger(__name__)

ACTIONS: Final[Mapping[str, Callable[[Desk, Click], None]]] = {
    ids.CLAIM: buttons.press_claim,
    ids.DONE: buttons.press_done,
    ids.REOPEN: buttons.press_reopen,
    ids.UNDO: buttons.press_undo,
    ids.DECIDE: decisions.press_to(None),
    ids.APPROVE: decisions.press_to(Verdict.APPROVED),
    ids.APPROVE_IF: decisions.press_to(Verdict.APPROVED_IF),
    ids.DECLINE: decisions.press_to(Verdict.DECLINED),
    ids.NOT_MINE: decisions.press_to(Verdict.PASSED_ON),
    ids.DECIDES: decisions.redraw,
    ids.HAND_OFF: buttons.press_hand_off,
    ids.FULL_NOTE: buttons.press_full_note,
    ids.NOTE_NEXT: full_notes.press_page,
    ids.NOTE_BACK: full_notes.press_page,
    ids.NOTE_VERSION: full_notes.choose_version,
    ids.RECAP: buttons.press_recap,
    ids.SNOOZE: buttons.press_snooze,
    ids.COME_BACK: buttons.press_come_back,
    ids.TAKE_COVER: covers.press_take,
    ids.END_COVER: covers.press_end,
    ids.AWAY_TODAY: questions.press_away_today,
    ids.AWAY_DATES: questions.press_away_dates,
    ids.NOT_AWAY: questions.press_not_away,
    ids.TRIP: questions.press_trip,
    ids.MOVED: questions.press_moved,
    ids.NOT_MOVED: questions.press_not_moved,
    ids.UNDO_MOVE: questions.press_undo_move,
    ids.EVENING_CHOICE: evening.choose_for_item,
    ids.EVENING_SEND: evening.press_send,
    ids.EVENING_AGAIN: evening.press_again,
    ids.EVENING_UNDO: evening.press_undo_evening,
    ids.EVENING_WRITE: evening.press_write,
    ids.EVENING_WRITE_ONE: evening.press_write_one,
    ids.EVENING_ADD: evening.press_add,
    ids.SETUP_REGION: setup.press_region,
    ids.SETUP_MEMBER: setup.choose_member,
    ids.SETUP_ANEW: setup.press_anew,
    ids.READ_BACK: read_backs.press_write,
    ids.AS_ASKED: read_backs.press_as_asked,
    ids.NOT_AS_ASKED: read_backs.press_not_as_asked,
    ids.ASK: read_backs.press_ask,
    ids.ANSWER: read_backs.press_answer,
    ids.GIVE_REASON: buttons.press_give_reason,
    ids.GIVE_FEED: feeds.press_give_feed,
    ids.REVOKE_FEED: feeds.press_revoke_feed,
    ids.OPEN_FORM: buttons.press_open_form,
    ids.CLAIM_SEVERAL: digest.press_claim_several,
    ids.UNDO_ONE: digest.press_undo_one,
    ids.SEE_ALL: digest.press_see_all,
    ids.REMIND_AT: digest.choose_remind_at,
    ids.NOT_TODAY: digest.press_not_today,
    ids.CHOOSE_ANEW: digest.press_choose_anew,
    ids.MORE: buttons.choose_more,
    ids.TAKE_OUT: comments.press_take_out,
    ids.GO_ON: unsent.press_go_on,
    ids.DISCARD: unsent.press_discard,
    ids.MORE_CONTEXT: in_form.unfold,
    ids.REDRAWS: in_form.redraw,
}


def on_click(desk: Desk, ack: Ack, body: Mapping[str, Any], client: WebClient) -> None:
    """Do what the button stands for; whatever it says, who may is asked of the database."""
    if is_ours(desk, body):
        require_time()
        for action in body.get("actions") or ():
            _act_on(desk, body, action, client)
    ack()


def _act_on(desk: Desk, body: Mapping[str, Any], action: Mapping[str, Any], client: WebClient) -> None:
    act_upon = ACTIONS.get(str(action.get("action_id")))
    if act_upon is None:
        log.info("no action is called %r", str(action.get("action_id"))[:80])
        return
    click: Click | None = None
    try:
        click = Click(act_of_click(desk, body), body, action, client)
        act_upon(desk, click)
    except RefusedError as refusal:
        says = answers.refused(refusal.say)
        if click is not None:
            click.answer(desk, says)
        else:
            desk.afterwards.answer(body.get("response_url"), says)
    except AlreadyDoneError:
        log.debug("this click was acted on before")
