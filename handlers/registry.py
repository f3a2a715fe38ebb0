"""Binding the listeners to Bolt: one for each kind of payload, each with a table of our own behind it.

Bolt tries its listeners in turn for every request, so each further one would cost them all. Each payload acts once, so
a listener that another transaction was in the way of runs again.
"""

import re
from functools import partial

from slack_bolt import App

from handlers.actions.clicks import on_click
from handlers.commands.slash import on_command
from handlers.desk import Desk
from handlers.errors import on_error
from handlers.events.arrivals import on_event
from handlers.shortcuts.arrivals import on_shortcut
from handlers.suggestions import on_suggestion
from handlers.views.closed import on_closed
from handlers.views.submissions import on_submission
from models.storage.conflicts import again_after_conflicts

ANYTHING = re.compile(".*")


def register(app: App, desk: Desk) -> None:
    """Let the app answer through our listeners."""
    app.command(ANYTHING)(again_after_conflicts(partial(on_command, desk)))
    app.action(ANYTHING)(again_after_conflicts(partial(on_click, desk)))
    app.view(ANYTHING)(again_after_conflicts(partial(on_submission, desk)))
    app.view_closed(ANYTHING)(again_after_conflicts(partial(on_closed, desk)))
    app.event(ANYTHING)(again_after_conflicts(partial(on_event, desk)))
    app.shortcut(ANYTHING)(again_after_conflicts(partial(on_shortcut, desk)))
    app.options(ANYTHING)(again_after_conflicts(partial(on_suggestion, desk)))
    app.error(partial(on_error, desk))
