"""The addresses of messages in Slack, for people to click (docs.slack.dev/reference/methods/chat.getPermalink)."""

from sqlalchemy.orm import Session

from models.tables import Workspace


def message_link(session: Session, workspace_id: int, channel: str, ts: str, root: str | None = None) -> str | None:
    """The address of a message; `root` is the `ts` of its thread's first message. None until we are connected."""
    workspace = session.get(Workspace, workspace_id)
    if workspace is None or not workspace.url:
        return None
    link = f"{workspace.url}archives/{channel}/p{ts.replace('.', '')}"
    return f"{link}?thread_ts={root}&cid={channel}" if root and root != ts else link
