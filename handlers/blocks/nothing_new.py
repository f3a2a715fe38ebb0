"""What is answered where something that goes in circles is handed on without a line on what is new."""

from handlers import ids
from handlers.blocks.parts import button, buttons, words
from handlers.blocks.rendered import Rendered
from handlers.blocks.words import COMMAND, escape
from handlers.form_state import target_value
from models.refusals import NothingNewError
from models.targets import Target, ToNext, ToRegion


def nothing_new(refusal: NothingNewError) -> Rendered:
    """Why it was not handed on, the button that opens the form for it, and what to type instead."""
    to_type = f"Type {COMMAND} {refusal.label} to {_typed(refusal.to)}: and what is new."
    value = f"item:{refusal.number}:{target_value(refusal.to)}"
    press = button("Say what is new", ids.OPEN_FORM, value, aloud=f"Say what is new about {refusal.label}")
    return Rendered(text=escape(f"{refusal.say}\n{to_type}"), blocks=[words(refusal.say), buttons(press)])


def _typed(to: Target) -> str:
    if isinstance(to, ToRegion):
        return to.name
    return "next" if isinstance(to, ToNext) else "@name"
