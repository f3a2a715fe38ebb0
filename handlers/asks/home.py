"""The Home tab: made afresh when it is opened, and after each act on it."""

from handlers.blocks.home import home, not_known_yet
from handlers.blocks.rendered import Rendered
from handlers.desk import Desk
from models.acts import Act
from models.facts.home import home_facts


def home_of(user: str) -> str:
    """Where a form counts as opened that was opened in somebody's Home tab, which is in no channel."""
    return f"D{user}"


def show_home(desk: Desk, act: Act, answer: Rendered | None = None) -> None:
    """Show who acts their Home tab as it is now, with the answer to what they did there on top."""
    user = str(act.user)
    view = home(home_facts(desk.database, act), act.now, answer) if desk.meet(user) else not_known_yet()
    desk.afterwards.publish(user, view)
