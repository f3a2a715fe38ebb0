"""The day: from Singapore's afternoon to its next morning, with two items under way."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.sandbox.people.form import Form
from bot.sandbox.people.message import Message
from bot.sandbox.people.person import Person
from bot.sandbox.play.stage import Stage, at
from bot.sandbox.seed import OPS
from bot.sandbox.stand_in import StandIn

BEGINS: Final = at("2027-03-02 08:40")
REPLICA: Final = "Replica 3 lags 40 s, failover not safe"
BANNER: Final = "Review banner text v3 for the EU"


def play_a_day(
    slack: StandIn, turn_to: Callable[[datetime], None], settle: Callable[[], None], say: Callable[[str], None]
) -> None:
    """Play the day on a clock that `turn_to` sets (UTC), and print with `say` what each person did and saw."""
    stage = Stage(slack, turn_to, settle, say)
    wei, priya, jonas, luis = (slack.person(user) for user in ("U0WEI", "U0PRIYA", "U0JONAS", "U0LUIS"))
    _singapore_hands_off(stage, wei)
    _berlin_claims(stage, jonas)
    _berlin_sends_one_back(stage, jonas, wei, priya)
    _berlin_hands_on(stage, jonas, luis)
    _los_angeles_wakes(stage, luis, jonas)
    _los_angeles_finishes(stage, luis)
    _singapore_wakes(stage, wei, priya, jonas)


def _singapore_hands_off(stage: Stage, wei: Person) -> None:
    stage.scene(BEGINS, "Wei has a train to catch. Two things are not finished.")
    _hands_off(stage, wei, REPLICA, "Restart the rebuild, then wait for lag < 5 s", "critical", show=True)
    _hands_off(stage, wei, BANNER, "Ask counsel whether line 2 may stay", "steady", show=False)


def _hands_off(stage: Stage, person: Person, headline: str, next_step: str, urgency: str, *, show: bool) -> None:
    stage.does(person, f"types in #ops: /handoff {headline}")
    form = _form_of(person, f"/handoff {headline}")
    form.fill("Next step", next_step)
    form.choose("Urgency", "🔴 Critical" if urgency == "critical" else "🟢 Steady")
    stage.does(person, f"types the next step, chooses {urgency}, and presses {form.submit_label}. That is all.")
    if show:
        stage.form(person, form)
    form.submit()
    stage.settled()
    if person.ephemerals:
        stage.message(person, person.ephemerals[-1], "alone")


def _berlin_claims(stage: Stage, jonas: Person) -> None:
    stage.scene(at("2027-03-02 08:45"), "Berlin is on shift, so Jonas was told at once, in one message for both.")
    for message in jonas.dms:
        stage.message(jonas, message, "a DM from Sunrelay")
    card = _card(jonas, REPLICA)
    stage.message(jonas, card, "the card in #ops")
    stage.does(jonas, "puts 🙋 on the card.")
    jonas.reacts(card, "raising_hand")
    stage.settled()
    stage.message(jonas, card, "the card, edited")
    stage.message(jonas, card.thread[-1], "one line in its thread")


def _berlin_sends_one_back(stage: Stage, jonas: Person, wei: Person, priya: Person) -> None:
    stage.scene(at("2027-03-02 08:55"), "The other one is not for Berlin.")
    stage.does(jonas, "types: /handoff back H-2 counsel sits in Singapore")
    answer = jonas.types(OPS, "/handoff back H-2 counsel sits in Singapore")
    stage.settled()
    if answer.message:
        stage.message(jonas, answer.message, "alone")
    stage.message(wei, wei.dms[-1], "a DM, since Wei is still at work")
    stage.does(wei, "types: /handoff H-2 to @Priya Nair")
    answer = wei.types(OPS, "/handoff H-2 to @Priya Nair")
    stage.settled()
    if answer.message:
        stage.message(wei, answer.message, "alone")
    stage.message(priya, priya.dms[-1], "a DM: she is at work till 17:00")
    stage.does(priya, "presses Claim H-2.")
    priya.presses(priya.dms[-1], "Claim H-2")
    stage.settled()


def _berlin_hands_on(stage: Stage, jonas: Person, luis: Person) -> None:
    stage.scene(at("2027-03-02 15:40"), "Berlin's day ends. The rebuild needs six more hours.")
    quiet = stage.count([luis])
    stage.does(jonas, "types: /handoff H-1 to next")
    answer = jonas.types(OPS, "/handoff H-1 to next")
    stage.settled()
    if answer.message:
        stage.message(jonas, answer.message, "alone")
    stage.silent([luis], quiet)


def _los_angeles_wakes(stage: Stage, luis: Person, jonas: Person) -> None:
    quiet = stage.count([jonas])
    stage.scene(at("2027-03-02 17:00"), "Luis's day starts. Jonas has gone home.")
    stage.message(luis, luis.dms[-1], "the first DM of the day")
    stage.does(luis, "presses Claim H-1.")
    luis.presses(luis.dms[-1], "Claim H-1")
    stage.settled()
    stage.message(luis, luis.dms[-1], "the same DM, edited")
    stage.silent([jonas], quiet)


def _los_angeles_finishes(stage: Stage, luis: Person) -> None:
    stage.scene(at("2027-03-02 21:20"), "The replica has caught up.")
    card = _card(luis, REPLICA)
    stage.does(luis, "puts ✅ on the card.")
    luis.reacts(card, "white_check_mark")
    stage.settled()
    stage.message(luis, card, "the card")


def _singapore_wakes(stage: Stage, wei: Person, priya: Person, jonas: Person) -> None:
    quiet = stage.count([jonas])
    stage.scene(at("2027-03-03 01:00"), "A new day in Singapore.")
    stage.message(priya, priya.dms[-1], "the first DM of the day")
    stage.message(wei, wei.dms[-1], "the first DM of the day")
    stage.silent([jonas], quiet)
    stage.tell("Nothing waits for Wei; what became of yesterday's handoffs, one DM says. The day is round.")


def _card(person: Person, headline: str) -> Message:
    return next(message for message in person.sees(OPS) if headline in message.text)


def _form_of(person: Person, words: str) -> Form:
    answer = person.types(OPS, words)
    if answer.form is None:
        raise AssertionError(f"no form opened: {answer.text or answer.status}")
    return answer.form
