"""Commands that met a channel not known yet: kept, and carried out once it is."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.acts import Act, Surface
from models.directory import want_channel
from models.storage.database import Database
from models.tables import KeptCommand


def keep_command(database: Database, act: Act, awaits: str, text: str) -> None:
    """Keep what was typed until Slack has told of the channel `awaits`."""
    if act.user is None:
        raise ValueError("a command is typed by a person")
    with database.write() as session:
        want_channel(session, act.workspace_id, awaits)
        session.add(
            KeptCommand(workspace_id=act.workspace_id, awaits=awaits, user=act.user, words={"text": text}, at=act.now)
        )


def act_kept(command: KeptCommand, now: datetime) -> Act:
    """The act of a kept command, carried out at `now` (UTC): it counts once, however often it is tried."""
    return Act(command.workspace_id, command.user, now, Surface.COMMAND, key=f"kept:{command.id}")


def forget_command(session: Session, command_id: int) -> None:
    """The command has been carried out."""
    command = session.get(KeptCommand, command_id)
    if command is not None:
        session.delete(command)
