"""Files that people have put into messages, for those who see the message."""

from collections.abc import Callable

from aiohttp import web

from bot.sandbox.page_server.files import HEADERS
from bot.sandbox.people.person import Person
from bot.sandbox.shared_file import SharedFile
from bot.sandbox.world import World


class SharedFiles:
    """Serves `/page/file/ID?as=PERSON`."""

    def __init__(self, world: World, person: Callable[[str], Person]) -> None:
        self._world = world
        self._person = person

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One file. A picture is shown; anything else is for keeping, so that no browser reads it as a page."""
        file = self._found(request.match_info["id"], request.query.get("as", ""))
        if file is None:
            raise web.HTTPNotFound(text="No such file.")
        kept = {} if file.is_picture else {"Content-Disposition": "attachment"}
        kind = file.mimetype if file.is_picture else "application/octet-stream"
        return web.Response(body=file.content, content_type=kind, headers={**HEADERS, **kept})

    def _found(self, file_id: str, reader: str) -> SharedFile | None:
        with self._world.lock:
            file = self._world.files.get(file_id)
            known = file is not None and reader in self._world.users
            return file if known and self._sees(self._person(reader), file_id) else None

    def _sees(self, person: Person, file_id: str) -> bool:
        return any(
            shared.id == file_id
            for channel in self._world.channels.values()
            if self._world.sees(person.id, channel)
            for message in person.sees(channel.id)
            for shared in message.post.files
        )
