"""The command line `sunrelay`: what each command is called, and how everything that is wrong is said in a sentence."""

import importlib
import logging
from typing import Any, Final

import click

from bot.logs import set_up_logs

log = logging.getLogger(__name__)

COMMANDS: Final = ("run", "sandbox", "roster", "shifts", "items", "deliveries", "doctor", "backup")
# By name, so that a command loads no more than it needs.
PROBLEMS: Final = frozenset(
    {
        "AlreadyRunningError", "ClockProblem", "ConnectionProblem", "DatabaseProblem", "PortProblem",
        "RosterFileProblem", "SandboxFolderProblem", "SettingsProblem", "ZoneDataError",
    }
)  # fmt: skip


class Commands(click.Group):
    """Loads a command when it is asked for. Whatever goes wrong in it becomes a sentence and an exit code of 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click calls it so)
        """The commands, in the order in which help shows them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click calls it so)
        """The command from the module of its name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"bot.cli.{cmd_name}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as problem:  # noqa: BLE001 - no command ends in a traceback; what it was is said
            raise click.ClickException(_sentence(problem)) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sunrelay", message="%(prog)s %(version)s")
def main() -> None:
    """Hands work on to the next region with its context, and wakes nobody up for it."""
    set_up_logs("WARNING", "text")


def _sentence(problem: Exception) -> str:
    if any(kind.__name__ in PROBLEMS for kind in type(problem).__mro__):
        return str(problem)
    log.debug("The command failed.", exc_info=problem)
    what = (str(problem).strip() or "without a word").splitlines()[0]
    return (
        f"Sunrelay failed ({type(problem).__name__}: {what}): run sunrelay doctor, and report this if it finds nothing."
    )
