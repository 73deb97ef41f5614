"""Networks moved from stage to stage, the gate before *member*, and moves that are taken back or corrected."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from contacts.models import Exchange
from networks.models import GivingIdea, Membership, Network, Stage, StageMove
from networks.services.details import NetworkDetails
from networks.services.ideas import add_idea, remove_idea
from networks.services.networks import create_network
from networks.services.stages import (
    DateOrderError,
    MovedOnError,
    NothingToGiveError,
    correct_move,
    move_network,
    undo_move,
    undo_moves,
)
from tests.factories import TODAY, make_network

TOMORROW = TODAY + timedelta(days=1)
NEXT_WEEK = TODAY + timedelta(days=7)


def idea_of(owner: User, name: str = "Women in Publishing", stage: str = Stage.IDEA) -> Network:
    """Return a network that was entered on `TODAY` and has its first move."""
    network = create_network(owner=owner, details=NetworkDetails(name=name), today=TODAY)
    if stage != Stage.IDEA:
        move_network(network=network, stage=stage, on=TODAY, is_confirmed=True)
    return network


def moved(network: Network, stage: str, on: date, *, is_confirmed: bool = False) -> StageMove:
    move = move_network(network=network, stage=stage, on=on, is_confirmed=is_confirmed)
    assert move
    return move


def stored(network: Network) -> tuple[str, date]:
    return Network.objects.values_list("stage", "staged_on").get(pk=network.pk)


def test_each_move_is_written_down_with_its_day(as_alice: User) -> None:
    network = idea_of(as_alice)

    moved(network, Stage.CHECKING, TOMORROW)
    moved(network, Stage.TRYING, NEXT_WEEK)

    rows = StageMove.objects.values_list("before", "stage", "moved_on")
    assert list(rows) == [("checking", "trying", NEXT_WEEK), ("idea", "checking", TOMORROW), ("", "idea", TODAY)]
    assert stored(network) == ("trying", NEXT_WEEK)


def test_a_network_that_is_there_already_stays_and_no_move_is_noted(as_alice: User) -> None:
    network = idea_of(as_alice)

    assert move_network(network=network, stage=Stage.IDEA, on=TOMORROW) is None
    assert stored(network) == ("idea", TODAY)


def test_a_move_is_noted_no_earlier_than_the_one_before_it(as_alice: User) -> None:
    network = idea_of(as_alice)
    moved(network, Stage.CHECKING, NEXT_WEEK)

    assert moved(network, Stage.TRYING, TOMORROW).moved_on == NEXT_WEEK


@pytest.mark.parametrize("before", [stage for stage in Stage if stage != Stage.MEMBER])
def test_from_no_stage_does_one_become_a_member_without_an_idea_of_what_to_give(as_alice: User, before: Stage) -> None:
    network = make_network(as_alice, stage=before)

    with pytest.raises(NothingToGiveError):
        move_network(network=network, stage=Stage.MEMBER, on=TOMORROW)

    assert stored(network) == (before, TODAY)
    assert not Membership.objects.exists()
    assert not StageMove.objects.exists()


def test_a_network_cannot_be_entered_as_joined_without_a_confirmation(as_alice: User) -> None:
    details = NetworkDetails(name="Women in Publishing")
    with pytest.raises(NothingToGiveError):
        create_network(owner=as_alice, details=details, today=TODAY, stage=Stage.MEMBER)
    assert not Network.objects.exists()

    network = create_network(owner=as_alice, details=details, today=TODAY, stage=Stage.MEMBER, is_confirmed=True)
    assert Membership.objects.get().network_id == network.pk


def test_neither_the_idea_of_another_network_nor_one_that_was_taken_away_opens_the_gate(as_alice: User) -> None:
    add_idea(network=idea_of(as_alice, "Another"), text="Proofreading")
    network = idea_of(as_alice)
    remove_idea(idea=add_idea(network=network, text="A talk"), now=timezone.now())

    with pytest.raises(NothingToGiveError):
        move_network(network=network, stage=Stage.MEMBER, on=TODAY)


def test_a_confirmation_lets_one_join_with_nothing_promised(as_alice: User) -> None:
    network = idea_of(as_alice)

    moved(network, Stage.MEMBER, TOMORROW, is_confirmed=True)

    assert Membership.objects.get().since_on == TOMORROW
    assert not Exchange.objects.exists()


def test_joining_with_an_idea_begins_the_membership_and_promises_it(as_alice: User) -> None:
    network = idea_of(as_alice)
    add_idea(network=network, text="Proofreading")

    moved(network, Stage.MEMBER, TOMORROW)

    assert stored(network) == ("member", TOMORROW)
    assert Membership.objects.get().since_on == TOMORROW
    assert Exchange.objects.open_promises().get().text == "Proofreading"


def test_a_move_taken_back_leaves_the_stage_and_the_day_of_before(as_alice: User) -> None:
    network = idea_of(as_alice)
    moved(network, Stage.CHECKING, TOMORROW)
    move = moved(network, Stage.DECLINED, NEXT_WEEK)

    undone = undo_move(move=move)

    assert (undone.stage, undone.staged_on) == stored(network) == ("checking", TOMORROW)
    assert not StageMove.objects.filter(pk=move.pk).exists()


def test_joining_taken_back_takes_membership_and_promises_with_it_but_the_idea_stays(as_alice: User) -> None:
    network = idea_of(as_alice)
    add_idea(network=network, text="Proofreading")
    move = moved(network, Stage.MEMBER, TOMORROW)

    undo_move(move=move)

    assert not Membership.objects.exists()
    assert not Exchange.objects.open_promises().exists()
    assert GivingIdea.objects.get().exchange is None
    moved(network, Stage.MEMBER, TOMORROW)
    assert Exchange.objects.open_promises().get().text == "Proofreading"


def test_what_somebody_has_changed_since_stays_when_joining_is_taken_back(as_alice: User) -> None:
    network = idea_of(as_alice)
    add_idea(network=network, text="Proofreading")
    add_idea(network=network, text="A talk")
    move = moved(network, Stage.MEMBER, TOMORROW)
    Membership.objects.update(term_months=12)
    Exchange.objects.filter(text="A talk").update(done_on=NEXT_WEEK)

    undo_move(move=move)

    assert Membership.objects.get().term_months == 12
    assert Exchange.objects.present().get().text == "A talk"


def test_an_earlier_membership_is_not_taken_back(as_alice: User) -> None:
    network = idea_of(as_alice)
    Membership.objects.create(owner=as_alice, network=network, since_on=TOMORROW)

    undo_move(move=moved(network, Stage.MEMBER, TOMORROW, is_confirmed=True))

    assert Membership.objects.count() == 1


def test_leaving_ends_the_membership_and_taken_back_it_goes_on(as_alice: User) -> None:
    network = idea_of(as_alice, stage=Stage.MEMBER)

    move = moved(network, Stage.LEFT, NEXT_WEEK)
    assert Membership.objects.get().left_on == NEXT_WEEK

    undo_move(move=move)
    assert Membership.objects.get().left_on is None
    assert stored(network)[0] == "member"


def test_the_end_of_a_membership_that_was_said_stays_as_it_was_said(as_alice: User) -> None:
    network = idea_of(as_alice, stage=Stage.MEMBER)
    at_the_end = TODAY + timedelta(days=200)
    Membership.objects.update(left_on=at_the_end)

    undo_move(move=moved(network, Stage.LEFT, NEXT_WEEK))

    assert Membership.objects.get().left_on == at_the_end


def test_only_the_newest_move_is_taken_back(as_alice: User) -> None:
    network = idea_of(as_alice)
    first = moved(network, Stage.CHECKING, TODAY)
    moved(network, Stage.TRYING, TODAY)

    with pytest.raises(MovedOnError):
        undo_move(move=first)
    assert stored(network)[0] == "trying"


def test_that_a_network_was_entered_is_not_taken_back(as_alice: User) -> None:
    idea_of(as_alice)

    with pytest.raises(MovedOnError):
        undo_move(move=StageMove.objects.get())


def test_several_moves_are_taken_back_but_for_those_that_others_followed(as_alice: User) -> None:
    one, other = idea_of(as_alice, "One"), idea_of(as_alice, "Other")
    moves = [moved(network, Stage.CHECKING, TODAY) for network in (one, other)]
    moved(other, Stage.TRYING, TODAY)

    assert undo_moves(owner=as_alice, move_ids=[move.pk for move in moves]) == 1
    assert (stored(one)[0], stored(other)[0]) == ("idea", "trying")


def test_the_day_of_the_newest_move_is_the_one_since_when_it_is_there(as_alice: User) -> None:
    network = idea_of(as_alice)
    move = moved(network, Stage.CHECKING, NEXT_WEEK)

    correct_move(move=move, on=TOMORROW, today=NEXT_WEEK)

    assert stored(network) == ("checking", TOMORROW)


def test_what_joining_made_follows_its_corrected_day_and_can_still_be_taken_back(as_alice: User) -> None:
    network = idea_of(as_alice)
    add_idea(network=network, text="A workshop")
    move = moved(network, Stage.MEMBER, TOMORROW)

    correct_move(move=move, on=TODAY, today=NEXT_WEEK)
    assert Membership.objects.get(network=network).since_on == TODAY
    assert Exchange.objects.get().happened_on == TODAY

    undo_move(move=move)
    assert not Membership.objects.exists()
    assert not Exchange.objects.filter(deleted_at=None).exists()


def test_the_first_move_may_lie_as_far_back_as_one_likes(as_alice: User) -> None:
    network = idea_of(as_alice)
    moved(network, Stage.CHECKING, NEXT_WEEK)

    correct_move(move=StageMove.objects.get(before=""), on=date(1998, 5, 1), today=NEXT_WEEK)

    assert stored(network) == ("checking", NEXT_WEEK)


@pytest.mark.parametrize("on", [TODAY, NEXT_WEEK + timedelta(days=1)])
def test_a_corrected_day_stays_between_those_beside_it(as_alice: User, on: date) -> None:
    network = idea_of(as_alice)
    first = StageMove.objects.get()
    correct_move(move=first, on=TOMORROW, today=TOMORROW)
    moved(network, Stage.CHECKING, TOMORROW)
    middle = moved(network, Stage.TRYING, TOMORROW)
    moved(network, Stage.DECLINED, NEXT_WEEK)

    with pytest.raises(DateOrderError):
        correct_move(move=middle, on=on, today=NEXT_WEEK)
