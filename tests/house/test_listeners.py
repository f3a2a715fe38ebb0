"""Manifest and listeners agree: what Slack is asked to send is listened to, and nothing waits for what never comes."""

from handlers import ids
from handlers.actions.buttons import MORE
from handlers.actions.clicks import ACTIONS
from handlers.events.arrivals import EVENTS
from handlers.shortcuts.arrivals import SHORTCUTS
from handlers.suggestions import SUGGESTIONS
from handlers.views.submissions import FORMS
from tests.house.tree import manifest

FORM_INPUTS_ONLY = {ids.LINK}
ONLY_READ = {ids.NOTE_VIEW, ids.RECAP_VIEW, ids.SETUP_REFUSED, ids.SAID, ids.EVENING_WHICH, ids.SEVERAL_DONE}
SETUP = {ids.SETUP_FORM, ids.SETUP_REGION_FORM, ids.SETUP_MEMBER_FORM, ids.SETUP_PREVIEW, ids.SETUP_ASKING}
FORMS_OF_ITEMS = {ids.HANDOFF_FORM, ids.REASON_FORM, ids.DECISION_FORM, ids.ADD_FORM, ids.SEVERAL_FORM}
VIEWS = {ids.AWAY_FORM, ids.TRIP_FORM} | FORMS_OF_ITEMS | SETUP | ONLY_READ


def test_every_event_of_the_manifest_is_listened_to_and_no_other() -> None:
    subscribed = manifest()["settings"]["event_subscriptions"]["bot_events"]

    assert {name.split(".")[0] for name in subscribed} == set(EVENTS)


def test_every_id_of_a_button_or_menu_does_something() -> None:
    actions = {value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)} - VIEWS

    assert actions - FORM_INPUTS_ONLY == set(ACTIONS) | set(SUGGESTIONS) | set(SHORTCUTS)


def test_every_shortcut_of_the_manifest_does_something_and_no_other() -> None:
    assert {one["callback_id"] for one in manifest()["features"]["shortcuts"]} == set(SHORTCUTS)


def test_every_form_that_can_be_sent_is_read() -> None:
    assert set(FORMS) == VIEWS - ONLY_READ


def test_every_choice_of_the_menu_does_something() -> None:
    assert set(ids.MORE_VERBS) == set(MORE)
