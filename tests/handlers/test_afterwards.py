"""Answers after a click go to Slack alone, whatever address a payload names."""

from collections.abc import Callable

import pytest
from slack_sdk import WebClient, WebhookClient

from handlers.afterwards import Afterwards
from handlers.blocks.rendered import Rendered


def asked_for(url: str | None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that an answer to `url` is posted to."""
    posted: list[str] = []
    monkeypatch.setattr(WebhookClient, "send_dict", lambda self, _: posted.append(self.url))
    at_once: Callable[[Callable[[], None]], None] = lambda work: work()  # noqa: E731 (a name for a tiny queue)
    Afterwards(WebClient(base_url="https://slack.com/api/"), at_once).answer(url, Rendered("hello"))
    return posted


@pytest.mark.parametrize("url", ["https://hooks.slack.com/actions/T1/2/x", "https://slack.com/api/x"])
def test_slacks_own_address_is_answered(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked_for(url, monkeypatch) == [url]


@pytest.mark.parametrize(
    "url",
    [
        None, "", "http://hooks.slack.com/x", "https://slack.com.evil.example/x", "https://evilslack.com/x",
        "https://slack.com@evil.example/x", "http://169.254.169.254/latest", "file:///etc/passwd", "https://[",
    ],
)  # fmt: skip
def test_any_other_address_is_not(url: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked_for(url, monkeypatch) == []
