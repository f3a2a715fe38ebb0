"""The form for whatever was asked: made before it is opened."""

from slack_sdk.models.views import View

from handlers.asks.away import away_form_for
from handlers.asks.form import new_form
from handlers.asks.words import AskForm, Opens
from handlers.desk import Desk
from models.acts import Act


def form_for(desk: Desk, act: Act, asked: Opens) -> View:
    """The form as it opens. Raises RefusedError, NotVisibleError."""
    return new_form(desk, act, asked) if isinstance(asked, AskForm) else away_form_for(desk, act, asked.user)
