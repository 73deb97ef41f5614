"""The fit of networks for a goal, scored from what is stored now; a fixed number of queries for any number of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from goals.models import Goal, IdealNetwork
from networks.models import Check, CheckAnswer, FitWeights, Network
from networks.rules.fit import CRITERIA, DEFAULT_WEIGHTS, Facts, Fit, Profile, fit_of


@dataclass(frozen=True, slots=True)
class NetworkFit:
    """How a network fits a goal: the fit, and what it rests on; None where no ideal network was described.

    `check` is the newest finished one, and `answers` are its, by criterion.
    """

    network: Network
    profile: Profile | None
    fit: Fit
    check: Check | None
    answers: Mapping[str, CheckAnswer]


def profile_of(ideal: IdealNetwork | None) -> Profile | None:
    """Return the ideal network as the rules read it."""
    if ideal is None:
        return None
    return Profile(
        reach=ideal.reach,
        place=ideal.place,
        size=ideal.size,
        format=ideal.format,
        fee=ideal.fee,
        fee_amount=ideal.fee_amount,
        fee_currency=ideal.fee_currency,
    )


def facts_of(network: Network) -> Facts:
    """Return what is known about a network as the rules read it."""
    return Facts(
        reach=network.reach,
        place=network.place,
        size=network.size,
        format=network.format,
        cost=network.yearly_cost,
        currency=network.fee_currency,
    )


def weights_of(owner: User, goal: Goal) -> dict[str, int]:
    """Return how much each criterion counts for a goal; one query."""
    return read_weights(FitWeights.objects.for_user(owner).filter(goal=goal).first())


def read_weights(row: FitWeights | None) -> dict[str, int]:
    """Return how much each criterion counts by this row; without one it is as usual."""
    return {name: getattr(row, name) for name in CRITERIA} if row else dict(DEFAULT_WEIGHTS)


def newest_checks(owner: User, goal: Goal, networks: Iterable[Network]) -> dict[UUID, Check]:
    """Return the newest finished check of each network for a goal, by network, with its answers; two queries."""
    checks = Check.objects.for_user(owner).finished().filter(goal=goal, network__in=list(networks))
    newest = checks.order_by("network", "-checked_on", "-finished_at", "-id").distinct("network")
    return {check.network_id: check for check in newest.prefetch_related("answers")}


def fits_for(owner: User, goal: Goal, networks: Iterable[Network]) -> list[NetworkFit]:
    """Return the fit of each of these networks for a goal, in their order; five queries at most."""
    compared = list(networks)
    profile = profile_of(IdealNetwork.objects.for_user(owner).filter(goal=goal).first())
    weights, checks = weights_of(owner, goal), newest_checks(owner, goal, compared)
    return [score(network, profile, weights, checks.get(network.pk)) for network in compared]


def score(network: Network, profile: Profile | None, weights: Mapping[str, int], check: Check | None) -> NetworkFit:
    """Return the fit of a network as all of this stands; the answers of the check come along with it."""
    answers = {answer.criterion: answer for answer in check.answers.all()} if check else {}
    levels = {name: answer.level for name, answer in answers.items()}
    return NetworkFit(network, profile, fit_of(profile, facts_of(network), levels, weights), check, answers)
