"""Checks: those begun, those before, those to look at again, and the fit of one network for several goals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from goals.models import Goal, IdealNetwork
from networks.models import Check, FitWeights, Network
from networks.queries.fits import NetworkFit, profile_of, read_weights, score
from netzwerk.core.models import Draft
from netzwerk.core.wizards import living_drafts

# The name of the wizard in its drafts; their `object_id` is the check that they make.
WIZARD = "network-check"


def verdicts_due(owner: User, on: date) -> list[Check]:
    """Return the checks whose verdict is to be looked at again by this day, the longest due first; one query.

    The newest check of a network for a goal alone counts, and a goal that is pursued. `network` and `goal` are there.
    """
    found = Check.objects.for_user(owner).finished().filter(
        review_on__lte=on, network__deleted_at=None, goal__status=Goal.Status.ACTIVE
    )  # fmt: skip
    newer = Check.objects.for_user(owner).finished().filter(network=OuterRef("network"), goal=OuterRef("goal"))
    later = newer.filter(
        Q(checked_on__gt=OuterRef("checked_on"))
        | Q(checked_on=OuterRef("checked_on"), finished_at__gt=OuterRef("finished_at"))
    )
    return list(found.filter(~Exists(later)).select_related("network", "goal").order_by("review_on", "id"))


def begun_checks(owner: User, networks: Iterable[Network], now: datetime) -> dict[tuple[UUID, UUID], Draft]:
    """Return the drafts of checks that were begun and can be gone on with, by network and goal; two queries."""
    drafts = living_drafts(owner=owner, wizard=WIZARD, now=now).filter(finished_at=None)
    by_check = {draft.object_id: draft for draft in drafts if draft.object_id}
    checks = Check.objects.for_user(owner).filter(finished_at=None, network__in=list(networks), pk__in=list(by_check))
    return {(check.network_id, check.goal_id): by_check[check.pk] for check in checks}


def check_before(check: Check) -> Check | None:
    """Return the check of the same network for the same goal that this one followed, with its answers."""
    others = Check.objects.for_user(check.owner).finished().filter(network=check.network_id, goal=check.goal_id)
    earlier = others.filter(
        Q(checked_on__lt=check.checked_on) | Q(checked_on=check.checked_on, finished_at__lt=check.finished_at)
    )
    return earlier.newest_first().prefetch_related("answers").first()


@dataclass(frozen=True, slots=True)
class GoalFit:
    """How a network fits one goal; `checks` are all that were made for it, the newest first."""

    goal: Goal
    found: NetworkFit
    checks: tuple[Check, ...]


def fits_of(owner: User, network: Network, goals: Sequence[Goal]) -> list[GoalFit]:
    """Return how one network fits each of these goals, in their order; five queries for any number of them."""
    ideals = IdealNetwork.objects.for_user(owner).filter(goal__in=goals)
    profiles = {ideal.goal_id: profile_of(ideal) for ideal in ideals}
    rows = {row.goal_id: row for row in FitWeights.objects.for_user(owner).filter(goal__in=goals)}
    by_id = {goal.pk: goal for goal in goals}
    checks: dict[UUID, list[Check]] = {pk: [] for pk in by_id}
    made = Check.objects.for_user(owner).finished().filter(network=network, goal__in=goals).defer("snapshot")
    for check in made.newest_first().prefetch_related("answers"):
        check.goal, check.network = by_id[check.goal_id], network
        checks[check.goal_id].append(check)
    return [
        GoalFit(
            goal,
            score(network, profiles.get(goal.pk), read_weights(rows.get(goal.pk)), next(iter(checks[goal.pk]), None)),
            tuple(checks[goal.pk]),
        )
        for goal in goals
    ]
