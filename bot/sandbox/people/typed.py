"""What becomes of typed text on its way: names turn into mentions, special characters are escaped."""

import re
from collections.abc import Callable

from bot.sandbox.channel import Channel
from bot.sandbox.reading.text import escape
from bot.sandbox.user import User
from bot.sandbox.world import World

URL = re.compile(r"https?://[^\s<>|]+")


def message_text(world: World, text: str) -> str:
    """A typed message as Slack keeps it: `<@U1>`, `<#C1|ops>`, `<https://…>`, `&amp;`."""
    return _converted(world, text, lambda u: f"<@{u.id}>", _channel_token)


def command_text(world: World, text: str) -> str:
    """The text of a command with `should_escape`: `<@U1|handle>`, `<#C1|ops>`, `<https://…>`, `&amp;`."""
    return _converted(world, text, lambda u: f"<@{u.id}|{u.name}>", _channel_token)


def _channel_token(channel: Channel) -> str:
    return f"<#{channel.id}|{channel.name if channel.kind == 'public' else ''}>"


def _converted(world: World, text: str, person: Callable[[User], str], channel: Callable[[Channel], str]) -> str:
    with world.lock:
        tokens = {f"@{name}": person(u) for u in world.users.values() for name in (u.name, u.real_name)}
        tokens |= {f"#{c.name}": channel(c) for c in world.channels.values() if c.kind in ("public", "private")}
    names = "|".join(re.escape(n) for n in sorted(tokens, key=len, reverse=True))
    pattern = re.compile(f"{URL.pattern}|(?<![\\w@#])(?:{names})(?![\\w-])")
    pieces, end = [], 0
    for found in pattern.finditer(text):
        pieces += [escape(text[end : found.start()]), tokens.get(found.group(0)) or f"<{escape(found.group(0))}>"]
        end = found.end()
    return "".join(pieces) + escape(text[end:])
