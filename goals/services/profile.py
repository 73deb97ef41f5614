"""What belongs to a goal beside its words: the ideal network, what it needs, and what the user offers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TypeVar

from django.db import transaction

from accounts.models import User
from goals.models import Competence, Goal, IdealNetwork, Offer, Question
from goals.rules.lines import paired_lines
from goals.services.details import NetworkProfile
from goals.services.locking import lock_goal

Line = TypeVar("Line", Competence, Question, Offer)


@transaction.atomic
def describe_ideal_network(*, goal: Goal, profile: NetworkProfile) -> IdealNetwork | None:
    """Replace the profile of a goal; an empty one is taken away."""
    if profile.is_empty:
        IdealNetwork.objects.for_user(goal.owner).filter(goal=goal).delete()
        return None
    network, _made = IdealNetwork.objects.update_or_create(owner=goal.owner, goal=goal, defaults=asdict(profile))
    return network


@transaction.atomic
def replace_competences(*, goal: Goal, texts: Sequence[str]) -> list[Competence]:
    """Make these the competences that a goal needs; those that stay keep their rows."""
    lock_goal(goal)
    existing = Competence.objects.for_user(goal.owner).filter(goal=goal)
    return _replace(Competence, existing, [Competence(owner=goal.owner, goal=goal, text=text) for text in texts])


@transaction.atomic
def replace_questions(*, goal: Goal, texts: Sequence[str]) -> list[Question]:
    """Make these the questions of a goal; those that stay keep their rows."""
    lock_goal(goal)
    existing = Question.objects.for_user(goal.owner).filter(goal=goal)
    return _replace(Question, existing, [Question(owner=goal.owner, goal=goal, text=text) for text in texts])


@transaction.atomic
def replace_offers(*, owner: User, kind: str, texts: Sequence[str]) -> list[Offer]:
    """Make these the user's offers of one kind; those that stay keep their rows."""
    existing = Offer.objects.for_user(owner).filter(kind=kind)
    return _replace(Offer, existing, [Offer(owner=owner, kind=kind, text=text) for text in texts])


def _replace(model: type[Line], existing: Iterable[Line], wanted: Sequence[Line]) -> list[Line]:
    """Make these the lines; one that says the same in other words keeps its row, and with it what points at it."""
    rows, new = list(existing), list({line.text: line for line in wanted}.values())
    goes_on = paired_lines([row.text for row in rows], [line.text for line in new])
    lines = [rows[goes_on[place]] if place in goes_on else line for place, line in enumerate(new)]
    for position, (line, said) in enumerate(zip(lines, new, strict=True)):
        line.position, line.text = position, said.text
    kept = [rows[place] for place in goes_on.values()]
    manager = model._default_manager
    manager.filter(pk__in=[row.pk for row in rows if row not in kept]).delete()
    manager.bulk_update(kept, ["position", "text"])
    manager.bulk_create([line for line in lines if line not in kept])
    return lines
