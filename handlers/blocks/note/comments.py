"""What was tagged for an item, as people read it: counted on the card, whole in the full note."""

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import Block

from handlers.blocks.limits import split
from handlers.blocks.parts import buttons, link_button, small, small_words, words
from handlers.blocks.words import literal, steady
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


def counts_words(counts: Sequence[CommentCount]) -> str:
    """How many there are: "2 concerns (1 answered) · 1 question"."""
    return " · ".join(_count(one) for one in counts)


def comment_groups(comments: Sequence[CommentFacts]) -> list[list[Block]]:
    """Each with its author and a link, what it says, whole, and how it was answered."""
    return [_comment(comment) for comment in comments]


def _comment(comment: CommentFacts) -> list[Block]:
    name = NAMES[comment.kind][0].capitalize()
    opens = link_button("Open", comment.link) if comment.link else None
    blocks: list[Block] = [small(f"*{name}* · {literal(comment.author)}{_answered(comment)}")]
    pieces = [steady(piece) for piece in split(comment.text, LONGEST) if piece.strip()]
    blocks += [words(piece, None if number else opens) for number, piece in enumerate(pieces)]
    if opens is not None and not pieces:
        blocks.append(buttons(opens))
    answers = [piece for piece in split(comment.answer, LONGEST) if piece.strip()]
    return [*blocks, *(small_words(f"{'' if number else '↳ '}{steady(one)}") for number, one in enumerate(answers))]


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
