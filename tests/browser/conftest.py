"""A browser; windows of it, each with somebody in it; and the sandbox they look at."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from bot.sandbox import StandIn
from bot.sandbox_run import Sandbox, SandboxOptions
from tests.bot.sandboxes import a_sandbox
from tests.browser.chromium import needed
from tests.browser.gallery import NOW
from tests.browser.looking import Window
from tests.sandbox.noting_app import MANIFEST, app, client

__all__ = ["app", "client"]

Opens = Callable[..., Window]
WEI, JONAS, OPS, TEA = "U0WEI", "U0JON", "C0OPS", "C0TEA"
# A busy machine is waited for.
SECONDS = 60_000
expect.set_options(timeout=SECONDS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser. It lives no longer than a module: while Playwright runs, no other test could run an event loop."""
    program = needed()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, timeout=3 * SECONDS)
        yield running
        running.close()


@pytest.fixture
def opens(browser: Browser) -> Iterator[Opens]:
    """Opens a window at an address as somebody; in a `still` one no time passes.

    At the end, no window may have complained in its console, or asked anything of another machine.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    elsewhere: list[str] = []

    def opening(
        address: str, who: str = "", room: str = "", *, dark: bool = False, width: int = 1280, still: bool = False
    ) -> Window:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
        )
        contexts.append(context)
        context.set_default_timeout(SECONDS)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(address) else elsewhere.append(asked.url))
        if still:
            page.clock.install(time=NOW)
        window = Window(page, address)
        window.goes(who, room)
        if still:
            page.clock.pause_at(NOW + 3_600)
        return window

    yield opening
    for context in contexts:
        context.close()
    assert (complaints, elsewhere) == ([], [])


@pytest.fixture
def slack() -> Iterator[StandIn]:
    """A workspace without the bot, whose clock stands: Wei and Jonas in #ops, Jonas alone in #tea."""
    with StandIn(now=lambda: NOW, manifest=MANIFEST) as stand_in:
        stand_in.add_user(WEI, "Wei Lin", tz="Asia/Singapore")
        stand_in.add_user(JONAS, "Jonas Weber", tz="Europe/Berlin")
        stand_in.add_channel(OPS, "ops", members=[WEI, JONAS])
        stand_in.add_channel(TEA, "tea", members=[JONAS], bot=False)
        yield stand_in


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """The real bot in its sandbox on a Monday morning in Berlin. Its clock stands until it is turned."""
    folder: Path = tmp_path_factory.mktemp("sandbox")
    clock = folder / "clock"
    clock.write_text(str(NOW))
    with a_sandbox(SandboxOptions(folder), clock_file=clock) as running:
        yield running
