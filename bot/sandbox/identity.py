"""Who the workspace and the apps in it are."""

import secrets
from dataclasses import dataclass


@dataclass(frozen=True)
class Identity:
    """Who the workspace and the app in it are, and the secrets they share."""

    team_id: str
    domain: str
    team_name: str
    app_id: str
    bot_id: str
    bot_user: str
    bot_token: str
    app_token: str
    signing_secret: str

    @property
    def url(self) -> str:
        """The workspace's address, as `auth.test` gives it."""
        return f"https://{self.domain}.slack.com/"


@dataclass(frozen=True)
class OtherApp:
    """Another app that posts here. `user` is its bot user; None for the old kind, which has none."""

    app_id: str
    bot_id: str
    name: str
    user: str | None


def new_identity(team_id: str) -> Identity:
    """The workspace with that id and its app, with secrets nobody had before."""
    return Identity(
        team_id=team_id, domain="sunrelay-sandbox", team_name="Sandbox", app_id="A0SUN", bot_id="B0SUN",
        bot_user="U0SUNBOT", bot_token=f"xoxb-{secrets.token_hex(8)}", app_token=f"xapp-1-{secrets.token_hex(8)}",
        signing_secret=secrets.token_hex(16),
    )  # fmt: skip
