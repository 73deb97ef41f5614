"""What counts for a goal; and that every score follows at once from what is stored."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from goals.models import Goal
from goals.services.details import NetworkProfile
from goals.services.profile import describe_ideal_network
from networks.models import FitWeights, Network
from networks.queries.fits import NetworkFit, fits_for, weights_of
from networks.rules.fit import CRITERIA, DEFAULT_WEIGHTS
from networks.services.details import NetworkDetails
from networks.services.networks import change_network
from networks.services.weights import NothingCountsError, set_weights
from tests.factories import make_check, make_goal, make_network

ALL_FOUR: dict[str, int | None] = {"members": 5, "tone": 3, "value": 3, "giving": 3}
WISH = NetworkProfile(reach="supraregional", size="30-150", format="both", fee="up_to", fee_amount=Decimal(120))
FACTS: dict[str, Any] = {"reach": "supraregional", "size": 90, "format": "online", "fee_amount": Decimal(96)}


def fit_now(goal: Goal, network: Network) -> NetworkFit:
    [found] = fits_for(goal.owner, goal, [Network.objects.get(pk=network.pk)])
    return found


def test_weights_are_stored_for_one_goal(as_alice: User) -> None:
    goal, other = make_goal(as_alice), make_goal(as_alice, "Another")
    weights = {**DEFAULT_WEIGHTS, "tone": 60}

    set_weights(goal=goal, weights=weights)

    assert weights_of(as_alice, goal) == weights
    assert weights_of(as_alice, other) == DEFAULT_WEIGHTS


def test_setting_them_twice_keeps_one_row(as_alice: User) -> None:
    goal = make_goal(as_alice)

    for tone in (60, 0):
        set_weights(goal=goal, weights={**DEFAULT_WEIGHTS, "tone": tone})

    assert FitWeights.objects.get().tone == 0


def test_the_usual_ones_need_no_row(as_alice: User) -> None:
    goal = make_goal(as_alice)
    set_weights(goal=goal, weights={**DEFAULT_WEIGHTS, "tone": 60})

    assert set_weights(goal=goal, weights=DEFAULT_WEIGHTS) is None

    assert not FitWeights.objects.exists()


def test_that_nothing_counts_is_refused(as_alice: User) -> None:
    goal = make_goal(as_alice)
    set_weights(goal=goal, weights={**DEFAULT_WEIGHTS, "tone": 60})

    with pytest.raises(NothingCountsError):
        set_weights(goal=goal, weights=dict.fromkeys(CRITERIA, 0))

    assert FitWeights.objects.get().tone == 60


def test_other_weights_score_anew(as_alice: User) -> None:
    goal, network = make_goal(as_alice), make_network(as_alice)
    make_check(network, goal, ALL_FOUR)
    before = fit_now(goal, network).fit.score

    set_weights(goal=goal, weights={**DEFAULT_WEIGHTS, "members": 100})

    assert (before, fit_now(goal, network).fit.score) == (70, 88)


def test_another_ideal_network_scores_anew(as_alice: User) -> None:
    goal, network = make_goal(as_alice), make_network(as_alice, **FACTS)
    make_check(network, goal, ALL_FOUR)
    scores = [fit_now(goal, network).fit.score]

    for profile in (WISH, NetworkProfile(reach="international", size="1000-", format="in_person", fee="none")):
        describe_ideal_network(goal=goal, profile=profile)
        scores.append(fit_now(goal, network).fit.score)
    describe_ideal_network(goal=goal, profile=NetworkProfile())
    scores.append(fit_now(goal, network).fit.score)

    assert scores == [70, 82, 48, 70]


def test_other_facts_about_a_network_score_anew(as_alice: User) -> None:
    goal, network = make_goal(as_alice), make_network(as_alice, **FACTS)
    describe_ideal_network(goal=goal, profile=WISH)
    before = fit_now(goal, network).fit

    change_network(
        network=network,
        details=NetworkDetails(
            name=network.name, reach="regional", size=600, fee_amount=Decimal(15), fee_period="month"
        ),
        links=[],
    )

    after = fit_now(goal, network).fit
    assert (before.score, before.answered) == (100, 4)
    assert after.levels == {**dict.fromkeys(CRITERIA), "reach": 2.0, "size": 1.0, "fee": 3.0}
    assert (after.score, after.answered) == (40, 3)


def test_a_check_that_is_not_finished_does_not_count(as_alice: User) -> None:
    goal, network = make_goal(as_alice), make_network(as_alice)
    make_check(network, goal, ALL_FOUR, finished_at=None)

    assert fit_now(goal, network).fit.score is None
