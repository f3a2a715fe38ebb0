"""The addresses of messages in Slack, for people to click (docs.slack.dev/reference/methods/chat.getPermalink)."""

from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.tables import Workspace

# Made once: making a statement takes longer than running it.
_URL: Final = select(Workspace.url).where(Workspace.id == bindparam("workspace"))


def message_link(session: Session, workspace_id: int, channel: str, ts: str, root: str | None = None) -> str | None:
    """The address of a message; `root` is the `ts` of its thread's first message. None until we are connected."""
    url = _url_of(session, workspace_id)
    if not url:
        return None
    link = f"{url}archives/{channel}/p{ts.replace('.', '')}"
    return f"{link}?thread_ts={root}&cid={channel}" if root and root != ts else link


def _url_of(session: Session, workspace_id: int) -> str | None:
    """The workspace's address in Slack. A session asks once for each."""
    known: dict[int, str | None] = session.info.setdefault("urls", {})
    if workspace_id not in known:
        known[workspace_id] = session.connection().execute(_URL, {"workspace": workspace_id}).scalar()
    return known[workspace_id]
