"""Makes the pictures of the sandbox's page in docs/images, from the running page: `make screenshots`."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click
from playwright.sync_api import Browser, Page, sync_playwright

from bot.sandbox_run import SandboxOptions
from tests.bot.sandboxes import a_sandbox
from tests.browser.chromium import MISSING, find
from tests.browser.looking import Window

IMAGES: Final = Path(__file__).parents[2] / "docs" / "images"
OPS: Final = "C0OPS"


@click.command()
def main() -> None:
    """Make them all again."""
    program = find()
    if program is None:
        raise click.ClickException(MISSING)
    with (
        TemporaryDirectory() as folder,
        a_sandbox(SandboxOptions(Path(folder))) as sandbox,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program)
        _morning(browser, sandbox.slack.url)
        browser.close()


def _morning(browser: Browser, address: str) -> None:
    """As the story leaves it: a morning in Berlin."""
    for name, dark in (("sandbox", False), ("sandbox-dark", True)):
        here = _window(browser, address, "U0JONAS", dark=dark, room="D0JONAS")
        here.message("Good morning").wait_for()
        _keep(here.page, name)


def _window(browser: Browser, address: str, who: str, *, dark: bool, room: str = OPS) -> Window:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )
    window = Window(context.new_page(), address)
    window.goes(who, room)
    return window


def _keep(page: Page, name: str) -> None:
    page.mouse.move(700, 790)
    page.screenshot(path=IMAGES / f"{name}.png")
    click.echo(f"docs/images/{name}.png")


if __name__ == "__main__":
    main()
