"""Reactions on a card act at once, for those who may; from anybody else they mean nothing and nothing is said."""

import pytest

from tests.conftest import MakeWorkspace
from tests.people import (
    ANA,
    GUS,
    JONAS,
    LUIS,
    MEI,
    OLGA,
    OPS,
    PRIYA,
    ROSTER,
    TWO_TEAMS,
    WEI,
    at,
    region,
    roster,
)  # fmt: skip
from tests.workspace import Workspace

CLAIMS = [
    "raising_hand", "man-raising-hand", "woman-raising-hand", "raising_hand::skin-tone-2", "hand",
    "raised_hand", "raised_hand::skin-tone-6",
]  # fmt: skip


@pytest.mark.parametrize("reaction", CLAIMS)
def test_a_raised_hand_claims(workspace: Workspace, reaction: str) -> None:
    card = workspace.hands_off(WEI, "Cert")

    workspace.reacts(ANA, card, reaction)

    assert "Owner: Ana Kovač, Berlin" in card.shown_to(workspace.person(WEI))
    [asked] = workspace.whispers(ANA)
    assert asked.startswith("H-1 is yours.")
    assert "[Claim" not in workspace.dms(JONAS)[0]


def test_a_check_mark_of_the_owner_finishes(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.reacts(JONAS, card, "raised_hand")

    workspace.reacts(JONAS, card, "white_check_mark")

    assert "✓ Done · H-1" in card.shown_to(workspace.person(WEI))


@pytest.mark.parametrize(
    "reaction, where",
    [
        ("repeat", "Los Angeles"),
        ("earth_americas", "Los Angeles"),
        ("earth_asia", "Singapore"),
    ],
)
def test_a_globe_of_the_owner_hands_off_to_the_region_there(workspace: Workspace, reaction: str, where: str) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.reacts(JONAS, card, "raised_hand")

    workspace.reacts(JONAS, card, reaction)

    assert f"Waiting for: {where}" in card.shown_to(workspace.person(WEI))


def test_the_globe_with_europe_and_africa(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert", to="Los Angeles")

    workspace.reacts(WEI, card, "earth_africa")

    assert "Waiting for: Berlin" in card.shown_to(workspace.person(WEI))
    assert workspace.told() == {JONAS: 1}


def test_a_globe_without_a_region_says_so_to_its_owner_alone(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(roster=roster(region("Singapore", WEI), region("Berlin", JONAS)))
    card = workspace.hands_off(WEI, "Cert")

    workspace.reacts(WEI, card, "earth_americas")

    assert workspace.whispers(WEI)[-1].startswith("Platform has no region on that side of the world")
    assert "Waiting for: Berlin" in card.shown_to(workspace.person(WEI))


def test_the_arrow_sends_back_and_asks_why_by_a_button(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")

    workspace.reacts(JONAS, card, "leftwards_arrow_with_hook")

    assert "Owner: Wei Lin" in card.shown_to(workspace.person(WEI))
    asked = workspace.person(JONAS).ephemerals[-1]
    assert asked.buttons[:2] == ["Say why", "Undo"]
    form = workspace.presses_for_form(JONAS, asked, "Say why")
    form.fill("Why", "no access to the vault").submit()
    workspace.settle()
    assert "“no access to the vault”" in workspace.lines(card)[0]
    assert "“no access to the vault”" in card.shown_to(workspace.person(WEI))
    assert "“no access to the vault”" in workspace.dms(WEI)[0]
    assert len(workspace.dms(WEI)) == 1


@pytest.mark.parametrize(
    "user, reaction",
    [
        (JONAS, "eyes"),
        (JONAS, "white_check_mark"),
        (JONAS, "earth_americas"),
        (JONAS, "repeat"),
        (GUS, "raised_hand"),
        (OLGA, "raised_hand"),
        (GUS, "leftwards_arrow_with_hook"),
        (LUIS, "leftwards_arrow_with_hook"),
        (MEI, "white_check_mark"),
        (PRIYA, "raised_hand"),
        (PRIYA, "white_check_mark"),
    ],
)
def test_from_who_may_not_nothing_happens_and_nothing_is_said(workspace: Workspace, user: str, reaction: str) -> None:
    card = workspace.hands_off(WEI, "Cert")
    before, edits, posts = card.shown_to(workspace.person(WEI)), card.edits, workspace.posts()

    workspace.reacts(user, card, reaction)
    workspace.unreacts(user, card, reaction)

    assert (card.shown_to(workspace.person(WEI)), card.edits, workspace.posts()) == (before, edits, posts)
    assert workspace.whispers(user) == []


def test_the_loser_of_a_race_is_told_who_has_it(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")

    workspace.reacts(ANA, card, "raised_hand")
    workspace.reacts(JONAS, card, "raised_hand")

    assert workspace.whispers(JONAS) == ["Ana Kovač has H-1, and has not offered it to anybody."]
    assert "Owner: Ana Kovač" in card.shown_to(workspace.person(WEI))
    assert len(workspace.lines(card)) == 1


def test_taking_it_off_within_ten_minutes_undoes_the_claim(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.reacts(JONAS, card, "raised_hand::skin-tone-3")
    workspace.turn_by(minutes=9)

    workspace.unreacts(JONAS, card, "raised_hand::skin-tone-3")

    assert "Waiting for: Berlin" in card.shown_to(workspace.person(WEI))


def test_taking_it_off_later_means_nothing(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.reacts(JONAS, card, "raised_hand")
    workspace.turn_by(minutes=11)

    workspace.unreacts(JONAS, card, "raised_hand")

    assert "Owner: Jonas Weber" in card.shown_to(workspace.person(WEI))
    assert len(workspace.whispers(JONAS)) == 1


def test_taking_it_off_after_something_happened_means_nothing(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.reacts(JONAS, card, "raised_hand")
    workspace.presses(JONAS, card, "Done")

    workspace.unreacts(JONAS, card, "raised_hand")

    assert "✓ Done" in card.shown_to(workspace.person(WEI))


def test_taking_off_another_emoji_than_the_one_that_acted_means_nothing(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.reacts(JONAS, card, "raised_hand")
    workspace.reacts(JONAS, card, "hand")

    workspace.unreacts(JONAS, card, "hand")

    assert "Owner: Jonas Weber" in card.shown_to(workspace.person(WEI))


def test_reactions_on_other_messages_mean_nothing(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    said = workspace.person(WEI).posts(OPS, "lunch?")

    workspace.reacts(JONAS, said, "raised_hand")

    assert "Waiting for: Berlin" in card.shown_to(workspace.person(WEI))


def test_a_reaction_on_the_cards_thread_means_nothing(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    reply = workspace.person(WEI).replies(card, "see the vault")

    workspace.reacts(JONAS, reply, "raised_hand")

    assert "Waiting for: Berlin" in card.shown_to(workspace.person(WEI))


def test_who_is_off_shift_may_claim_all_the_same(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.turn_to(at("mon 10:00"))

    workspace.reacts(MEI, card, "raising_hand")

    assert "Owner: Mei Tan, Singapore" in card.shown_to(workspace.person(WEI))


FLAGS = ROSTER.replace("      - name: Los Angeles\n", "      - name: Los Angeles\n        emoji: flag-us\n").replace(
    "      - name: Singapore\n", '      - name: Singapore\n        emoji: ":earth_africa:"\n'
)


@pytest.mark.parametrize("emoji, where", [("flag-us", "Los Angeles"), ("earth_africa", "Singapore")])
def test_a_regions_own_emoji_hands_off_to_it(make_workspace: MakeWorkspace, emoji: str, where: str) -> None:
    workspace = make_workspace(roster=FLAGS)
    card = workspace.hands_off(WEI, "Cert")
    workspace.reacts(JONAS, card, "raised_hand")

    workspace.reacts(JONAS, card, emoji)

    assert f"Waiting for: {where}" in card.shown_to(workspace.person(WEI))


def test_another_teams_emoji_means_nothing(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(
        roster=TWO_TEAMS.replace("      - name: Dawn\n", "      - name: Dawn\n        emoji: sunrise\n")
    )
    card = workspace.hands_off(WEI, "Cert")
    workspace.reacts(JONAS, card, "raised_hand")
    told = workspace.whispers(JONAS)

    workspace.reacts(JONAS, card, "sunrise")

    assert "Owner: Jonas Weber" in card.shown_to(workspace.person(WEI))
    assert workspace.whispers(JONAS) == told
