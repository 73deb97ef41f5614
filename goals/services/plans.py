"""The end of the goal wizard: a draft becomes a goal, once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from goals.models import Goal, Offer
from goals.services.details import GoalPlan
from goals.services.goals import create_goal, update_goal
from goals.services.profile import (
    describe_ideal_network,
    replace_competences,
    replace_offers,
    replace_questions,
)
from netzwerk.core.models import Draft


@transaction.atomic
def finish_goal_draft(*, owner: User, draft: Draft, plan: GoalPlan, now: datetime) -> Goal:
    """Write down all that a draft says and return its goal; a draft that is finished changes nothing more."""
    locked = Draft.objects.for_user(owner).select_for_update().get(pk=draft.pk)
    goal = Goal.objects.for_user(owner).filter(pk=locked.object_id).first() if locked.object_id else None
    if goal and locked.finished_at:
        return goal
    goal = _write(owner, goal, plan)
    locked.object_id, locked.finished_at, locked.data = goal.pk, now, {}
    locked.save(update_fields=["object_id", "finished_at", "data", "updated_at"])
    return goal


def _write(owner: User, goal: Goal | None, plan: GoalPlan) -> Goal:
    goal = update_goal(goal=goal, details=plan.details) if goal else create_goal(owner=owner, details=plan.details)
    describe_ideal_network(goal=goal, profile=plan.profile)
    replace_competences(goal=goal, texts=plan.competences)
    replace_questions(goal=goal, texts=plan.questions)
    for kind in Offer.Kind.values:
        replace_offers(owner=owner, kind=kind, texts=plan.offers.get(kind, ()))
    return goal
