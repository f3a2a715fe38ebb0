"""What was tagged for an item, as people read it: counted on the card, whole in the full note."""

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import Block

from handlers.blocks.limits import fit
from handlers.blocks.parts import small, small_words, words
from handlers.blocks.words import counted, escape, literal, steady
from models.facts.comments import CommentCount, CommentFacts
from models.tables import CommentKind

# One, and several.
NAMES: Final = {
    CommentKind.CONCERN: ("concern", "concerns"),
    CommentKind.TRADE_OFF: ("trade-off", "trade-offs"),
    CommentKind.DECISION: ("decision", "decisions"),
    CommentKind.QUESTION: ("question", "questions"),
    CommentKind.CONTEXT: ("piece of context", "pieces of context"),
}
_ANSWERED: Final = {CommentKind.CONCERN: "answered", CommentKind.QUESTION: "closed"}
LONGEST: Final = 2_800  # leaves room for a name and what sets right-to-left words apart
LONGEST_ANSWER: Final = 1_000
REST: Final = "… (the message says the rest)"


def counts_words(counts: Sequence[CommentCount]) -> str:
    """How many there are: "2 concerns (1 answered) · 1 question"."""
    return " · ".join(_count(one) for one in counts)


def comment_blocks(comments: Sequence[CommentFacts], most: int) -> list[Block]:
    """Each with its author and a link, what it says, and how it was answered, in `most` blocks (one at least).

    What is left out is said.
    """
    blocks: list[Block] = []
    for number, comment in enumerate(comments):
        shown = _comment(comment)
        is_last = number == len(comments) - 1
        if len(blocks) + len(shown) + (not is_last) > most:
            left = counted(len(comments) - number, "tagged message")
            return [*blocks, small_words(f"{left} left out here: the thread has them.")]
        blocks += shown
    return blocks


def _comment(comment: CommentFacts) -> list[Block]:
    name = NAMES[comment.kind][0].capitalize()
    where = f" · <{escape(comment.link)}|message>" if comment.link else ""
    blocks: list[Block] = [small(f"*{name}* · {literal(comment.author)}{where}{_answered(comment)}")]
    if comment.text.strip():
        blocks.append(words(steady(fit(comment.text, LONGEST, REST))))
    if comment.answer.strip():
        blocks.append(small_words(f"↳ {steady(fit(comment.answer, LONGEST_ANSWER, REST))}"))
    return blocks


def _answered(comment: CommentFacts) -> str:
    if comment.answered_by is None or comment.kind not in _ANSWERED:
        return ""
    return f" · {_ANSWERED[comment.kind]} by {literal(comment.answered_by)}"


def _count(one: CommentCount) -> str:
    number = f"{one.number} {NAMES[one.kind][one.number > 1]}"
    if not one.answered or one.kind not in _ANSWERED:
        return number
    how = _ANSWERED[one.kind]
    return f"{number} ({how if one.answered == one.number else f'{one.answered} {how}'})"
