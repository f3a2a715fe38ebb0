"""People and channels met for the first time: a row for each, so that Slack is asked about them."""

from sqlalchemy.orm import Session

from models.access import find_channel, is_in
from models.people import find_person, get_person
from models.storage.database import Database
from models.tables import ChannelKind
from models.workspace.directory import join_channel, want_channel


def meet(database: Database, workspace_id: int, user: str) -> bool:
    """Make sure that the person has a row, and say whether Slack has told of them; who has one costs a read."""
    with database.read() as session:
        if find_person(session, workspace_id, user) is not None:
            return is_known(session, workspace_id, user)
    with database.write() as session:
        get_person(session, workspace_id, user)
    return False


def is_known(session: Session, workspace_id: int, user: str) -> bool:
    """Whether Slack has told who that is."""
    person = find_person(session, workspace_id, user)
    return person is not None and person.fetched_at is not None


def meet_channel(database: Database, workspace_id: int, slack_id: str, user: str) -> None:
    """Keep that the person acted in the channel, which shows that they see it; a DM and a public one need no row."""
    if slack_id.startswith("D"):
        return
    with database.read() as session:
        channel = find_channel(session, workspace_id, slack_id)
        if channel is not None and (channel.kind is ChannelKind.PUBLIC or is_in(session, channel, user)):
            return
    with database.write() as session:
        want_channel(session, workspace_id, slack_id)
        session.flush()
        join_channel(session, workspace_id, slack_id, user)
