"""What the words behind the command mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.asks.kinds import (
    AskAbsences,
    AskAway,
    AskCover,
    AskCovers,
    AskForm,
    AskHelp,
    AskList,
    AskOffer,
    AskVerb,
    AskWho,
    Words,
)
from handlers.asks.words import understand
from models.lists import Scope
from models.targets import ToNext, ToPerson, ToRegion


@pytest.mark.parametrize(
    "text, meant",
    [
        ("", AskForm()),
        ("some words", AskForm("some words")),
        ("H-42", AskForm(number=42)),
        ("h42", AskForm(number=42)),
        ("H-042 to next", AskOffer(42, ToNext())),
        ("H-42 TO Next", AskOffer(42, ToNext())),
        ("H-42  to   Los Angeles", AskOffer(42, ToRegion("Los Angeles"))),
        ("H-42 to <@U0ANA|ana>", AskOffer(42, ToPerson("U0ANA"))),
        ("H-42 to <@U0ANA> please", AskOffer(42, ToRegion("<@U0ANA> please"))),
        ("H-42 to EMEA: access given", AskOffer(42, ToRegion("EMEA"), "access given")),
        ("H-42 to next:see https://a.io", AskOffer(42, ToNext(), "see https://a.io")),
        ("H-42 to Los Angeles :\nnew key: ask Ana", AskOffer(42, ToRegion("Los Angeles"), "new key: ask Ana")),
        ("H-42 to <@U0ANA|a:na>: she knows", AskOffer(42, ToPerson("U0ANA"), "she knows")),
        ("H-42 to <@U0ANA|a:na>", AskOffer(42, ToPerson("U0ANA"))),
        ("H-42 to next:", AskOffer(42, ToNext())),
        ("H-42 to : access given", AskHelp("H-42 to next")),
        ("H-42 to", AskHelp("H-42 to next")),
        ("H-42 lags", AskForm("H-42 lags")),
        ("list", AskList(Scope.NEAR)),
        ("List MINE", AskList(Scope.MINE)),
        ("list waiting", AskList(Scope.WAITING)),
        ("list all", AskList(Scope.ALL)),
        ("list of open risks", AskForm("list of open risks")),
        ("who", AskWho()),
        ("who?", AskForm("who?")),
        ("cover", AskCovers()),
        ("Cover LIST", AskCovers()),
        ("cover 2027-05-03", AskCover("2027-05-03")),
        ("cover tomorrow <@U0ANA|ana>", AskCover("tomorrow", "U0ANA")),
        ("cover 2027-05-03..2027-05-05", AskCover("2027-05-03..2027-05-05")),
        ("cover <@U0ANA>", AskHelp("cover tomorrow @name")),
        ("cover the release in the blog", AskForm("cover the release in the blog")),
        ("covered by tests", AskForm("covered by tests")),
        ("cover 2027-05-03 @nobody", AskHelp("cover 2027-05-03 @name")),
        ("away today @nobody", AskHelp("away today @name")),
        ("help", AskHelp()),
        ("claim", AskHelp("claim H-42")),
        ("claim H-42", AskVerb("claim", 42)),
        ("CLAIM\nh-42", AskVerb("claim", 42)),
        ("claim H-42 now", AskForm("claim H-42 now")),
        ("back H-42 no access\nto the vault", AskVerb("back", 42, "no access\nto the vault")),
        ("claim 1", AskVerb("claim", 1)),
        ("done 7", AskVerb("done", 7)),
        ("done 7 days late", AskForm("done 7 days late")),
        ("show 042", AskVerb("show", 42)),
        ("reopen 1234567890", AskForm("reopen 1234567890")),
        ("list 3", AskForm("list 3")),
        ("who 3", AskForm("who 3")),
        ("3 replicas lag", AskForm("3 replicas lag")),
        ("back", AskHelp("back H-42 no access to the vault")),
        ("back H-42", AskHelp("back H-42 no access to the vault")),
        ("back 42", AskHelp("back H-42 no access to the vault")),
        ("back 42 wrong region", AskForm("back 42 wrong region")),
        ("cancel", AskHelp("cancel H-42 no longer needed")),
        ("cancel H-7", AskHelp("cancel H-7 no longer needed")),
        ("cancel the order", AskForm("cancel the order")),
        ("done H-42", AskVerb("done", 42)),
        ("away", AskAway()),
        ("away today", AskAway("today")),
        ("Away 2027-05-03..2027-05-07", AskAway("2027-05-03..2027-05-07")),
        ("away 2027-05-03 to 2027-05-07", AskAway("2027-05-03 to 2027-05-07")),
        ("away 2027-05-03..", AskAway("2027-05-03..")),
        ("away <@U0ANA|ana>", AskAway("", "U0ANA")),
        ("away today <@U0ANA>", AskAway("today", "U0ANA")),
        ("away list", AskAbsences()),
        ("away cancel", AskAbsences()),
        ("away list <@U0ANA>", AskAbsences("U0ANA")),
        ("away team lost its keys", AskForm("away team lost its keys")),
        ("away <@U0ANA> today", AskForm("away <@U0ANA> today")),
        ("done H-1234567890", AskForm("done H-1234567890")),
    ],
)
def test_understand(text: str, meant: Words) -> None:
    assert understand(text) == meant


@given(st.text(max_size=80))
def test_anything_means_something_and_a_headline_is_whole(text: str) -> None:
    meant = understand(text)

    if isinstance(meant, AskForm) and meant.number is None:
        assert meant.headline == text.strip()
