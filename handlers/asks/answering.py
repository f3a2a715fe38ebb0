"""From what somebody asks to what they are told: one way for the command, the DM and commands that were kept."""

from dataclasses import dataclass

from handlers.asks.carry_out import carry_out
from handlers.asks.words import AskForm, AskHelp, Words, understand
from handlers.blocks import answers
from handlers.blocks.rendered import Rendered
from handlers.desk import Desk
from models.acts import Act
from models.keeping import keep_command
from models.refusals import AlreadyDoneError, NotKnownYetError, RefusedError


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, and what it means."""

    text: str
    words: Words


def typed_in_dm(text: str) -> Typed:
    """Words in the bot's DM are the command's, with its name or without. There, what is no command gets help."""
    stripped = text.strip()
    first, _, rest = stripped.partition(" ")
    if first.lower().lstrip("/") == "handoff":
        return Typed(stripped, understand(rest))
    words = understand(stripped)
    is_headline = isinstance(words, AskForm) and words.number is None
    return Typed(stripped, AskHelp() if is_headline else words)


def answer(desk: Desk, act: Act, typed: Typed) -> Rendered | AskForm | None:
    """Carry it out and say what is true, or why not; None when this very payload has been answered.

    What meets a channel not known yet is kept, and carried out once it is.
    """
    try:
        return carry_out(desk, act, typed.words)
    except NotKnownYetError as unknown:
        keep_command(desk.database, act, unknown.channel, typed.text)
        return answers.refused(unknown.say)
    except RefusedError as refusal:
        return answers.refused(refusal.say, typed.text)
    except AlreadyDoneError:
        return None
