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
# In no team yet: with the six they are fourteen in four cities.
NEW_TEAM: Final = "C0NEW"
NEWCOMERS: Final = (
    ("U0AVA", "Ava Stone", "Australia/Sydney"),
    ("U0BO", "Bo Reid", "Australia/Sydney"),
    ("U0CLEO", "Cleo Hart", "Australia/Sydney"),
    ("U0DINA", "Dina Goh", "Asia/Singapore"),
    ("U0ENG", "Eng Teo", "Asia/Singapore"),
    ("U0HANS", "Hans Kurz", "Europe/Berlin"),
    ("U0IDA", "Ida Vogt", "Europe/Berlin"),
    ("U0LOU", "Lou Diaz", "America/Los_Angeles"),
)


def seed(slack: StandIn) -> None:
    """Fill an empty workspace: six people, #ops with the bot in it, #tea-room without."""
    everyone = [user for user, _, _ in PEOPLE]
    for user, name, zone in PEOPLE:
        slack.add_user(user, name, tz=zone)
    slack.add_channel(OPS, "ops", members=everyone, bot=True)
    slack.add_channel(TEA, "tea-room", members=everyone, bot=False)


def seed_newcomers(slack: StandIn) -> None:
    """Eight people more, and #our-team with all fourteen and the bot in it: for setting a team up."""
    for user, name, zone in NEWCOMERS:
        slack.add_user(user, name, tz=zone)
    slack.add_channel(NEW_TEAM, "our-team", members=[user for user, _, _ in (*PEOPLE, *NEWCOMERS)], bot=True)


def roster_text() -> str:
    """The roster of the sandbox's team, as a roster file has it."""
    return files("bot.sandbox").joinpath("roster.yml").read_text(encoding="utf-8")
