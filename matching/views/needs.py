"""What a request is about among the needs of a goal: a role, a competence or a question."""

from __future__ import annotations

from typing import Any

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from goals.models import Competence, Goal, Question, Role
from matching.queries.gaps import line_need, role_need
from matching.rules.gaps import Need, NeedSort
from netzwerk.core.ids import read_id


def need_of(goal: Goal, *said: QueryDict) -> Need:
    """Return what the body or the address names: exactly one of `kind`, `competence` and `question`, else 404."""
    named = {sort: value for sort in NeedSort if (value := _first(sort.value, said))}
    if len(named) != 1:
        raise Http404
    [(sort, value)] = named.items()
    if sort is NeedSort.ROLE:
        if value not in Role.Kind.values:
            raise Http404
        return role_need(value)
    model: type[Competence] | type[Question] = Competence if sort is NeedSort.COMPETENCE else Question
    line: Any = get_object_or_404(model.objects.for_user(goal.owner), goal=goal, pk=read_id(value))
    return line_need(line)


def _first(name: str, said: tuple[QueryDict, ...]) -> str:
    return next((str(value) for each in said if (value := each.get(name))), "")
