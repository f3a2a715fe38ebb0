"""The bare acknowledgement: a Bolt app that only says it has heard: what a request costs before anything is done."""

from collections.abc import Callable
from typing import Final

from slack_bolt import Ack, App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.clock import wall_clock
from bot.sandbox.signing import sign

SECRET: Final = "benchmark"
FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"


def bare_app(secret: str = SECRET, *, process_before_response: bool = True) -> App:
    """An app with one listener for each kind of payload, which acknowledges. Bolt's default answers it in a thread."""
    app = App(
        client=WebClient(base_url="http://127.0.0.1:9/", retry_handlers=[]),
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id="T0", bot_token="xoxb-0", bot_user_id="U0"),
        signing_secret=secret,
        process_before_response=process_before_response,
        token_verification_enabled=False,
    )
    app.command("/handoff")(_ack)
    app.event("reaction_added")(_ack)
    app.view("handoff_form")(_ack)
    return app


def signed(secret: str, body: str, content_type: str = FORM) -> dict[str, str]:
    """The headers with which Slack sends that body."""
    stamp = int(wall_clock().timestamp())
    return {"content-type": content_type, **sign(secret, body, stamp)}


def asking(
    dispatch: Callable[[BoltRequest], BoltResponse], request: tuple[str, str], secret: str = SECRET
) -> Callable[[], object]:
    """A call that gives the request (body and content type) to the app, in process, signed as Slack does."""
    body, content_type = request
    headers = signed(secret, body, content_type)

    def ask() -> None:
        response = dispatch(BoltRequest(body=body, headers=dict(headers)))
        if response.status != 200:
            raise RuntimeError(f"the app answered {response.status}: {response.body}")

    return ask


def _ack(ack: Ack) -> None:
    ack()
