"""What emoji on replies do: they put the reply into the note of the thread's item, answer it, and take that back.

Slack tells of a reaction where it is, not what the message says: what is not known is asked after the answer, and the
reaction is kept until then (`handlers.asks.kept`).
"""

from dataclasses import replace
from typing import Final

from handlers.blocks.answers import refused
from handlers.desk import Desk
from handlers.emoji import Meaning
from models.acts import Act
from models.facts.threads import holds_cards
from models.refusals import AlreadyDoneError, RefusedError
from models.tables import ANSWERABLE, CommentKind
from models.verbs.answering import answer, take_answer_back, thread_of_question
from models.verbs.commenting import comment_at, tag_reply, untag
from models.workspace.keeping import Asks, keep_asking
from models.workspace.messages import MessageNews
from models.workspace.reactions import is_on, marks_after, note_reaction

TAGS: Final = {
    Meaning.CONCERN: CommentKind.CONCERN,
    Meaning.TRADE_OFF: CommentKind.TRADE_OFF,
    Meaning.DECISION: CommentKind.DECISION,
    Meaning.QUESTION: CommentKind.QUESTION,
    Meaning.CONTEXT: CommentKind.CONTEXT,
}
ANSWER_FIRST: Final = (
    "Now write the answer as a reply in this thread: your next reply here counts. (Or take your {mark} off again.)"
)


def tag(desk: Desk, act: Act, ts: str) -> None:
    """Tag the message at `ts`, if it is a reply about an item; Slack is asked what it is, where that is not known."""
    with desk.database.read() as session:
        known = comment_at(session, act, ts)
        may_be = known is not None or holds_cards(session, act.workspace_id, str(act.channel))
    if known is not None and desk.meet(str(act.user)):
        settle_tag(desk, act, known)
    elif may_be:
        desk.meet(str(act.user))
        keep_asking(desk.database, act, Asks.MESSAGE)


def settle_tag(desk: Desk, act: Act, message: MessageNews) -> None:
    """The same, once it is known what the message says. Who answered it meanwhile has answered it."""
    kind = _kind(desk, act)
    if kind is None:  # the settings have changed since it was kept
        return
    try:
        is_new = tag_reply(desk.database, act, kind, message)
    except (RefusedError, AlreadyDoneError):
        note_reaction(desk.database, act)
        return
    if is_new and kind in ANSWERABLE:
        with desk.database.read() as session:
            marks = marks_after(session, act, desk.emoji.names_of(Meaning.DONE))
        for mark in marks:
            desk.meet(str(mark.user))
            keep_asking(desk.database, mark, Asks.REPLY, root=message.root, noted=True)


def take_tag_off(desk: Desk, act: Act, ts: str) -> None:
    """The tag is off: a message without any is not part of the note."""
    kind = _kind(desk, act)
    try:
        if kind is not None:
            untag(desk.database, act, kind, ts)
    except AlreadyDoneError:
        note_reaction(desk.database, act)


def mark(desk: Desk, act: Act, ts: str) -> None:
    """What the emoji for done says of a message that is no card, put on or taken off."""
    if act.reacted is None or desk.emoji.meaning_of(str(act.emoji)) is not Meaning.DONE:
        return
    if act.reacted.added:
        mark_answered(desk, act, ts)
    else:
        take_mark_off(desk, act, ts)


def mark_answered(desk: Desk, act: Act, ts: str) -> None:
    """A concern is answered, a question closed, by a later reply of who marks it: Slack is asked which that is."""
    with desk.database.read() as session:
        root = thread_of_question(session, act, ts)
        may_become = root is None and holds_cards(session, act.workspace_id, str(act.channel))
    if root is not None:
        desk.meet(str(act.user))
        keep_asking(desk.database, act, Asks.REPLY, root=root)
    elif may_become:
        note_reaction(desk.database, act)


def settle_answer(desk: Desk, act: Act, root: str, reply: MessageNews | None, *, noted: bool = False) -> None:
    """The same, once it is known which reply that is, if any. `noted`: the mark was told of before the question was."""
    ts = act.reacted.ts if act.reacted is not None else ""
    if noted and act.reacted is not None:
        with desk.database.read() as session:
            if not is_on(session, act, act.reacted):
                return
        act = replace(act, reacted=None)
    try:
        wants_reply = answer(desk.database, act, ts, reply)
    except (RefusedError, AlreadyDoneError):
        note_reaction(desk.database, act)
        return
    if wants_reply:
        said = refused(ANSWER_FIRST.format(mark=f":{act.emoji}:"))
        desk.afterwards.whisper(str(act.channel), str(act.user), said, thread=root)


def take_mark_off(desk: Desk, act: Act, ts: str) -> None:
    """The mark is off: what its owner had answered is open again."""
    with desk.database.read() as session:
        is_near = holds_cards(session, act.workspace_id, str(act.channel))
    if not is_near:
        return
    try:
        take_answer_back(desk.database, act, ts)
    except AlreadyDoneError:
        note_reaction(desk.database, act)


def _kind(desk: Desk, act: Act) -> CommentKind | None:
    meaning = desk.emoji.meaning_of(str(act.emoji))
    return TAGS.get(meaning) if meaning is not None else None
