"""An item made from a message: its card stands in the message's thread where the bot is, else in the home channel."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from models.access import find_channel
from models.notes import Draft
from models.owed.placing import Place, place_of
from models.refusals import RefusedError
from models.storage.conflicts import again_after_conflicts
from models.tables import MessageKind
from models.targets import ToNext
from models.verbs.closing import finish
from models.verbs.handing_off import open_and_offer
from models.verbs.outcomes import Outcome
from models.workspace.asking import learn_channel, learn_missing_channel
from models.workspace.directory import ChannelNews
from tests.models.office import Office
from tests.people import BOT, JONAS, LOBBY, OPS, SECRET, UNKNOWN, WEI, at

NOW = at("mon 08:30")
ROOT = "1803889000.000100"


def hands_off(office: Office, where: str, root: str = ROOT, user: str = WEI) -> Outcome:
    """Somebody hands off a message of that channel's thread."""
    draft = Draft("Replica 3 lags", "Restart the rebuild")
    act = office.act(user, NOW, channel=where)
    return again_after_conflicts(open_and_offer)(office.database, act, 1, where, draft, ToNext(), root=root)


def card_goes_to(office: Office, number: int = 1) -> Place | None:
    """Where the item's card goes."""
    with office.database.read() as session:
        return place_of(session, office.messages(MessageKind.CARD)[number - 1])


@pytest.mark.parametrize("where", [OPS, LOBBY, SECRET])
def test_where_the_bot_is_the_card_stands_in_the_thread(office: Office, where: str) -> None:
    hands_off(office, where)

    assert card_goes_to(office) == Place(where, ROOT)
    assert office.item().root_ts == ROOT


def test_a_message_between_two_people_goes_to_the_home_channel(office: Office) -> None:
    hands_off(office, "D0THEM")

    assert card_goes_to(office) == Place(OPS)
    assert office.item().root_ts is None


def test_where_the_bot_is_not_the_card_goes_to_the_home_channel(office: Office) -> None:
    with office.database.write() as session:
        channel = find_channel(session, 1, LOBBY)
        assert channel is not None
        channel.has_bot = False

    hands_off(office, LOBBY)

    assert card_goes_to(office) == Place(OPS)


@pytest.mark.parametrize("has_bot", [True, False, None])
def test_what_slack_has_not_told_of_is_decided_once_it_has(office: Office, has_bot: bool | None) -> None:
    hands_off(office, UNKNOWN)
    assert card_goes_to(office) is None

    if has_bot is None:
        learn_missing_channel(office.database, 1, UNKNOWN, NOW)
    else:
        news = ChannelNews(UNKNOWN, "new", False, False, has_bot, frozenset({WEI, BOT}))
        learn_channel(office.database, 1, news, NOW)

    assert card_goes_to(office) == (Place(UNKNOWN, ROOT) if has_bot else Place(OPS))


def test_one_item_at_a_time_stands_in_a_thread(office: Office) -> None:
    hands_off(office, OPS)

    with pytest.raises(RefusedError, match="H-1 stands in that thread by now"):
        hands_off(office, OPS, user=JONAS)

    finish(office.database, office.act(WEI, NOW, channel=OPS), 1)
    assert hands_off(office, OPS).item.number == 2


def test_of_those_who_send_at_once_one_has_it(office: Office) -> None:
    def sends(_: int) -> bool:
        try:
            hands_off(office, OPS)
        except RefusedError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(sends, range(4))) == 1
