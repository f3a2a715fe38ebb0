"""The workspace the bot serves: made by the first roster, named by the first connection."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.storage.holding import have_workspace
from models.tables import Workspace


class OtherWorkspaceError(Exception):
    """The tokens are of another Slack workspace than the one this database belongs to. The text says what to do."""


def find_workspace(session: Session) -> Workspace | None:
    """The workspace's row, if there is one yet."""
    return session.scalars(select(Workspace).order_by(Workspace.id)).first()


def the_workspace(session: Session) -> Workspace:
    """The workspace's row, made if there is none yet."""
    workspace = find_workspace(session)
    if workspace is None:
        have_workspace(session)  # two processes that start on an empty database make one row between them
        workspace = find_workspace(session)
    if workspace is None:
        workspace = Workspace()
        session.add(workspace)
        session.flush()
    return workspace


def connect_workspace(session: Session, slack_id: str, name: str, url: str, bot_user: str) -> Workspace:
    """Keep which Slack workspace this is. Rows made before the first connection become its own.

    Raises OtherWorkspaceError when the database belongs to another one.
    """
    workspace = the_workspace(session)
    session.refresh(workspace, with_for_update={"key_share": True})
    if workspace.slack_id not in {None, slack_id}:
        raise OtherWorkspaceError(
            f"This database belongs to the Slack workspace {workspace.name} ({workspace.slack_id}), "
            f"but the token is of {name} ({slack_id}): set DATABASE_URL to a database of its own."
        )
    workspace.slack_id, workspace.name, workspace.url, workspace.bot_user = slack_id, name, url, bot_user
    return workspace
