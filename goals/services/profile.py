"""What belongs to a goal beside its words: the ideal network, what it needs, and what the user offers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TypeVar

from django.db import transaction

from accounts.models import User
from goals.models import Competence, Goal, IdealNetwork, Offer, Question
from goals.services.details import NetworkProfile

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
    existing = Competence.objects.for_user(goal.owner).filter(goal=goal)
    return _replace(Competence, existing, [Competence(owner=goal.owner, goal=goal, text=text) for text in texts])


@transaction.atomic
def replace_questions(*, goal: Goal, texts: Sequence[str]) -> list[Question]:
    """Make these the questions of a goal; those that stay keep their rows."""
    existing = Question.objects.for_user(goal.owner).filter(goal=goal)
    return _replace(Question, existing, [Question(owner=goal.owner, goal=goal, text=text) for text in texts])


@transaction.atomic
def replace_offers(*, owner: User, kind: str, texts: Sequence[str]) -> list[Offer]:
    """Make these the user's offers of one kind; those that stay keep their rows."""
    existing = Offer.objects.for_user(owner).filter(kind=kind)
    return _replace(Offer, existing, [Offer(owner=owner, kind=kind, text=text) for text in texts])


def _replace(model: type[Line], existing: Iterable[Line], wanted: Sequence[Line]) -> list[Line]:
    rows: dict[str, Line] = {}
    surplus: list[Line] = []
    texts = {line.text for line in wanted}
    for row in existing:
        if row.text in rows or row.text not in texts:
            surplus.append(row)
        else:
            rows[row.text] = row
    lines = [rows.get(text, line) for text, line in {line.text: line for line in wanted}.items()]
    for position, line in enumerate(lines):
        line.position = position
    manager = model._default_manager
    manager.filter(pk__in=[row.pk for row in surplus]).delete()
    manager.bulk_update([line for line in lines if line.text in rows], ["position"])
    manager.bulk_create([line for line in lines if line.text not in rows])
    return lines
