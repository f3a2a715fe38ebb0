"""What a person's client would not let them do."""


class Impossible(Exception):
    """The person cannot do this: it is not on their screen, or the client forbids it. The text says why."""
