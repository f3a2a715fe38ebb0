"""A Slack that does nothing but hold its limits: so many posts a second in the long run, a few more at once.

It runs in a process of its own, and notes of each post when it came (time.monotonic, which processes share).
"""

import asyncio
import itertools
import json
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any, Final
from urllib.request import urlopen

from aiohttp import web

POSTS: Final = "chat.postMessage"


@dataclass
class Bucket:
    """Holds `most` posts and is filled by `per_second` a second; who finds it empty comes again after `retry_after`."""

    per_second: float
    most: int
    retry_after: int
    filled: float = field(init=False)
    at: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self.filled = float(self.most)

    def take(self, now: float) -> bool:
        """Whether there was one to be taken."""
        self.filled = min(float(self.most), self.filled + (now - self.at) * self.per_second)
        self.at = now
        if self.filled < 1:
            return False
        self.filled -= 1
        return True


class LimitedSlack:
    """Answers the methods that the outbox calls."""

    def __init__(self, bucket: Bucket, latency: float) -> None:
        self._bucket = bucket
        self._latency = latency
        self._numbers = itertools.count(1)
        self._posts: list[tuple[float, str]] = []
        self._refused = 0

    async def answer(self, request: web.Request) -> web.Response:
        """One call of a method."""
        method = request.match_info["method"]
        given = await (request.json() if request.content_type == "application/json" else request.post())
        if self._latency:
            await asyncio.sleep(self._latency)
        if method == POSTS and not self._bucket.take(time.monotonic()):
            self._refused += 1
            headers = {"Retry-After": str(self._bucket.retry_after)}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        channel = str(given.get("channel") or f"D{given.get('users', '')}")
        if method == POSTS:
            self._posts.append((time.monotonic(), channel))
        ts = f"{1_800_000_000 + next(self._numbers)}.000100"
        return web.json_response({"ok": True, "channel": channel if method == POSTS else {"id": channel}, "ts": ts})

    async def tell(self, _: web.Request) -> web.Response:
        """What has been posted and refused since this was last asked for to be forgotten."""
        return web.json_response({"posts": len(self._posts), "refused": self._refused})

    async def forget(self, _: web.Request) -> web.Response:
        """The same with each post's time and channel; from then on all is counted anew."""
        posts, refused, self._posts, self._refused = self._posts, self._refused, [], 0
        return web.json_response({"posts": posts, "refused": refused})


@contextmanager
def limited_slack(per_second: float, most: int, retry_after: int, latency: float) -> Iterator[str]:
    """The address of such a Slack, for as long as the block lasts."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    bucket = Bucket(per_second, most, retry_after)
    process = context.Process(target=_serve, args=(theirs, bucket, latency), daemon=True)
    process.start()
    try:
        yield str(ours.recv())
    finally:
        process.terminate()
        process.join()


def asked(address: str, what: str) -> Any:
    """What Slack answers to `tell` or `forget`."""
    with urlopen(f"{address}{what}") as answer:
        return json.load(answer)


def _serve(pipe: Connection, bucket: Bucket, latency: float) -> None:
    asyncio.run(_serve_for_ever(pipe, LimitedSlack(bucket, latency)))


async def _serve_for_ever(pipe: Connection, slack: LimitedSlack) -> None:
    app = web.Application()
    app.router.add_post("/api/{method}", slack.answer)
    app.router.add_get("/tell", slack.tell)
    app.router.add_get("/forget", slack.forget)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    pipe.send(f"http://127.0.0.1:{port}/")
    await asyncio.Event().wait()
