"""The setting EMOJI: which emoji means what, as somebody has chosen."""

import re
from collections.abc import Mapping
from typing import Any, Final

from handlers.emoji import Emoji, emoji_with

EMOJI: Final = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def check_emoji(chosen: Any) -> str:
    """What emoji mean, such as `claim=eyes,hand; concern=none`: names between commas, colons or not."""
    try:
        read = _read(str(chosen))
        emoji_with(_without_none(read))
    except ValueError as problem:
        raise ValueError(
            f"EMOJI is {chosen!r} and {problem}: write what each means and its emoji, such as "
            "claim=eyes, hand; concern=none; or leave it out."
        ) from None
    return "; ".join(f"{meant}={', '.join(names)}" for meant, names in read.items())


def chosen_emoji(checked: str | None) -> Emoji:
    """What a checked value of EMOJI says."""
    parts = [part.split("=") for part in (checked or "").split("; ") if part]
    return emoji_with(_without_none({meant: names.split(", ") for meant, names in parts}))


def _read(chosen: str) -> dict[str, list[str]]:
    parts = [part.partition("=") for part in chosen.split(";") if part.strip()]
    read = {meant.strip(): [name.strip().strip(":") for name in names.split(",")] for meant, _, names in parts}
    if len(read) != len(parts) or not all(EMOJI.fullmatch(name) for names in read.values() for name in names):
        raise ValueError("cannot be read")
    return read


def _without_none(read: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """`none` is the word for none of them."""
    return {meant: [name for name in names if name != "none"] for meant, names in read.items()}
