"""Makes the pictures of the sandbox's page in docs/images, from the running page: `make screenshots`."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click
from playwright.sync_api import Browser, Page, sync_playwright

from bot.sandbox_run import open_sandbox
from bot.settings import Settings
from tests.browser.chromium import MISSING, find
from tests.browser.looking import Window

IMAGES: Final = Path(__file__).parents[2] / "docs" / "images"
BEGINS: Final = 1_803_887_400  # Monday, 1 March 2027, 07:50 UTC
OPS: Final = "C0OPS"


@click.command()
def main() -> None:
    """Make them all again."""
    program = find()
    if program is None:
        raise click.ClickException(MISSING)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        clock = Path(folder) / "clock"
        clock.write_text(str(BEGINS))
        settings = Settings(port=0, clock_file=clock, _env_file=None)
        with open_sandbox(settings, lambda _: None, folder=Path(folder)) as sandbox:
            browser = playwright.chromium.launch(executable_path=program)
            _story(browser, sandbox.slack.url)
            browser.close()


def _story(browser: Browser, address: str) -> None:
    here = _window(browser, address, "U0WEI", dark=False)
    here.types("/handoff Replica 3 lags 40 s, failover not safe")
    here.form.get_by_label("Next step").fill("Restart the rebuild, then wait for lag < 5 s")
    _keep(here.page, "sandbox-form")
    here.presses("Send", here.form)
    here.card("Replica 3 lags 40 s").wait_for()
    here.turns_to_next_start()
    for name, dark in (("sandbox", False), ("sandbox-dark", True)):
        berlin = _window(browser, address, "U0JONAS", dark=dark, room="D0JONAS")
        berlin.message("Good morning").wait_for()
        _keep(berlin.page, name)


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
