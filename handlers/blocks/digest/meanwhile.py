"""While you were away: what became of what the digest's reader had handed over, one line each."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block

from handlers.blocks.decisions.words import told_line
from handlers.blocks.entry_lines import gone_line
from handlers.blocks.limits import fit, one_line
from handlers.blocks.parts import buttons, said, small_words, words
from handlers.blocks.read_back.sender_questions import answer_button, news_of_answer
from handlers.blocks.times import clock
from handlers.blocks.words import counted, listed, plain_name, quoted, some, steady
from models.facts.digest import DigestFacts
from models.facts.item import ItemFacts
from models.facts.meanwhile import NOTHING_NEW, MeanwhileFacts
from models.owed.digests import EntryFacts
from models.owed.owing import MEANWHILE
from models.tables import CommentKind, State, Verb

LONGEST_HEADLINE: Final = 40
LONGEST_SAID: Final = 90
MOST_ANSWERS: Final = 3
REST: Final = "… the item has the rest"
_REPLIES: Final = {
    CommentKind.CONCERN: "new concern",
    CommentKind.TRADE_OFF: "new trade-off",
    CommentKind.DECISION: "new decision in the thread",
    CommentKind.QUESTION: "new question",
    CommentKind.CONTEXT: "new piece of context",
}


def meanwhile_blocks(facts: DigestFacts, now: datetime, most: int) -> list[Block]:
    """The part of the digest; what there is no room for is said, and is told in the next one."""
    entries = news_in(facts)
    if not entries:
        return []
    lines = [meanwhile_line(entry, facts, now) for entry in entries[:most]]
    left_out = len(entries[most:]) + facts.beyond.news
    blocks: list[Block] = [said("*WHILE YOU WERE AWAY*"), words("\n".join(lines)), *_to_answer(entries[:most], facts)]
    return [*blocks, small_words(f"and news of {left_out} more")] if left_out else blocks


def _to_answer(entries: Sequence[EntryFacts], facts: DigestFacts) -> list[Block]:
    """A button for each of the first questions that the reader is to answer."""
    asked = [
        answer_button(one.item, question)
        for one in entries if one.seen
        for question in facts.meanwhile.get(one.item.id, NOTHING_NEW).asked
    ]  # fmt: skip
    return [buttons(one) for one in asked[:MOST_ANSWERS]]  # Slack wants each action but once in a block


def news_in(facts: DigestFacts) -> list[EntryFacts]:
    """The entries that tell what became of something."""
    return [entry for entry in facts.entries if entry.part == MEANWHILE]


def meanwhile_line(entry: EntryFacts, facts: DigestFacts, now: datetime) -> str:
    """What became of one item: "H-33 Backfill orders · taken by Luis, 18:05: “retry after the dump”"."""
    if not entry.seen:
        return gone_line(entry, facts.user, facts.zone, now)
    item, told = entry.item, facts.meanwhile.get(entry.item.id, NOTHING_NEW)
    became = _became(item, told, facts, now)
    return " · ".join(
        [
            f"{item.label} {steady(fit(item.note.headline, LONGEST_HEADLINE))}",
            became,
            *_said_of(entry, told, facts, now),
        ]
    )


def _became(item: ItemFacts, told: MeanwhileFacts, facts: DigestFacts, now: datetime) -> str:
    if not item.is_live:
        word = "done" if item.state is State.DONE else "cancelled"
        closing = item.closing
        return f"{word} by {plain_name(closing.name)}, {clock(closing.at, facts.zone, now)}" if closing else word
    if item.owner.user == facts.user:
        return _still_theirs(item, told)
    return _taken(item, told, facts, now) + (f", waits for {plain_name(item.offer.name)}" if item.offer else "")


def _still_theirs(item: ItemFacts, told: MeanwhileFacts) -> str:
    last = item.last.verb if item.last else None
    passed = some([plain_name(name) for name in dict.fromkeys(told.passed)])
    if item.offer and passed:
        return f"nobody in {passed} took it: moved on to {plain_name(item.offer.name)}, still yours"
    if item.offer:
        return f"nobody took it yet, still yours: waits for {plain_name(item.offer.name)}"
    if last is Verb.SEND_BACK and item.last:
        return f"sent back by {plain_name(item.last.name)}{_quote(item.sent_back_because or '')}"
    if last is Verb.MOVE_ON:
        return f"nobody {f'in {passed} ' if passed else ''}took it and nobody is left to: yours"
    return "yours"


def _taken(item: ItemFacts, told: MeanwhileFacts, facts: DigestFacts, now: datetime) -> str:
    """Who took it from the reader, with their read-back; and who has it by now, where that is somebody else."""
    owner = plain_name(item.owner.name)
    read_back = _quote(told.read_back) or (": does as asked" if told.as_asked else "")
    if told.taken is None:
        return f"{owner} has it since {clock(item.owner_since, facts.zone, now)}{read_back}"
    taker = plain_name(told.taken.name)
    taken = f"taken by {taker}, {clock(told.taken.at, facts.zone, now)}{read_back}"
    return taken if taker == owner else f"{taken}; {owner} has it now"


def _said_of(entry: EntryFacts, told: MeanwhileFacts, facts: DigestFacts, now: datetime) -> Iterator[str]:
    for question in told.asked:
        yield f"{plain_name(question.asker_name)} asks{_quote(question.text)}"
    yield from (news_of_answer(question) for question in told.answered[-MOST_ANSWERS:])
    if told.decided and entry.item.decision is not None:
        yield told_line(entry.item.decision, facts.zone, now)
    if told.replies:
        yield listed([counted(number, _REPLIES[kind]) for kind, number in told.replies])


def _quote(words_of: str) -> str:
    return f": {quoted(_short(words_of))}" if words_of.strip() else ""


def _short(words_of: str) -> str:
    return fit(one_line(words_of), LONGEST_SAID, REST)
