"""What a reaction on a card does, and what taking it off undoes."""

from handlers.blocks import answers
from handlers.blocks.nothing_new import nothing_new
from handlers.blocks.read_back.answers import claimed
from handlers.blocks.read_back.asked import open_read_back
from handlers.blocks.rendered import Rendered
from handlers.desk import Desk
from handlers.emoji import CONTINENTS, Meaning
from models.acts import Act
from models.facts.card import CardFacts, card_at, region_with_emoji
from models.refusals import AlreadyDoneError, NothingNewError, RefusedError
from models.targets import Target, ToNext
from models.verbs.claiming import claim
from models.verbs.closing import finish
from models.verbs.handing_off import hand_off
from models.verbs.sending_back import send_back
from models.verbs.undoing import take_off
from models.workspace.reactions import note_reaction


def react(desk: Desk, act: Act, ts: str) -> bool:
    """Do what the act's emoji means on the card at `ts`; False where no card stands there."""
    meaning = desk.emoji.meaning_of(str(act.emoji)) or Meaning.TO_REGION
    with desk.database.read() as session:
        card = card_at(session, act, ts)
    if card is None:
        return False
    try:
        if not _react(desk, act, meaning, card):
            note_reaction(desk.database, act)
    except AlreadyDoneError:
        note_reaction(desk.database, act)
    except RefusedError as refusal:
        if note_reaction(desk.database, act) and _is_told(meaning, card):
            desk.afterwards.whisper(str(act.channel), str(act.user), _refused(refusal))
    return True


def unreact(desk: Desk, act: Act, ts: str) -> bool:
    """Undo what this person's emoji did on the card at `ts`, if nothing has happened since; False where no card is."""
    with desk.database.read() as session:
        if card_at(session, act, ts) is None:
            return False
    try:
        take_off(desk.database, act)
    except (RefusedError, AlreadyDoneError):
        note_reaction(desk.database, act)
    return True


def _react(desk: Desk, act: Act, meaning: Meaning, card: CardFacts) -> bool:
    """Do it; False where it means nothing from this person."""
    match meaning:
        case Meaning.CLAIM if card.member:
            _claim(desk, act, card)
        case Meaning.DONE if card.owner:
            finish(desk.database, act, card.number)
        case Meaning.TO_NEXT | Meaning.TO_REGION if card.owner:
            return _hand_off(desk, act, _target(desk, act, meaning, card), card)
        case Meaning.SEND_BACK:  # the verb decides: whom it is offered to changes with the arrow that is told before
            _send_back(desk, act, card)
        case _:
            return False
    return True


def _refused(refusal: RefusedError) -> Rendered:
    return nothing_new(refusal) if isinstance(refusal, NothingNewError) else answers.refused(refusal.say)


def _is_told(meaning: Meaning, card: CardFacts) -> bool:
    """Whether a refusal is said to the person: an arrow means nothing from whom the item does not concern."""
    return meaning is not Meaning.SEND_BACK or card.owner or card.offered


def _hand_off(desk: Desk, act: Act, to: Target | None, card: CardFacts) -> bool:
    if to is not None:
        hand_off(desk.database, act, card.number, to)
    return to is not None


def _target(desk: Desk, act: Act, meaning: Meaning, card: CardFacts) -> Target | None:
    if meaning is Meaning.TO_NEXT:
        return ToNext()
    with desk.database.read() as session:
        return region_with_emoji(session, act, card.number, CONTINENTS.get(str(act.emoji), ()))


def _claim(desk: Desk, act: Act, card: CardFacts) -> None:
    outcome = claim(desk.database, act, card.number)
    if open_read_back(outcome.item, act.user):
        desk.afterwards.whisper(str(act.channel), str(act.user), claimed(outcome, act))


def _send_back(desk: Desk, act: Act, card: CardFacts) -> None:
    outcome = send_back(desk.database, act, card.number)
    said = answers.sent_back(outcome, act, ask_why=True)
    desk.afterwards.whisper(str(act.channel), str(act.user), said)
