"""Acts on the elements that the app sent: in messages, in forms, on the Home tab."""

from bot.sandbox.page_server.acts.asked import Asked
from bot.sandbox.page_server.acts.done import Done, done
from bot.sandbox.payload import Json
from bot.sandbox.people.form import Form
from bot.sandbox.people.impossible import Impossible
from bot.sandbox.people.view import View


def use_shortcut(asked: Asked) -> Done:
    """Use a shortcut by its name: on a message, or without one."""
    message = asked.message() if asked.act.get("message") else None
    return done(asked.person.uses_shortcut(asked.text("name"), message).status)


def use_in_message(asked: Asked) -> Done:
    """Use an element of a message; `inputs` is what stands in the message's inputs."""
    message, person = asked.message(), asked.person
    for block, action, value in asked.inputs:
        person.puts(message, block, action, value)
    return done(person.points_at(message, *asked.element, asked.act.get("value")).status)


def use_in_view(asked: Asked) -> Done:
    """Use an element of the form in front, or of the Home tab."""
    view = _view(asked)
    _put(view, asked)
    view.act_at(*asked.element, asked.act.get("value"))
    return done(view.status)


def submit(asked: Asked) -> Done:
    """Send the form in front."""
    form = _form(asked)
    _put(form, asked)
    errors = form.submit_by_block()
    return Done(errors.pop("", ""), errors)


def close(asked: Asked) -> Done:
    """Close the form in front without sending it."""
    form = _form(asked)
    form.close()
    return done(form.status)


def open_home(asked: Asked) -> Done:
    """Open the app's Home tab, or its messages."""
    asked.person.opens_home(asked.text("tab"))
    return Done()


def choices(asked: Asked) -> Json:
    """What the app offers in a picker for typed text."""
    typed = asked.text("typed")
    if asked.act.get("message"):
        return asked.person.asks_for_choices(asked.message(), *asked.element, typed)
    return _view(asked).search_at(*asked.element, typed)


def _put(view: View, asked: Asked) -> None:
    for block, action, value in asked.inputs:
        view.put_at(block, action, value)


def _form(asked: Asked) -> Form:
    form = asked.person.form
    if form is None or form.view.id != asked.act.get("view"):
        raise Impossible("This form is not open any more.")
    return form


def _view(asked: Asked) -> View:
    home = asked.person.home
    return home if home is not None and home.view.id == asked.act.get("view") else _form(asked)
