"""Reading Slack's message objects (docs.slack.dev, "message event"): what people wrote, as they saw it themselves."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from handlers.asks.typed_text import links_in, mentions, readable
from handlers.blocks.limits import fit
from handlers.desk import Desk
from models.notes import LONGEST_TEXT
from models.people import find_person
from models.workspace.messages import MessageNews

# What people and apps write, as Slack calls its kinds; all others tell of something that was done.
WRITTEN: Final = frozenset({None, "file_share", "thread_broadcast", "bot_message", "me_message"})
TOMBSTONE: Final = "tombstone"  # what Slack leaves of a deleted message that has replies
CUT: Final = "… (the message says the rest)"
MOST_LINKS: Final = 20
Json = Mapping[str, Any]


def read_message(desk: Desk, channel: str, message: Json) -> MessageNews:
    """What the message says. Where it has no text of its own: what its blocks say, or the names of its files."""
    raw = _raw_text(message)
    own = readable(raw, names_in(desk, raw).get).strip()
    profile = message.get("bot_profile") or {}
    user, ts = message.get("user"), str(message.get("ts"))
    return MessageNews(
        channel=channel,
        ts=ts,
        root=str(message.get("thread_ts") or ts),
        author=str(user) if user else None,
        app=str(profile.get("name") or message.get("username") or "") if not user else "",
        text=fit(own or "\n".join(_files(message)), LONGEST_TEXT, CUT),
        edited=str((message.get("edited") or {}).get("ts") or ""),
        links=tuple(links_in(raw))[:MOST_LINKS],
        has_words=bool(own),
    )


def is_gone(message: Json) -> bool:
    """Whether it is only what Slack leaves of a message that was deleted."""
    return message.get("subtype") == TOMBSTONE


def is_by(desk: Desk, message: Json) -> bool:
    """Whether Sunrelay itself wrote it."""
    return message.get("user") == desk.bot_user


def names_in(desk: Desk, text: str) -> dict[str, str]:
    """The names of the people who are mentioned in it, as far as they are known."""
    mentioned = set(mentions(text))
    if not mentioned:
        return {}
    with desk.database.read() as session:
        known = [find_person(session, desk.workspace_id, user) for user in mentioned]
        return {person.user: person.name for person in known if person and person.name}


def _raw_text(message: Json) -> str:
    own = str(message.get("text") or "")
    return own if own.strip() else "\n".join(line for line in _parts(message) if line.strip())


def _parts(message: Json) -> Iterator[str]:
    """The words of an app's message that has no text of its own."""
    for block in message.get("blocks") or ():
        for text in (block.get("text"), *(block.get("fields") or ()), *(block.get("elements") or ())):
            said = text.get("text") if isinstance(text, Mapping) else None
            yield said if isinstance(said, str) else ""
    for attachment in message.get("attachments") or ():
        yield str(attachment.get("text") or attachment.get("fallback") or "")


def _files(message: Json) -> Iterator[str]:
    for file in message.get("files") or ():
        yield str(file.get("title") or file.get("name") or "a file")
