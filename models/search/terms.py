"""Words as the search knows them, the same for what is written and what is looked for, on either database.

Case, accents and the width of letters do not matter. Where a script puts no spaces between words, each sign is a word,
and signs in a row are looked for in a row. Neither database's own way of splitting text is used: they differ from each
other, and PostgreSQL's depends on how the server was set up. See docs/decisions.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

LONGEST_TERM: Final = 40
MOST_TERMS: Final = 20_000
MOST_WANTED: Final = 12
# Han, kana, and the scripts of Thailand, Laos, Myanmar and Cambodia, as they are after normalising.
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that stand in a row; `open_ended`: the last may go on ("repl" finds "replica")."""

    terms: tuple[str, ...]
    open_ended: bool


def terms_of(text: str) -> list[str]:
    """The text's words in order, each as it stands in the index: letters and digits of ASCII alone."""
    return [_coded(term) for word in _words(text) for term in _parts(word)][:MOST_TERMS]


def phrases_of(text: str) -> tuple[Phrase, ...]:
    """What to look for, one phrase for each run of letters that was typed without a space; all must be found."""
    phrases = []
    for typed in text.split():
        terms = tuple(_coded(term) for word in _words(typed) for term in _parts(word))
        if terms:
            phrases.append(Phrase(terms, open_ended=not _UNSPACED.search(_plain(typed)[-1:])))
    return tuple(phrases[:MOST_WANTED])


def _words(text: str) -> list[str]:
    return "".join(sign if _is_of_a_word(sign) else " " for sign in _plain(text)).split()


def _parts(word: str) -> list[str]:
    """A word's terms: itself, but each sign of a script without spaces alone."""
    spaced = _UNSPACED.sub(lambda sign: f" {sign.group()} ", word)
    return [part[:LONGEST_TERM] for part in spaced.split()]


def _plain(text: str) -> str:
    """Without case, accents and other forms of the same letter."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")


@lru_cache(maxsize=4_096)
def _is_of_a_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNM"


def _coded(term: str) -> str:
    """Letters beyond ASCII as their bytes, so that no database has an opinion on them. What begins alike still does."""
    return f"a{term}" if term.isascii() else f"u{term.encode('utf-8', 'surrogatepass').hex()}"
