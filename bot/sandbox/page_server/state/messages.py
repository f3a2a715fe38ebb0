"""Messages as the page gets them: with the workspace's own blocks, so they are made and written under its lock."""

from collections.abc import Iterable

from bot.sandbox.input_values import kept_values
from bot.sandbox.payload import Json
from bot.sandbox.people.message import Message
from bot.sandbox.shared_file import SharedFile
from bot.sandbox.world import World


def message_state(world: World, message: Message, reader: str) -> Json:
    """One message as the person `reader` sees it, without its thread."""
    post = message.post
    replies = [] if message.ephemeral else world.replies(post)
    return {
        "channel": post.channel, "ts": post.ts, "user": post.user, "ours": post.by_bot,
        "app": post.by_bot or post.other_app is not None, "text": post.text,
        "files": [_file(file, reader) for file in post.files],
        "blocks": post.blocks, "edited": post.edited is not None, "ephemeral": message.ephemeral,
        "deleted": post.deleted, "subtype": post.subtype, "thread": post.thread_ts,
        "inputs": kept_values(post.blocks, post.inputs.get(reader, {})),
        "reactions": [{"name": name, "users": list(users)} for name, users in post.reactions.items()],
        "replies": len(replies), "repliers": _few(reply.user for reply in replies),
        "latest": replies[-1].ts if replies else None,
    }  # fmt: skip


def _file(file: SharedFile, reader: str) -> Json:
    return {
        "name": file.name, "mimetype": file.mimetype, "size": len(file.content), "picture": file.is_picture,
        "url": f"/page/file/{file.id}?as={reader}",
    }  # fmt: skip


def _few(users: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(users))[:5]
