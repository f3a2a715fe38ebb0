"""Bolt, wired: one workspace, answers after the commit, every request checked for Slack's signature."""

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

from bot.slack.calls import posting_client
from bot.slack.connection import Connected
from handlers.desk import Desk
from handlers.registry import register

# For opening a form, before Slack has its answer: it waits three seconds for that, in all.
CALL_SECONDS: Final = 2
LISTENER_THREADS: Final = 4
# Bolt says the first two where SLACK_BOT_TOKEN is also in the environment, and writes whole bodies with the third.
NOT_SAID: Final = ("As you gave `client`", "As gave `authorize`", "Invalid request signature detected")


def make_app(desk: Desk, connected: Connected, *, token: str, api_url: str, signing_secret: str) -> App:
    """The Bolt app with our listeners. It commits before it answers, and never asks Slack who it is.

    `signing_secret` is empty for Socket Mode, whose connection is proved by the app's token.
    """
    for logger in ("slack_bolt.App", "slack_bolt.RequestVerification"):
        logging.getLogger(logger).addFilter(_worth_saying)
    app = App(
        name="sunrelay",
        client=posting_client(None, api_url, CALL_SECONDS),
        authorize=lambda: AuthorizeResult(
            enterprise_id=None, team_id=connected.slack_id, bot_token=token, bot_id=connected.bot_id,
            bot_user_id=connected.bot_user,
        ),
        signing_secret=signing_secret,
        process_before_response=True,
        token_verification_enabled=False,
        listener_executor=ThreadPoolExecutor(LISTENER_THREADS, thread_name_prefix="listener"),
    )  # fmt: skip
    register(app, desk)
    return app


def _worth_saying(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith(NOT_SAID)
