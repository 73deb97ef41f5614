"""How the user means to approach somebody: what to give, before what to ask (product rule 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction

from contacts.models import Contact
from goals.models import Competence, Goal, Offer, Question
from goals.services import lock_goal, plan_next_step
from matching.models import Approach, Holder
from matching.services.holders import note_holder

Line = TypeVar("Line", Competence, Question)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproachPlan:
    """What was thought of for one person: what to give and ask, what they know, and the next step, if there is one."""

    gives: str = ""
    asks: str = ""
    offer: Offer | None = None
    competences: Sequence[Competence] = ()
    questions: Sequence[Question] = ()
    step: str = ""
    step_on: date | None = None


@transaction.atomic
def keep_approach(*, goal: Goal, contact: Contact, gives: str, asks: str, offer: Offer | None = None) -> Approach:
    """Keep what to give and what to ask, in place of what was kept before; with neither there is none any more."""
    rows = Approach.objects.for_user(goal.owner)
    values = {"gives": gives, "asks": asks, "offer": offer}
    approach, _is_new = rows.update_or_create(owner=goal.owner, goal=goal, contact=contact, defaults=values)
    if not (gives or asks):
        rows.filter(pk=approach.pk).delete()
    return approach


@transaction.atomic
def write_approach(*, goal: Goal, contact: Contact, plan: ApproachPlan) -> None:
    """Keep all that was thought of for one person: in place of what stood there before, the next step beside it."""
    lock_goal(goal)
    keep_approach(goal=goal, contact=contact, gives=plan.gives, asks=plan.asks, offer=plan.offer)
    set_holdings(goal=goal, contact=contact, competences=plan.competences, questions=plan.questions)
    if plan.step and plan.step_on:
        plan_next_step(goal=goal, contact=contact, text=plan.step, due_on=plan.step_on)


@transaction.atomic
def set_holdings(
    *, goal: Goal, contact: Contact, competences: Sequence[Competence], questions: Sequence[Question]
) -> None:
    """Note that somebody has these of the goal's competences and could answer these of its questions, no others.

    What the goal no longer needs is left out.
    """
    lock_goal(goal)
    held = Holder.objects.for_user(goal.owner).filter(goal=goal, contact=contact)
    held.filter(competence__isnull=False).exclude(competence__in=competences).delete()
    held.filter(question__isnull=False).exclude(question__in=questions).delete()
    for competence in _there(Competence, goal, competences):
        note_holder(contact=contact, competence=competence)
    for question in _there(Question, goal, questions):
        note_holder(contact=contact, question=question)


def _there(model: type[Line], goal: Goal, lines: Sequence[Line]) -> list[Line]:
    return list(model._default_manager.filter(owner=goal.owner, goal=goal, pk__in=[line.pk for line in lines]))
