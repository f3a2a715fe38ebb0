"""What there is to tell the page after an act."""

from dataclasses import dataclass, field

from bot.sandbox.payload import Json


@dataclass(frozen=True)
class Done:
    """`said` is empty when all went well, else what the person's client shows; `errors` stand in red at the blocks
    of the form with these ids."""

    said: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> Json:
        """As the page gets it."""
        return {"ok": not self.said and not self.errors, "said": self.said, "errors": self.errors}


def done(status: str) -> Done:
    """The end of an act whose status is `ok` or what went wrong."""
    return Done("" if status == "ok" else status)
