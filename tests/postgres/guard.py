"""Keeps one PostgreSQL running for as long as whoever started it lives: `guard.py USER GROUP FOLDER COMMAND…`.

Its standard input is a pipe that nobody else holds. It ends with its writer, a killed one too; then so does the server.
"""

import os
import shutil
import signal
import subprocess
import sys
from typing import Any, Final

KEEP: Final = "keep"


def main() -> None:
    """Start the server, wait for the pipe's end, stop the server. Its folder goes too, unless `keep` was said."""
    user, group, folder, *command = sys.argv[1:]
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, cwd=folder, **account(user, group)) as server:
        kept = sys.stdin.read() == KEEP
        server.send_signal(signal.SIGINT if kept else signal.SIGQUIT)  # ended in order, or at once
    if not kept:
        shutil.rmtree(folder, ignore_errors=True)


def account(user: str, group: str) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it gets another account."""
    if os.geteuid() != 0:
        return {}
    return {"user": int(user), "group": int(group), "extra_groups": []}


if __name__ == "__main__":
    main()
