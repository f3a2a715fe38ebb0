"""Acts in a conversation: writing, reacting, reading, joining."""

import base64

from bot.sandbox.page_server.acts.asked import Asked
from bot.sandbox.page_server.acts.done import Done, done


def type_words(asked: Asked) -> Done:
    """Send what stands in the message box, as a message or command; `thread` names the message it answers."""
    thread = asked.message("thread") if asked.act.get("thread") else None
    return done(asked.person.types(asked.text("channel"), asked.text("text"), thread).status)


def post_file(asked: Asked) -> Done:
    """Post a file: its `content` in Base64, with the words that stand in the message box, if any."""
    thread = asked.message("thread") if asked.act.get("thread") else None
    content = base64.b64decode(asked.text("content"), validate=True)
    words = str(asked.act.get("text", ""))
    asked.person.posts_file(asked.text("channel"), asked.text("name"), text=words, content=content, thread=thread)
    return Done()


def react(asked: Asked) -> Done:
    """Put an emoji on a message, or take it off where it is there already."""
    message, name = asked.message(), asked.text("name")
    if asked.person.id in message.reactions.get(name, ()):
        asked.person.unreacts(message, name)
    else:
        asked.person.reacts(message, name)
    return Done()


def edit(asked: Asked) -> Done:
    """Change a message of one's own."""
    asked.person.edits(asked.message(), asked.text("text"))
    return Done()


def delete(asked: Asked) -> Done:
    """Delete a message of one's own."""
    asked.person.deletes(asked.message())
    return Done()


def dismiss(asked: Asked) -> Done:
    """Take a message that one alone sees off the screen."""
    asked.person.dismisses(asked.message())
    return Done()


def join(asked: Asked) -> Done:
    """Become a member of a channel."""
    asked.person.joins(asked.text("channel"))
    return Done()


def turn_to(asked: Asked) -> Done:
    """Open the direct message with somebody else."""
    asked.person.turns_to(asked.text("other"))
    return Done()


def leave(asked: Asked) -> Done:
    """Leave a channel."""
    asked.person.leaves(asked.text("channel"))
    return Done()


def read(asked: Asked) -> Done:
    """All of a conversation has been looked at."""
    asked.person.reads(asked.text("channel"))
    return Done()
