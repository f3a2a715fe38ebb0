"""What comes into a form after Slack has its answer: the thread of its message, and where the card will stand.

The form is redrawn only as it was: whoever has changed it meanwhile has had it drawn anew, and it is followed up again.
What is typed stays, since Slack keeps what stands in inputs.
"""

from dataclasses import replace
from typing import Final

from slack_sdk import WebClient

from handlers.asks.form import Drawn, draw
from handlers.asks.threads import GONE, UNREAD, ReadThread, read_thread, thread_text
from handlers.desk import Desk
from handlers.messages import WRITTEN, is_by, is_gone, read_message
from handlers.opening import CALL_ERRORS, Opened, update_view
from handlers.profiles import channel_news, person_news
from handlers.unsent_state import follow_filled
from models.access import sees_channel
from models.acts import Act
from models.facts.sources import AN_APP, SourceFacts
from models.people import find_person, name_of
from models.refusals import RefusedError
from models.workspace.asking import learn_people
from models.workspace.messages import MessageNews

# Room for the thread in two inputs, and for its links in theirs.
LONGEST_THREAD: Final = 5_800
MOST_LINKS: Final = 10
MOST_STRANGERS: Final = 20


def follow_up(desk: Desk, act: Act, drawn: Drawn, opened: Opened | None) -> None:
    """Have what is still missing in the form read, and put there."""
    source, facts = drawn.state.source, drawn.facts
    if opened is None or source is None or facts is None or not _sees(desk, act, source.channel):
        return
    if not facts.known:
        desk.afterwards.do(lambda client: _look(desk, act, drawn, opened, client))
    elif source.reading:
        desk.afterwards.do(lambda client: _read(desk, act, drawn, opened, client))


def _look(desk: Desk, act: Act, drawn: Drawn, opened: Opened, client: WebClient) -> None:
    """Say where the card will stand, once Slack has told of the channel."""
    source, facts = drawn.state.source, drawn.facts
    if source is None or facts is None:
        return
    try:
        told = channel_news({**client.conversations_info(channel=source.channel)["channel"]}, ())
    except CALL_ERRORS:  # it does not show it to us
        facts = replace(facts, known=True)
    else:
        facts = replace(facts, known=True, channel=told.name, has_bot=told.has_bot, shared=told.shared)
    _redraw(desk, act, drawn, opened, client, facts)


def _read(desk: Desk, act: Act, drawn: Drawn, opened: Opened, client: WebClient) -> None:
    """Fill the form with what was said in the thread."""
    source = drawn.state.source
    if source is None:
        return
    thread = read_thread(client, source.channel, source.root)
    said = _said(desk, thread, source.channel)
    _meet_strangers(desk, act, client, said)
    is_read = any(one.ts != source.ts for one in said)
    state = replace(drawn.state, source=replace(source, reading=False, unread=not is_read and bool(thread.why)))
    draft = drawn.filled.draft
    if is_read:
        text = thread_text(said, lambda one: _name(desk, act, one), source.ts, LONGEST_THREAD)
        draft = replace(draft, recap=_noted(text, thread), links=_with_links(draft.links, said))
    state = follow_filled(state, drawn.filled.draft, draft)
    state = replace(state, unfolded=state.unfolded or bool(draft.recap))
    _redraw(desk, act, Drawn(drawn.view, state, replace(drawn.filled, draft=draft), drawn.facts), opened, client, None)


def _redraw(desk: Desk, act: Act, drawn: Drawn, opened: Opened, client: WebClient, facts: SourceFacts | None) -> None:
    try:
        view = draw(desk, act, drawn.state, drawn.filled, facts).view
    except RefusedError:  # what was open to them meanwhile is not: sending the form says so
        return
    update_view(client, opened.view_id, opened.hash, view)


def _sees(desk: Desk, act: Act, channel: str) -> bool:
    """What the form says of where it was opened comes from people: nobody hears of a channel that they do not see."""
    with desk.database.read() as session:
        return act.channel == channel or sees_channel(session, act.workspace_id, str(act.user), channel)


def _said(desk: Desk, thread: ReadThread, channel: str) -> list[MessageNews]:
    """What people and apps have said; of a first message that was deleted, that it was."""
    said = []
    for message in thread.messages:
        news = read_message(desk, channel, message)
        if is_gone(message):
            said.append(replace(news, author=None, app="Slack", text=GONE))
        elif news.text and not is_by(desk, message) and message.get("subtype") in WRITTEN:
            said.append(news)
    return said


def _meet_strangers(desk: Desk, act: Act, client: WebClient, said: list[MessageNews]) -> None:
    """Have the names of those who wrote there, so far as there are not too many of them."""
    with desk.database.read() as session:
        known = {one.author: find_person(session, act.workspace_id, one.author) for one in said if one.author}
    strangers = [user for user, person in known.items() if user and (person is None or person.fetched_at is None)]
    try:
        people = [client.users_info(user=user)["user"] for user in strangers[:MOST_STRANGERS]]
    except CALL_ERRORS:
        return
    learn_people(desk.database, act.workspace_id, [person_news(one, desk.slack_id) for one in people], desk.now())


def _name(desk: Desk, act: Act, one: MessageNews) -> str:
    with desk.database.read() as session:
        return name_of(session, act.workspace_id, one.author) if one.author else one.app or AN_APP


def _noted(text: str, thread: ReadThread) -> str:
    return f"{text}\n[{UNREAD.format(read=len(thread.messages))}]" if thread.more else text


def _with_links(links: str, said: list[MessageNews]) -> str:
    """The form's links, with the last of those in the thread."""
    found = {url: title for one in said for url, title in one.links if url not in links}
    more = [f"{title}: {url}" if title else url for url, title in found.items()]
    return "\n".join([links, *more[-MOST_LINKS:]]).strip()
