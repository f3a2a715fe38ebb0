"""Understanding what was typed: which verb, which item, or the headline of a new one."""

from collections.abc import Callable
from typing import Final

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
    Words,
)
from handlers.asks.periods import is_period
from handlers.asks.typed_text import MENTION
from models.labels import number_in
from models.lists import Scope
from models.targets import Target, ToNext, ToPerson, ToRegion

ON_ITEMS: Final = ("show", "claim", "done", "keep", "reopen")
# Verbs that want words, and some as an example.
WITH_WORDS: Final = {
    "back": "no access to the vault",
    "cancel": "no longer needed",
    "readback": "rebuild first; is replica 2 safe?",
}
FIND_EXAMPLE: Final = "find replica lags state:open"
EXAMPLES: Final = {
    **{verb: f"{verb} H-42" for verb in ON_ITEMS},
    **{verb: f"{verb} H-42 {why}" for verb, why in WITH_WORDS.items()},
}

_ALONE: Final[dict[str, Words]] = {
    "help": AskHelp(), "who": AskWho(), "setup": AskSetup(), "calendar": AskCalendar(),
}  # fmt: skip


def understand(text: str) -> Words:
    """What the words mean. What does not fit a verb's form is a headline."""
    text = text.strip()
    first, rest = first_word(text)
    number = number_in(first)
    if number is not None:
        return _on_item(number, rest, text)
    return _verb(first.lower(), rest) or AskForm(headline=text)


def first_word(text: str) -> tuple[str, str]:
    """The first word and what follows it; a new line parts words like a space."""
    first, rest = [*text.split(maxsplit=1), "", ""][:2]
    return first, rest.strip()


def _on_item(number: int, rest: str, text: str) -> Words:
    if not rest:
        return AskForm(number=number)
    preposition, where = first_word(rest)
    if preposition.lower() != "to":
        return AskForm(headline=text)
    place, news = _parted(where)
    return AskOffer(number, _target(place), news) if place else AskHelp(f"H-{number} to next")


def _parted(where: str) -> tuple[str, str]:
    """Where to, and the words behind the colon. A mention may hold a colon of its own."""
    mention = MENTION.match(where)
    begins = mention.end() if mention else 0
    place, _, news = where[begins:].partition(":")
    return f"{where[:begins]}{place}".strip(), news.strip()


def _target(place: str) -> Target:
    mention = MENTION.fullmatch(place)
    if mention:
        return ToPerson(mention.group(1))
    return ToNext() if place.lower() == "next" else ToRegion(place)


def _verb(verb: str, rest: str) -> Words | None:
    if verb in _ALONE and not rest:
        return _ALONE[verb]
    if verb == "list":
        scope = rest.lower() or Scope.NEAR.value
        return AskList(Scope(scope)) if scope in set(Scope) else None
    if verb in _WITH_MORE:
        return _WITH_MORE[verb](rest)
    if verb in EXAMPLES and not rest:
        return AskHelp(EXAMPLES[verb])
    return _verb_on_item(verb, rest)


def _away(rest: str) -> Words | None:
    """`away`, `away list`, `away cancel`, or dates, and whose they are; anything else is a headline."""
    *before, last = rest.split() or [""]
    mention = MENTION.fullmatch(last)
    typed, user = (" ".join(before), mention.group(1)) if mention else (rest, None)
    if typed.lower() in {"list", "cancel"}:
        return AskAbsences(user)
    if not typed or is_period(typed):
        return AskAway(typed, user)
    return _nobodys_name("away", before, last)


def _nobodys_name(verb: str, dates: list[str], name: str) -> Words | None:
    """What to type where Slack has not made a mention of the name: it was not chosen from Slack's list."""
    return AskHelp(f"{verb} {' '.join(dates)} @name") if name.startswith("@") and is_period(" ".join(dates)) else None


def _cover(rest: str) -> Words | None:
    """`cover`, `cover list`, or a date and whom to ask; anything else is a headline."""
    if rest.lower() in {"", "list"}:
        return AskCovers()
    *dates, last = rest.split()
    mention = MENTION.fullmatch(last)
    typed = " ".join(dates) if mention else rest
    if not typed:
        return AskHelp("cover tomorrow @name")
    if is_period(typed):
        return AskCover(typed, mention.group(1) if mention else None)
    return _nobodys_name("cover", dates, last)


def _find(rest: str) -> Words:
    """`find` and what is looked for, as typed."""
    return AskFind(rest) if rest else AskHelp(FIND_EXAMPLE)


def _decide(rest: str) -> Words | None:
    """`decide H-42`, and what follows it as the why; "decide whether to ship" is a headline."""
    if not rest:
        return AskHelp("decide H-42")
    word, why = first_word(rest)
    number = _number_in(word, is_alone=not why)
    return AskDecide(number, why) if number is not None else None


def _number_in(word: str, *, is_alone: bool) -> int | None:
    """The item's number. The number alone is enough where nothing follows: "cancel 3 old servers" is a headline."""
    return number_in(f"H-{word}" if is_alone and word.isdecimal() else word)


def _verb_on_item(verb: str, rest: str) -> Words | None:
    word, reason = first_word(rest)
    number = _number_in(word, is_alone=not reason)
    if number is None or verb not in EXAMPLES:
        return None
    if verb in WITH_WORDS:
        return AskVerb(verb, number, reason) if reason else AskHelp(f"{verb} H-{number} {WITH_WORDS[verb]}")
    return None if reason else AskVerb(verb, number)


# Verbs that take more than an item, each with what understands the words behind it; what it gives None for is a
# headline.
_WITH_MORE: Final[dict[str, Callable[[str], Words | None]]] = {
    "away": _away,
    "cover": _cover,
    "decide": _decide,
    "decisions": AskDecisions,
    "find": _find,
}
