"""What goals need and nobody is there for, in a fixed number of queries for any number of goals and people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from contacts.queries.nameable import nameable
from goals.models import WANTED_ROLES, Competence, Goal, Question, Role
from matching.models import Holder
from matching.rules.gaps import Need, NeedSort


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a goal needs and nobody is there for; `kind` is the role that is missing, or nothing."""

    goal_id: UUID
    need: Need

    @property
    def kind(self) -> str:
        """The kind of role; nothing for a competence or question."""
        return self.need.kind


def gaps_of(owner: User, goals: Sequence[Goal]) -> dict[UUID, list[Gap]]:
    """Return the gaps of some goals: roles first, then competences and questions, as the goal has them; four queries.

    Nobody counts who is archived, ended in conflict or in the bin; a quiet or dormant tie does.
    """
    ids = [goal.pk for goal in goals]
    there = nameable(owner, "contact")
    roles = Role.objects.for_user(owner).filter(there, goal__in=ids, kind__in=WANTED_ROLES)
    holders = Holder.objects.for_user(owner).filter(there, goal__in=ids)
    filled = set(roles.order_by().values_list("goal_id", "kind").distinct())
    held = {key for pair in holders.order_by().values_list("competence_id", "question_id").distinct() for key in pair}
    found = {
        pk: [Gap(pk, role_need(kind)) for kind in WANTED_ROLES if (pk, kind.value) not in filled]
        for pk in ids
    }  # fmt: skip
    for line in (*lines_of(owner, Competence, ids), *lines_of(owner, Question, ids)):
        if line.pk not in held:
            found[line.goal_id].append(Gap(line.goal_id, line_need(line)))
    return found


def lines_of(
    owner: User, model: type[Competence] | type[Question], goal_ids: Sequence[UUID]
) -> list[Competence | Question]:
    """Return the competences or questions of some goals, in their order; one query."""
    return list(model.objects.for_user(owner).filter(goal__in=goal_ids).order_by("position", "id"))


def role_need(kind: str) -> Need:
    """Return the need for somebody in a role."""
    return Need(NeedSort.ROLE, str(kind), is_wanted=kind in WANTED_ROLES)


def line_need(line: Competence | Question) -> Need:
    """Return the need for a competence, or for an answer to a question."""
    sort = NeedSort.COMPETENCE if isinstance(line, Competence) else NeedSort.QUESTION
    return Need(sort, str(line.pk), line.text)
