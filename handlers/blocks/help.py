"""Help: what can be typed, and a guess at what was meant."""

from functools import lru_cache
from typing import Final

from slack_sdk.models.blocks import Block

from handlers.blocks.limits import fit, one_line
from handlers.blocks.parts import words
from handlers.blocks.rendered import Rendered
from handlers.blocks.spoken import message
from handlers.blocks.words import steady

LONGEST_GUESS: Final = 300
_TYPED: Final = (
    ("", "hand something off"),
    ("some words", "the same, with a headline"),
    ("H-42 to next", "hand it on: to next, a region, @person"),
    ("claim H-42", "take it"),
    ("readback H-42 your line", "say back what you understood"),
    ("back H-42 reason", "send it back"),
    ("done H-42 · keep H-42 · cancel H-42 reason · reopen H-42", ""),
    ("list · list waiting · list all", "yours, for you, your teams’"),
    ("show H-42", "one item"),
    ("decide H-42", "decide what you are asked"),
    ("decisions · decisions words", "what was decided, and why"),
    ("find words", "items with these words; also state: kind: owner: region: before:"),
    ("who", "who is on shift now and next"),
    ("away · away today · away 2027-05-03..2027-05-07", "say when you are away"),
    ("cover 2027-05-03 @person", "ask somebody, or your region, to take your shift"),
    ("setup", "set up the channel’s team, or change it"),
    ("calendar", "your shifts in your own calendar"),
)
_TELLS: Final = "In my DM the same works without the command."


@lru_cache(maxsize=32)
def help_text(command: str, guess: str | None) -> Rendered:
    """What can be typed after `command`; `guess` is what was probably meant: "claim H-42". It is made once."""
    meant = fit(one_line(guess or ""), LONGEST_GUESS)
    blocks: list[Block] = [words(steady(f"Did you mean {command} {meant}?"))] if meant else []
    blocks.append(words("\n".join([*(_row(command, typed, does) for typed, does in _TYPED), _TELLS])))
    return message(blocks, f"Type {command} to hand something off.").as_json()


def _row(command: str, typed: str, does: str) -> str:
    return f"{f'{command} {typed}'.strip()}{f': {does}' if does else ''}"
