"""People that change: their name, their zone, whether they are still there."""

from handlers.desk import Desk
from handlers.payloads import Payload
from handlers.profiles import person_news
from models.people import find_person
from models.workspace.asking import learn_people


def on_changed(desk: Desk, _: Payload, event: Payload) -> None:
    """Keep what has changed of somebody we know; who was deactivated lets go of their items."""
    news = person_news(event["user"], desk.slack_id)
    with desk.database.read() as session:
        if find_person(session, desk.workspace_id, news.user) is None:
            return  # Slack tells of everybody in the workspace, at each change of status
    learn_people(desk.database, desk.workspace_id, [news], desk.now())
