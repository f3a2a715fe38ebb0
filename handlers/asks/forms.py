"""The form for whatever was asked: made before it is opened."""

from slack_sdk.models.views import View

from handlers.asks.away import away_form_for
from handlers.asks.deciding import decision_form_for
from handlers.asks.form import new_form
from handlers.asks.kinds import AskAway, AskDecide, AskForm, AskSetup, Opens
from handlers.asks.setup import setup_form_for
from handlers.asks.unsent import with_offer
from handlers.decision_state import Filled
from handlers.desk import Desk
from models.acts import Act


def form_for(desk: Desk, act: Act, asked: Opens) -> View:
    """The form as it opens. Raises RefusedError, NotVisibleError."""
    match asked:
        case AskForm():
            return with_offer(desk, act, asked.number, new_form(desk, act, asked))
        case AskAway(_, user):
            return away_form_for(desk, act, user)
        case AskSetup():
            return setup_form_for(desk, act)
        case AskDecide(number, why):
            return decision_form_for(desk, act, number, Filled(why=why))
