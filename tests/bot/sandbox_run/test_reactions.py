"""The emoji that the page offers first are those that the bot acts on, as somebody has chosen them."""

from bot.sandbox_run.reactions import DOES, understood
from handlers.emoji import DEFAULT_EMOJI, Meaning, emoji_with


def test_one_of_each_meaning_and_every_regions() -> None:
    found = understood(DEFAULT_EMOJI)
    assert list(found)[:3] == ["raising_hand", "white_check_mark", "repeat"]
    assert {"earth_asia", "earth_africa", "earth_americas", "warning", "pushpin"} <= found.keys()
    assert set(DOES) == set(Meaning)


def test_as_somebody_has_chosen() -> None:
    found = understood(emoji_with({"claim": ["eyes"], "concern": []}))
    assert found["eyes"] == "claims the item"
    assert found.keys().isdisjoint({"raising_hand", "warning"})
