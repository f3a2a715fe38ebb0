"""The sandbox's people and channels, and the roster that goes with them (`roster.yml` beside this file)."""

from importlib.resources import files
from typing import Final

from bot.sandbox.stand_in import StandIn

OPS: Final = "C0OPS"
TEA: Final = "C0TEA"
PEOPLE: Final = (
    ("U0WEI", "Wei Lin", "Asia/Singapore"),
    ("U0PRIYA", "Priya Nair", "Asia/Singapore"),
    ("U0JONAS", "Jonas Weber", "Europe/Berlin"),
    ("U0ANA", "Ana Kovač", "Europe/Berlin"),
    ("U0LUIS", "Luis Romero", "America/Los_Angeles"),
    ("U0MARIA", "Maria Lopez", "America/Los_Angeles"),
)


def seed(slack: StandIn) -> None:
    """Fill an empty workspace: six people, #ops with the bot in it, #tea-room without."""
    everyone = [user for user, _, _ in PEOPLE]
    for user, name, zone in PEOPLE:
        slack.add_user(user, name, tz=zone)
    slack.add_channel(OPS, "ops", members=everyone, bot=True)
    slack.add_channel(TEA, "tea-room", members=everyone, bot=False)


def roster_text() -> str:
    """The roster of the sandbox's team, as a roster file has it."""
    return files("bot.sandbox").joinpath("roster.yml").read_text(encoding="utf-8")
