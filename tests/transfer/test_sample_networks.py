"""The networks of the sample account: every stage, and a full comparison."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from accounts.models import User
from contacts.models import Exchange
from goals.models import Goal
from networks.models import Network, NetworkExchange, NetworkMember, Occurrence, Stage, StageMove
from networks.queries.fits import fits_for
from networks.rules.fit import best_of
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_user
from transfer.sample import fill_with_sample


@pytest.fixture(scope="module")
def sample_user(module_transaction: None) -> User:
    """A user with sample data."""
    user = make_user()
    with acting_as(user):
        fill_with_sample(user=user, today=TODAY)
    return user


@pytest.fixture
def jana(sample_user: User, taken_back: None) -> Iterator[User]:
    """Whoever looks around in it."""
    with acting_as(sample_user):
        yield sample_user


def test_the_board_shows_a_network_in_every_stage(jana: User) -> None:
    networks = Network.objects.for_user(jana)
    assert set(networks.values_list("stage", flat=True)) == set(Stage.values)
    for network in networks:
        newest = StageMove.objects.for_user(jana).filter(network=network).first()
        assert newest is not None
        assert (newest.stage, newest.moved_on) == (network.stage, network.staged_on)


def test_the_comparison_is_full_and_has_one_best_and_one_preliminary(jana: User) -> None:
    leading = Goal.objects.for_user(jana).get(is_leading=True)
    stages = [Stage.MEMBER, Stage.TRYING, Stage.CHECKING]
    compared = Network.objects.for_user(jana).filter(stage__in=stages).exclude(kind="round").order_by("folded_name")
    fits = [one.fit for one in fits_for(jana, leading, compared)]
    assert sorted(fit.answered for fit in fits) == [4, 8, 8]
    assert sum(best_of(fits)) == 1
    assert sum(fit.is_preliminary for fit in fits) == 1


def test_there_are_members_things_given_first_and_somebody_to_meet(jana: User) -> None:
    assert NetworkMember.objects.for_user(jana).filter(is_wished=True).count() >= 4
    there = Exchange.objects.for_user(jana).filter(network_exchanges__in=NetworkExchange.objects.for_user(jana))
    assert there.filter(direction="given").count() > there.filter(direction="received").count() > 0
    assert Occurrence.objects.for_user(jana).filter(wanted__isnull=False).exists()
