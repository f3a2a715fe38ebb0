"""The Home tab: made afresh when it is opened, and after each act on it."""

from handlers.blocks.home import home, not_known_yet
from handlers.blocks.rendered import Rendered
from handlers.desk import Desk
from models.acts import Act
from models.facts.home import home_facts
from models.tables import KeptAct
from models.workspace.keeping import forget_act, keep_home


def home_of(user: str) -> str:
    """Where a form counts as opened that was opened in somebody's Home tab, which is in no channel."""
    return f"D{user}"


def show_home(desk: Desk, act: Act, answer: Rendered | None = None) -> None:
    """Show who acts their Home tab as it is now, with the answer to what they did there on top."""
    user = str(act.user)
    if desk.meet(user):
        desk.afterwards.publish(user, home(home_facts(desk.database, act), act.now, answer))
        return
    desk.afterwards.publish(user, not_known_yet())
    keep_home(desk.database, act)


def show_kept_home(desk: Desk, act: Act, kept: KeptAct) -> None:
    """Show it to who opened it before Slack had told who they are; nobody waits for it for ever."""
    if desk.meet(kept.user):
        desk.afterwards.publish(kept.user, home(home_facts(desk.database, act), act.now))
    with desk.database.write() as session:
        forget_act(session, kept.id)
