"""What somebody probably meant who typed a word that is not among the known ones."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about `word`: `, did you mean "hours"?`, or "" when nothing known is near."""
    by_fold = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return f', did you mean "{by_fold[near[0]]}"?' if near else ""
