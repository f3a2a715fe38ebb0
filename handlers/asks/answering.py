"""From what somebody asks to what they are told: one way for the command, the DM and commands that were kept."""

from dataclasses import dataclass, replace
from typing import Final

from handlers.asks.carry_out import carry_out
from handlers.asks.kinds import (
    AskAway,
    AskDecide,
    AskDecisions,
    AskForm,
    AskHelp,
    AskOffer,
    AskSetup,
    AskVerb,
    Opens,
    Words,
)
from handlers.asks.setup import IN_CHANNEL
from handlers.asks.typed_text import readable
from handlers.asks.words import first_word, understand
from handlers.blocks import answers
from handlers.blocks.decisions.answers import decide_button
from handlers.blocks.rendered import Rendered
from handlers.blocks.shifts.away_form import away_button
from handlers.desk import Desk
from handlers.messages import names_in
from models.acts import Act
from models.refusals import AlreadyDoneError, NotKnownYetError, NotVisibleError, RefusedError
from models.targets import ToRegion
from models.workspace.keeping import keep_command

DONE_BEFORE: Final = "I have done that already: /handoff list shows how things stand."
ASKING: Final = "I am asking Slack who you are: please type it again in a moment."


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: `text` as Slack sent it, `shown` as its author saw it, and what it means."""

    text: str
    shown: str
    words: Words


def typed_command(desk: Desk, command: str, text: str) -> Typed:
    """What was typed behind the slash command."""
    return _typed(desk, f"{command} {text}".strip(), understand(text))


def typed_in_dm(desk: Desk, text: str) -> Typed:
    """Words in the bot's DM are the command's, with its name or without. There, what is no command gets help."""
    stripped = text.strip()
    first, rest = first_word(stripped)
    if first.lower().lstrip("/") == "handoff":
        return _typed(desk, stripped, understand(rest))
    words = understand(stripped)
    is_headline = isinstance(words, AskForm) and words.number is None
    return _typed(desk, stripped, AskHelp() if is_headline else words)


def answer(desk: Desk, act: Act, typed: Typed) -> Rendered | Opens | None:
    """Carry it out and say what is true, or why not; None when this very payload has been answered.

    What meets a channel not known yet is kept, and carried out once it is. Who is new is asked to come again: until
    Slack has told who they are, they see nothing.
    """
    known = act.user is None or desk.meet(act.user)
    try:
        return carry_out(desk, act, typed.words)
    except NotKnownYetError as unknown:
        keep_command(desk.database, act, unknown.channel, typed.text)
        return answers.refused(unknown.say)
    except NotVisibleError as hidden:
        return answers.refused(hidden.say if known else ASKING, typed.shown)
    except RefusedError as refusal:
        return answers.refused(refusal.say, typed.shown)
    except AlreadyDoneError:
        return None


def as_reply(said: Rendered | Opens | None) -> Rendered:
    """The answer as a message in the DM, where a form is opened by a button.

    What has been carried out already is answered, too: a reply is owed under one key, so this one is read only where
    the bot ended, or the database was busy, between doing and answering.
    """
    if said is None:
        return answers.refused(DONE_BEFORE)
    match said:
        case AskForm(headline, number):
            return answers.form_button(headline, number)
        case AskAway(_, user):
            return away_button(user)
        case AskSetup():
            return answers.refused(IN_CHANNEL)
        case AskDecide(number, why):
            return decide_button(number, why)
        case Rendered():
            return said


def _typed(desk: Desk, text: str, words: Words) -> Typed:
    """The words that are people's own are made readable; a mention as receiver has been understood already."""
    names = names_in(desk, text)
    match words:
        case AskForm(headline):
            words = replace(words, headline=readable(headline, names.get))
        case AskVerb(_, _, reason):
            words = replace(words, reason=readable(reason, names.get))
        case AskDecide(number, why):
            words = AskDecide(number, readable(why, names.get))
        case AskDecisions(sought):
            words = AskDecisions(readable(sought, names.get))
        case AskOffer(number, to, news):
            to = ToRegion(readable(to.name, names.get)) if isinstance(to, ToRegion) else to
            words = AskOffer(number, to, readable(news, names.get))
        case _:
            pass
    return Typed(text, readable(text, names.get), words)
