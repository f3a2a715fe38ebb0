"""Runs the sandbox: the stand-in Slack with its page, the bot connected to it, and what is kept between two starts."""

from bot.sandbox_run.running import Sandbox, open_sandbox, run_sandbox
from bot.sandbox_run.starting import HERE, SandboxOptions

__all__ = ["HERE", "Sandbox", "SandboxOptions", "open_sandbox", "run_sandbox"]
