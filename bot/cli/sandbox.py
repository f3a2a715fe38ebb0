"""`sunrelay sandbox`: the local workspace, whatever tokens are set; and one day in it, played by itself."""

from pathlib import Path

import click

from bot.cli.run import until_told_to_end
from bot.logs import set_up_logs
from bot.played_day import play
from bot.sandbox_run import HERE, SandboxOptions, run_sandbox
from bot.settings import load_settings


@click.command()
@click.option("--play", "plays", is_flag=True, help="Play one day round the world by itself, and print it.")
@click.option("--reset", is_flag=True, help="Forget what was kept of it, and begin anew.")
@click.option("--roster", type=click.Path(path_type=Path), help="Your own team: a roster file; its people are made up.")
@click.option("--host", default=HERE, show_default=True, help="Listen there, too: with no password for anybody.")
def sandbox(*, plays: bool, reset: bool, roster: Path | None, host: str) -> None:
    """Start a Slack of its own on this machine, to try Sunrelay out."""
    if plays:
        play(click.echo)
        return
    settings = load_settings()
    set_up_logs(settings.log_level, settings.log_format)
    with until_told_to_end() as ended:
        run_sandbox(settings, ended, click.echo, options=SandboxOptions(reset=reset, roster=roster, host=host))
