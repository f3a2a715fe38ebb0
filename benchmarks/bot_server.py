"""`python -m benchmarks.bot_server DATABASE_URL PORT API_URL TOKEN SECRET`: `sunrelay run`, but for its clock.

Its clock stands at an instant at which nothing is due. A CLOCK_FILE would be read anew for every answer.
"""

import sys

from pydantic import SecretStr

from benchmarks.town import NOW
from bot.cli.run import until_told_to_end
from bot.logs import set_up_logs
from bot.running import connected_bot
from bot.settings import Settings


def main(database_url: str, port: str, api_url: str, token: str, secret: str) -> None:
    """Run until the process is told to end."""
    settings = Settings.model_construct(
        slack_bot_token=SecretStr(token),
        slack_signing_secret=SecretStr(secret),
        slack_api_url=api_url,
        database_url=database_url,
        port=int(port),
    )
    set_up_logs("INFO", "text")
    with until_told_to_end() as ended, connected_bot(settings, clock=lambda: NOW) as bot:
        bot.start()
        ended.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
