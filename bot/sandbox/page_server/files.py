"""The files of the page, as they lie in `bot/sandbox/page`."""

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

from aiohttp import web

TYPES: Final = {"html": "text/html", "js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
# Nothing from elsewhere is loaded or run, text cannot become HTML, and no other site can frame the page.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}  # fmt: skip


class PageFiles:
    """Knows every file by its address, such as `/page/main.js`; `/` is the page itself."""

    def __init__(self) -> None:
        root = resources.files("bot.sandbox") / "page"
        self._files = {f"/page/{path}": file for path, file in _below(root, "")}
        self._files["/"] = root / "index.html"

    @property
    def paths(self) -> list[str]:
        """The addresses, in no particular order."""
        return list(self._files)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One file."""
        file = self._files[request.path]
        content_type = TYPES[file.name.rpartition(".")[2]]
        return web.Response(text=file.read_text(encoding="utf-8"), content_type=content_type, headers=HEADERS)


def _below(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _below(entry, f"{path}{entry.name}/")
        elif entry.name.rpartition(".")[2] in TYPES:
            yield f"{path}{entry.name}", entry
