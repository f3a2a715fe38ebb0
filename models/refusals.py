"""Why something was not done, in words for the person who asked."""

from models.targets import Target


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


class NothingNewError(RefusedError):
    """An item that goes in circles is handed on without a line on what is new: which item, and where to."""

    def __init__(self, number: int, label: str, to: Target) -> None:
        super().__init__(
            f"{label} goes in circles: say in a line what is new, so that it does not come back again.", "whats_new"
        )
        self.number = number
        self.label = label
        self.to = to


class AlreadyDoneError(Exception):
    """This very payload has been acted on: Slack sent it again."""
