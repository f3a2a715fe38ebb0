"""Somebody opens the app: its Home tab is made afresh."""

from handlers.asks.home import show_home
from handlers.desk import Desk
from handlers.payloads import Payload, act_of_event


def on_opened(desk: Desk, body: Payload, event: Payload) -> None:
    """Slack tells of the Messages tab in the same way (docs.slack.dev/reference/events/app_home_opened)."""
    if event.get("tab") == "home" and event.get("user"):
        show_home(desk, act_of_event(desk, body, str(event["user"]), None))
