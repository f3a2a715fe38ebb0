"""`sunrelay sandbox`: the local workspace, whatever tokens are set; and one day in it, played by itself."""

import click

from bot.cli.run import until_told_to_end
from bot.logs import set_up_logs
from bot.played_day import play
from bot.sandbox_run import run_sandbox
from bot.settings import load_settings


@click.command()
@click.option("--play", "plays", is_flag=True, help="Play one day round the world by itself, and print it.")
def sandbox(*, plays: bool) -> None:
    """Start a Slack of its own on this machine, to try Sunrelay out."""
    if plays:
        play(click.echo)
        return
    settings = load_settings()
    set_up_logs(settings.log_level, settings.log_format)
    with until_told_to_end() as ended:
        run_sandbox(settings, ended, click.echo)
