"""A local Slack: a workspace with people, channels, messages and modals that an app talks to as it talks to Slack."""

from bot.sandbox.people.answer import Answer
from bot.sandbox.people.form import Form
from bot.sandbox.people.home import Home
from bot.sandbox.people.impossible import Impossible
from bot.sandbox.people.message import Message
from bot.sandbox.people.person import Person
from bot.sandbox.stand_in import StandIn

__all__ = ["Answer", "Form", "Home", "Impossible", "Message", "Person", "StandIn"]
