"""Tells every open window when something has changed, over a WebSocket of its own."""

import asyncio
import contextlib

from aiohttp import web

from bot.sandbox.changes import Changes

# A window that has gone without a word is noticed after so long.
BEAT_SECONDS = 20.0
# Of many changes in a row a window hears at most so often.
PAUSE_SECONDS = 0.05


class Telling:
    """Serves `/page/changes`: sends the count of changes each time it has risen."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One window, until it closes."""
        window = web.WebSocketResponse(heartbeat=BEAT_SECONDS)
        await window.prepare(request)
        telling = asyncio.create_task(self._tell(window))
        try:
            async for _ in window:  # a window has nothing to say; this ends when it closes
                pass
        finally:
            telling.cancel()
        return window

    async def _tell(self, window: web.WebSocketResponse) -> None:
        known = self._changes.count
        with contextlib.suppress(ConnectionError):
            await window.send_str(str(known))
            while True:
                now = await self._changes.next(known, BEAT_SECONDS)
                if now != known:
                    known = now
                    await window.send_str(str(now))
                    await asyncio.sleep(PAUSE_SECONDS)
