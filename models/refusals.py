"""Why something was not done, in words for the person who asked."""


class RefusedError(Exception):
    """What was asked is not done. `say` is the sentence for the person; `field` the form field it is about, if any."""

    def __init__(self, say: str, field: str | None = None) -> None:
        super().__init__(say)
        self.say = say
        self.field = field


class NotVisibleError(RefusedError):
    """No such item, or none that the person may see: the two must not be told apart."""

    def __init__(self, label: str) -> None:
        super().__init__(
            f"There is no item {label} that you can see. /handoff list shows yours, /handoff list all your team's."
        )


class NotKnownYetError(RefusedError):
    """Slack has not told us yet who sees the channel: the act is kept and decided once it has."""

    def __init__(self, label: str, channel: str) -> None:
        super().__init__(f"I am asking Slack who can see {label}. Your answer follows in a moment.")
        self.channel = channel


class AlreadyDoneError(Exception):
    """This very payload has been acted on: Slack sent it again."""
