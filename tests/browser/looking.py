"""A window of the browser with somebody in it: what they see, and what they do."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, Request, expect


class Window:
    """One window that shows the page at `address`."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self._address = address

    def goes(self, who: str = "", room: str = "", **more: str) -> None:
        """Open the page as somebody (by user id), in a conversation (by its id)."""
        asked = {key: value for key, value in {"as": who, "room": room, **more}.items() if value}
        self.page.goto(f"{self._address}?{urlencode(asked)}")
        expect(self.page.locator("#title")).not_to_be_empty()

    def becomes(self, name: str) -> None:
        """Choose whom one is, by the first name."""
        self.page.locator("#people a", has_text=name).click()
        expect(self.page.locator("#whose")).to_contain_text(name)

    def enters(self, name: str) -> None:
        """Choose a conversation."""
        self.page.locator("#rooms button", has_text=name).click()
        expect(self.page.locator("#title")).to_contain_text(name)

    def types(self, text: str) -> None:
        """Write into the message box, and press Enter."""
        box = self.page.locator("#composer textarea")
        box.fill(text)
        box.press("Enter")

    def presses(self, name: str, place: Locator | None = None) -> None:
        """Press a button by its name, anywhere or in a place."""
        (place or self.page).get_by_role("button", name=name, exact=True).last.click()

    def turns_to_next_start(self) -> None:
        """Turn the clock to the next start of a shift, and wait until all that is due on the way is done."""
        self._turns("#next-start")

    def turns_by_an_hour(self) -> None:
        """Turn the clock forward by an hour, and wait in the same way."""
        self._turns("#hour")

    def _turns(self, by: str) -> None:
        button = self.page.locator(by)
        button.click()
        expect(button).not_to_have_attribute("aria-busy", "true")

    @contextmanager
    def acting(self) -> Iterator[None]:
        """Around what is done in the window: it ends when the sandbox has answered the act, not one before it."""
        with self.page.expect_request(_is_act) as asked:
            yield
        asked.value.response()

    @property
    def messages(self) -> Locator:
        """The messages of the conversation."""
        return self.page.locator("#messages .message")

    @property
    def last(self) -> Locator:
        """The last message of the conversation."""
        return self.messages.last

    def message(self, text: str) -> Locator:
        """The last message with that text in it."""
        return self.messages.filter(has_text=text).last

    def card(self, text: str) -> Locator:
        """The last message with that text in it that everybody sees."""
        return self.page.locator("#messages .message:not(.ephemeral)").filter(has_text=text).last

    @property
    def form(self) -> Locator:
        """The form in front."""
        return self.page.locator("#form")

    def picks(self, label: str, choice: str) -> None:
        """Choose in a menu of the form in front, by its label."""
        self.form.get_by_role("button", name=label).click()
        self.page.get_by_role("option", name=choice).first.click()


def _is_act(request: Request) -> bool:
    return request.url.endswith("/page/act") and '"do":"read"' not in (request.post_data or "")
