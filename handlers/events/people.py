"""People that change: their name, their zone, their status, whether they are still there."""

from handlers.desk import Desk
from handlers.emoji import is_away
from handlers.payloads import Payload
from handlers.profiles import person_news, status_of
from models.people import find_person
from models.verbs.asking_away import note_status
from models.workspace.asking import learn_people
from models.workspace.directory import is_overtaken


def on_changed(desk: Desk, _: Payload, event: Payload) -> None:
    """Keep what has changed of somebody we know; turns and items follow, and some changes are asked about."""
    news = person_news(event["user"], desk.slack_id)
    with desk.database.read() as session:
        person = find_person(session, desk.workspace_id, news.user)
        if person is None or is_overtaken(person, news):
            return  # Slack tells of everybody in the workspace, at each change of status
    now, (status, until) = desk.now(), status_of(event["user"])
    shows = is_away(status, desk.away_emoji)
    note_status(desk.database, desk.workspace_id, news.user, now, shows_away=shows, until=until)
    learn_people(desk.database, desk.workspace_id, [news], now)
