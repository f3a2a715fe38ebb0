"""What can happen in the walk: who acts, on what, how, what fails, and how the clock is turned."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from hypothesis import strategies as st

from bot.sandbox.delivery import Delivery
from tests.people import ANA, GUS, JONAS, LUIS, MEI, OLGA, OPS, PRIYA, ROSTER, SECRET, TWO_TEAMS, WEI, ZOE, at
from tests.walk.acts import Way
from tests.walk.crashes import Moment
from tests.walk.walked import Walked

HEADLINES: Final = (
    "Amber", "Birch", "Cedar", "Dune", "Ember", "Fjord", "Grove", "Heron", "Ivy", "Jade", "Kelp", "Larch", "Moss",
    "Nectar", "Onyx", "Pine", "Quartz", "Reed", "Slate", "Tide", "Umber", "Vale", "Willow", "Xenon", "Yarrow", "Zinc",
)  # fmt: skip

# Stand for whoever it is by then: a name drawn by lot seldom owns the item.
OWNER: Final = "its owner"
RECEIVER: Final = "whom it waits for"
DECIDER: Final = "whom it asks"
THE_BOT: Final = "the bot"
PEOPLE: Final = (WEI, MEI, JONAS, ANA, LUIS, PRIYA, GUS, OLGA, ZOE)
AT_WORK: Final = (WEI, MEI, JONAS, ANA, LUIS)
people, numbers = st.sampled_from(PEOPLE), st.integers(0, 3)
owners = st.sampled_from((*[OWNER] * 6, PRIYA, JONAS, GUS))
receivers = st.sampled_from((*[RECEIVER] * 8, OWNER, *PEOPLE))
deciders = st.sampled_from((*[DECIDER] * 8, OWNER, PRIYA))
openers = st.sampled_from((*AT_WORK, *AT_WORK, PRIYA, GUS, ZOE))
channels, either_channel = st.sampled_from((OPS, OPS, SECRET)), st.sampled_from((OPS, SECRET))
urgencies = st.sampled_from(("🟢 Steady", "🟢 Steady", "🟡 Watch", "🔴 Critical"))
targets = st.sampled_from(
    ("next", "next", "Singapore", "Berlin", "Los Angeles", "Jonas Weber", "Wei Lin", "Mei Tan", "Zoe")
)
asked = st.sampled_from(("Jonas Weber", "Ana Kovač", "Luis Romero", "Wei Lin", "Priya Nair", "Zoe", "Gus"))
typed = st.sampled_from((Way.COMMAND, Way.COMMAND, Way.WRITTEN))
ways = st.sampled_from((*Way, Way.COMMAND, Way.REACTION))
questions = st.sampled_from(("list", "list mine", "list waiting", "list all", "who", "help", "claim", "show H-1"))

# Who goes in and out of which channel. Jonas and Wei, who are on shift in the first week, are in #secret at first.
DOORS: Final = (
    (JONAS, SECRET), (WEI, SECRET), (LUIS, SECRET), (ANA, SECRET), (GUS, SECRET), (JONAS, OPS), (GUS, OPS), (ZOE, OPS),
    (THE_BOT, OPS), (THE_BOT, SECRET),
)  # fmt: skip

# What people want of an item: what they type, the button, the emoji.
WISHES: Final = {
    "claim": ("claim {}", "Claim", "raised_hand"),
    "finish": ("done {}", "Done", "white_check_mark"),
    "send back": ("back {} not ours", "Send back", "leftwards_arrow_with_hook"),
    "cancel": ("cancel {} not needed", "Cancel", "x"),
    "reopen": ("reopen {}", "Reopen", "x"),
    "hand to the next": ("{} to next: the logs are in", "Hand off", "repeat"),
    "hand to the east": ("{} to Singapore: the logs are in", "Hand off", "earth_asia"),
}
FOR_OWNERS: Final = ("finish", "cancel", "reopen", "hand to the next", "hand to the east")

BEGINNINGS: Final[Sequence[datetime]] = (
    at("mon 08:30"),
    at("tue 00:50"),
    at("fri 14:00"),
    at("fri 15:30", week=1),  # on Sunday clocks go forward in Los Angeles
    at("fri 15:30", week=3),  # and here in Berlin
)

beginnings = st.sampled_from(BEGINNINGS)

ROSTERS: Final = {
    "nothing changes": ROSTER,
    "Luis moves to Berlin, Ana to Los Angeles": ROSTER.replace("U0LUIS", "X")
    .replace("U0ANA", "U0LUIS")
    .replace("{user: X}", "{user: U0ANA}"),
    "Berlin works from noon to eight": ROSTER.replace(
        'timezone: Europe/Berlin\n        hours: "09:00-17:00"', 'timezone: Europe/Berlin\n        hours: "12:00-20:00"'
    ),
    "Mei works in Kolkata": ROSTER.replace("{user: U0MEI}", "{user: U0MEI, timezone: Asia/Kolkata}"),
    "Jonas works early for a second team": TWO_TEAMS,
}
news = st.sampled_from((*ROSTERS, OPS, SECRET, ANA, MEI, LUIS))

METHODS: Final = (
    "*", "chat.postMessage", "chat.postMessage", "chat.update", "conversations.open", "conversations.info",
)  # fmt: skip
NOT_TAKEN: Final = ("ratelimited", "http_500", "http_503", "drop", "fatal_error", "some_new_error")
TAKEN: Final = ("http_500_after_accept", "drop_after_accept", "half_body", "not_json")
# Refusals for good: what they hit is parked, and reported.
FOR_GOOD: Final = ("channel_not_found", "is_archived", "msg_too_long")
failures = st.one_of(
    st.tuples(st.sampled_from(METHODS), st.sampled_from(NOT_TAKEN)),
    st.tuples(st.just("chat.postMessage"), st.sampled_from((*TAKEN, *TAKEN, *FOR_GOOD))),
)


def backwards(held: Sequence[Delivery]) -> Sequence[Delivery]:
    """The last event first."""
    return held[::-1]


def as_they_came(held: Sequence[Delivery]) -> Sequence[Delivery]:
    """Late, but in order."""
    return held


DELAYS: Final[dict[str, Callable[[Walked], Callable[[], object]]]] = {
    "Slack holds events back, or lets them go in order": lambda here: lambda: here.hold_or_release(as_they_came),
    "Slack holds events back, or lets them go backwards": lambda here: lambda: here.hold_or_release(backwards),
    "The last event comes again, and the next one twice": lambda here: here.double_events,
    "The bot does nothing but answer until the clock goes on": lambda here: here.become_slow,
}


def likely(**weights: tuple[int, dict[str, st.SearchStrategy[Any]]]) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """What happens next, each as likely as its weight says, and what it is about."""
    each = [
        st.tuples(st.just(name), st.fixed_dictionaries(about))
        for name, (weight, about) in weights.items()
        for _ in range(weight)
    ]
    return st.one_of(each)


wishes = st.sampled_from(("claim", "claim", "claim", "send back"))
hours = st.sampled_from((None, 1, 3, 8, 20, 26))
choices = ("approve", "approve", "approve if", "decline", "not mine")
deciding_ways = st.sampled_from((Way.COMMAND, Way.WRITTEN, Way.OWN_DM, Way.OWN_DM))
failing = {"failure": failures, "times": st.sampled_from((1, 1, 2, 3))}
happenings = likely(
    minutes_pass=(5, {"minutes": st.one_of(st.integers(1, 12), st.sampled_from((29, 31, 59, 61)))}),
    opens=(1, {"user": openers, "where": channels, "to": targets, "urgency": urgencies}),
    wants=(9, {"who": receivers, "number": numbers, "wish": wishes, "way": ways}),
    wants_of_own=(5, {"who": owners, "number": numbers, "wish": st.sampled_from(FOR_OWNERS), "way": ways}),
    hands_on=(3, {"who": owners, "number": numbers, "to": targets, "way": typed}),
    rewrites=(1, {"who": owners, "number": numbers, "urgency": urgencies, "update": st.booleans()}),
    asks_to_decide=(3, {"who": owners, "number": numbers, "decider": asked, "hours": hours}),
    decides=(
        3,
        {"who": deciders, "number": numbers, "choice": st.sampled_from(choices), "to": asked, "way": deciding_ways},
    ),
    presses_last=(4, {"label": st.sampled_from(("Undo", "Snooze", "Cancel", "Send as shown")), "number": numbers}),
    goes_away=(2, {"user": st.sampled_from(AT_WORK), "first": numbers, "days": st.integers(1, 5), "way": typed}),
    asks=(1, {"user": openers, "words": questions, "way": typed}),
    comes_or_leaves=(2, {"whose": st.sampled_from(DOORS)}),
    changes=(1, {"news": news}),
    fails=(3, failing),
    dies=(2, {"moment": st.sampled_from(Moment), "commits": st.integers(0, 4)}),
    delays=(1, {"delay": st.sampled_from(tuple(DELAYS))}),
    hours_pass=(1, {"hours": st.integers(2, 9)}),
    evening_comes=(2, {"whose": st.sampled_from((WEI, JONAS, LUIS))}),
    morning_comes=(2, {"whose": st.sampled_from((WEI, JONAS, LUIS))}),
    leaps=(1, {"hours": st.sampled_from((-1, 5, 11, 24, 66))}),
)
