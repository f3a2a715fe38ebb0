"""People that change: their name, their zone, whether they are still there."""

from handlers.desk import Desk
from handlers.payloads import Payload
from handlers.profiles import person_news
from models.acts import Act, Surface
from models.people import find_person
from models.verbs.releasing import release
from models.workspace.directory import keep_person


def on_changed(desk: Desk, _: Payload, event: Payload) -> None:
    """Keep what has changed of somebody we know; who was deactivated lets go of their items."""
    news = person_news(event["user"], desk.slack_id)
    with desk.database.write() as session:
        known = find_person(session, desk.workspace_id, news.user)
        if known is None:
            return
        was_there = not known.deactivated
        person = keep_person(session, desk.workspace_id, news, desk.now())
        if news.deactivated and was_there:
            release(session, Act(desk.workspace_id, None, desk.now(), Surface.BOT), person)
