"""Finds a Chromium, and installs Debian's where it may: `python -m tests.browser.chromium`, as `make test` sets up."""

import os
import shutil
import subprocess
from typing import Final

import click
import pytest

NAMES: Final = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MISSING: Final = (
    "No Chromium is installed, so the sandbox's page was not tried in a browser: install it "
    "(on Debian and Ubuntu: apt install chromium), or say where it is in CHROMIUM."
)
# Without a network it gives up soon.
QUICKLY: Final = ("-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=15")
INSTALL: Final = (
    ("apt-get", *QUICKLY, "update", "-qq"),
    ("apt-get", *QUICKLY, "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-color-emoji"),
)


def find() -> str | None:
    """The program; CHROMIUM in the environment names another one. None where there is none."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def needed() -> str:
    """The program, for a test. Without one the test is left out; with BROWSER_TESTS=required it fails."""
    program = find()
    if program is None and os.environ.get("BROWSER_TESTS") == "required":
        pytest.fail(MISSING)
    return program or pytest.skip(MISSING)


@click.command()
def install() -> None:
    """Install Chromium where it is missing and this account may; where not, say so and go on."""
    if find() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        click.echo("Installing Chromium, to try the sandbox's page in (about a minute) ...")
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in INSTALL:
            if subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode:
                break
    if find() is None:
        click.echo(MISSING)


if __name__ == "__main__":
    install()
