"""More people than the cast: a region in which all are on shift, so that many act, or are owed a message, at once."""

from contextlib import closing
from typing import Final

from models.roster.apply import apply_roster
from models.roster.file import read_roster
from models.storage.database import Database
from models.workspace.connecting import the_workspace
from tests.faults.office import Office
from tests.people import OPS

ROSTER: Final = """\
teams:
  - name: Platform
    channel: C0OPS
    regions:
      - {{name: Givers, timezone: Asia/Singapore, hours: "09:00-17:00", members: [{giver}]}}
      - {{name: Crowd, timezone: Europe/Berlin, hours: "09:00-17:00", rotation: all, members: [{crowd}]}}
"""


def move_in(office: Office, many: int) -> list[str]:
    """So many new people, all in #ops: the first hands things off, all others are on shift in Crowd from 08:00 UTC."""
    users = [f"U0NEW{number:04}" for number in range(many)]
    for number, user in enumerate(users):
        office.slack.add_user(user, f"Newcomer {number:04}", tz="Europe/Berlin")
        office.slack.join(OPS, user)
    named = [f"{{user: {user}}}" for user in users]
    roster = ROSTER.format(giver=named[0], crowd=", ".join(named[1:]))
    with closing(Database(office.url)) as database, database.write() as session:
        apply_roster(session, the_workspace(session), read_roster(roster), office.now)
    return users
