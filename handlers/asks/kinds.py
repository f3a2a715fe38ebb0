"""What can be asked for in words: each kind of ask, with what it holds."""

from dataclasses import dataclass, field

from models.lists import Scope
from models.targets import Target, ToNext


@dataclass(frozen=True, slots=True)
class AskForm:
    """The form: for a new item, with what was typed as its headline, or for one that is there and where it shall go."""

    headline: str = ""
    number: int | None = None
    to: Target = field(default_factory=ToNext)


@dataclass(frozen=True, slots=True)
class AskOffer:
    """Hand an item off at once, with its note as it stands and, where it was typed, a line on what is new."""

    number: int
    to: Target
    whats_new: str = ""


@dataclass(frozen=True, slots=True)
class AskList:
    """A list of items."""

    scope: Scope


@dataclass(frozen=True, slots=True)
class AskFind:
    """Items with these words in them; `words` are as typed, filters too."""

    words: str


@dataclass(frozen=True, slots=True)
class AskVerb:
    """A verb on an item."""

    verb: str
    number: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AskDecide:
    """The form that decides what an item asks, with what was typed as its why."""

    number: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class AskDecisions:
    """What was decided, newest first; with `words` only what has all of them."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class AskWho:
    """Who is on shift."""


@dataclass(frozen=True, slots=True)
class AskHelp:
    """Help, with a guess at what was meant: the words to type."""

    guess: str | None = None


@dataclass(frozen=True, slots=True)
class AskAway:
    """Say on which dates one is away, or somebody whose team one leads; `dates` is as typed, and empty opens a form."""

    dates: str = ""
    user: str | None = None


@dataclass(frozen=True, slots=True)
class AskAbsences:
    """When one is away, or somebody whose team one leads, each with a button that cancels it."""

    user: str | None = None


@dataclass(frozen=True, slots=True)
class AskCover:
    """Ask one person, or one's region, to take one's shift of a date; `date` is as typed."""

    date: str
    user: str | None = None


@dataclass(frozen=True, slots=True)
class AskCalendar:
    """The addresses at which one's own calendar can read shifts."""


@dataclass(frozen=True, slots=True)
class AskCovers:
    """The covers one asked for, has taken, and can take."""


@dataclass(frozen=True, slots=True)
class AskSetup:
    """The form that sets up the team of the channel in which it is typed, or changes it."""


Words = (
    AskSetup
    | AskCalendar
    | AskCover
    | AskCovers
    | AskDecide
    | AskDecisions
    | AskFind
    | AskForm
    | AskAway
    | AskAbsences
    | AskOffer
    | AskList
    | AskVerb
    | AskWho
    | AskHelp
)

# What is answered with a form: in the DM, with a button that opens it.
Opens = AskForm | AskAway | AskSetup | AskDecide
