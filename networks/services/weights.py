"""How much each criterion of the fit counts for a goal."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from goals.models import Goal
from networks.models import FitWeights
from networks.rules.fit import CRITERIA, DEFAULT_WEIGHTS


class NothingCountsError(ValueError):
    """Where no criterion counts there is no score."""


@transaction.atomic
def set_weights(*, goal: Goal, weights: Mapping[str, int]) -> FitWeights | None:
    """Let each criterion count so much for a goal, from 0 on; return what is stored, None for the usual weights.

    All scores of the goal follow at once, as none is stored. Raises `NothingCountsError` when all are 0.
    """
    wanted = {name: weights[name] for name in CRITERIA}
    if not any(wanted.values()):
        raise NothingCountsError(str(goal.pk))
    if wanted == DEFAULT_WEIGHTS:
        FitWeights.objects.for_user(goal.owner).filter(goal=goal).delete()
        return None
    found, _is_new = FitWeights.objects.for_user(goal.owner).update_or_create(
        owner=goal.owner, goal=goal, defaults=wanted
    )
    return found
