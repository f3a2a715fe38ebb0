"""The mapped classes: one row each, with the rules that belong to that row alone."""

from models.tables.absences import Absence, AbsenceSource, Cover, ShiftChange, ShiftChangeKind, Trip
from models.tables.arrivals import KeptAct, Reaction, Seen
from models.tables.base import Base
from models.tables.calendars import Calendar, Feed, Turn, UserGroup
from models.tables.channels import Channel, ChannelKind, ChannelMember
from models.tables.clocks import ClockTelling
from models.tables.comments import ANSWERABLE, Comment, CommentKind, CommentTag, ThreadLink
from models.tables.decisions import IS_PENDING, IS_STANDING, IS_UNDECIDED, OPEN_VERDICTS, Decision, Verdict
from models.tables.deliveries import Action, Delivery, DeliveryState, Entry, Message, MessageKind
from models.tables.events import Event, ItemPerson, Snooze
from models.tables.happenings import Happening
from models.tables.items import (
    IS_LIVE,
    IS_OFFERED,
    IS_OPEN,
    LIVE,
    ByChoice,
    Item,
    State,
    Urgency,
    Verb,
)
from models.tables.notes import Note
from models.tables.paces import Pace
from models.tables.people import NAMELESS, Person
from models.tables.read_backs import ReadBack, SenderQuestion
from models.tables.setups import Setup, Welcome
from models.tables.teams import Member, Region, Team, TeamLead
from models.tables.unsent_forms import UnsentForm
from models.tables.workspaces import Workspace

__all__ = [
    "ANSWERABLE",
    "IS_LIVE",
    "IS_OFFERED",
    "IS_OPEN",
    "IS_PENDING",
    "IS_STANDING",
    "IS_UNDECIDED",
    "LIVE",
    "NAMELESS",
    "OPEN_VERDICTS",
    "Absence",
    "AbsenceSource",
    "Action",
    "Base",
    "ByChoice",
    "Calendar",
    "Channel",
    "ChannelKind",
    "ChannelMember",
    "ClockTelling",
    "Comment",
    "CommentKind",
    "CommentTag",
    "Cover",
    "Decision",
    "Delivery",
    "DeliveryState",
    "Entry",
    "Event",
    "Feed",
    "Happening",
    "Item",
    "ItemPerson",
    "KeptAct",
    "Member",
    "Message",
    "MessageKind",
    "Note",
    "Pace",
    "Person",
    "Reaction",
    "ReadBack",
    "Region",
    "Seen",
    "SenderQuestion",
    "Setup",
    "ShiftChange",
    "ShiftChangeKind",
    "Snooze",
    "State",
    "Team",
    "TeamLead",
    "ThreadLink",
    "Trip",
    "Turn",
    "UnsentForm",
    "Urgency",
    "UserGroup",
    "Verb",
    "Verdict",
    "Welcome",
    "Workspace",
]
