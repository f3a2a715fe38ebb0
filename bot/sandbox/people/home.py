"""The app's Home tab on a person's screen. It is live: after a `views.publish` it shows the new content."""

from bot.sandbox.people.view import View


class Home(View):
    """The Home tab of one person, with its buttons, menus and inputs."""

    def __repr__(self) -> str:
        return f"<Home of {self._user.real_name}>"
