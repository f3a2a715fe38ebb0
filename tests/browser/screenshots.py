"""Makes the pictures of the sandbox's page in docs/images, from the running page: `make screenshots`."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.sandbox_run import SandboxOptions
from tests.bot.sandboxes import a_sandbox
from tests.browser.chromium import MISSING, find
from tests.browser.looking import Window

IMAGES: Final = Path(__file__).parents[2] / "docs" / "images"
OPS: Final = "C0OPS"
JONAS: Final = "U0JONAS"


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
        for scene in (_morning, _handing_on, _inside):
            scene(browser, sandbox.slack.url)
        browser.close()


def _morning(browser: Browser, address: str) -> None:
    """As the story leaves it: a morning in Berlin."""
    here = _window(browser, address, JONAS, "D0JONAS")
    here.message("Good morning").wait_for()
    expect(here.page.get_by_text("One moment")).to_be_hidden()
    _keep(here.page, "sandbox")


def _handing_on(browser: Browser, address: str) -> None:
    """Jonas claims what is critical, and hands something on."""
    here = _window(browser, address, JONAS, "D0JONAS")
    digest = here.message("Good morning")
    digest.get_by_role("button", name="Claim H-4", exact=True).click()
    expect(digest).to_contain_text("H-4 is yours.")
    here.enters("ops")
    here.types("/handoff Queue grows since the deploy")
    here.form.get_by_label("Next step").fill("Roll back worker 2.14")
    _keep(here.page, "sandbox-form")
    here.presses("Send", here.form)
    here.card("Replica 3 lags").get_by_role("button", name="replies").click()
    here.page.locator("#thread-replies .message").last.wait_for()
    _keep(here.page, "sandbox-thread")


def _inside(browser: Browser, address: str) -> None:
    """What the app sent, in the dark."""
    here = _window(browser, address, JONAS, OPS, dark=True)
    card = here.card("Queue grows")
    card.hover()
    here.presses("More actions", card)
    here.page.get_by_role("menuitem", name="What the app sent").click()
    here.page.locator("#records summary").last.click()
    _keep(here.page, "sandbox-inspector")


def _window(browser: Browser, address: str, who: str, room: str, *, dark: bool = False) -> Window:
    context = browser.new_context(
        viewport={"width": 1280, "height": 760}, color_scheme="dark" if dark else "light", reduced_motion="reduce",
        device_scale_factor=1.5,
    )  # fmt: skip
    window = Window(context.new_page(), address)
    window.goes(who, room)
    return window


def _keep(page: Page, name: str) -> None:
    page.mouse.move(640, 755)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=IMAGES / f"{name}.png")
    click.echo(f"docs/images/{name}.png")


if __name__ == "__main__":
    main()
