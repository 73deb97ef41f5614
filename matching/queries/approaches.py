"""How the user means to approach people: what to give them, what to ask, and what is known for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from accounts.models import User
from contacts.models import Contact, Topic
from contacts.queries.nameable import not_in_bin
from goals.models import Competence, Goal, NextStep, Offer, Question, Role
from matching.models import Approach, Holder


@dataclass(frozen=True, slots=True)
class Needs:
    """What a goal needs that others have, and what the user can give for it."""

    competences: tuple[Competence, ...]
    questions: tuple[Question, ...]
    offers: tuple[Offer, ...]

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Competences, then questions: the id of each and its words."""
        known = [(str(one.pk), one.text) for one in self.competences]
        return known + [(str(one.pk), one.text) for one in self.questions]


@dataclass(slots=True)
class Background:
    """What is known about somebody when one thinks of how to approach them for a goal."""

    seeks: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    approach: Approach | None = None
    steps: list[NextStep] = field(default_factory=list)
    # Ids of the goal's competences that they have, and of its questions that they could answer.
    competences: set[UUID] = field(default_factory=set)
    questions: set[UUID] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class GoalApproach:
    """What somebody is for a goal, and how to approach them, once that is thought of."""

    goal: Goal
    contact: Contact
    kinds: tuple[str, ...]
    approach: Approach | None


def gives_for(owner: User, contact_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return what the user wants to give to each of these people: the newest idea of an active goal; one query."""
    found = Approach.objects.for_user(owner).filter(contact_id__in=contact_ids, goal__status=Goal.Status.ACTIVE)
    newest_last = found.exclude(gives="").order_by("updated_at", "id")
    return dict(newest_last.values_list("contact_id", "gives"))


def needs_of(owner: User, goal: Goal) -> Needs:
    """Return what a goal needs and what the user can give; three queries."""
    return Needs(
        competences=tuple(Competence.objects.for_user(owner).filter(goal=goal)),
        questions=tuple(Question.objects.for_user(owner).filter(goal=goal)),
        offers=tuple(Offer.objects.for_user(owner)),
    )


def backgrounds(owner: User, goal: Goal, contacts: Iterable[Contact]) -> dict[UUID, Background]:
    """Return what is known about each of these people for a goal; five queries for any number of them."""
    found = {contact.pk: Background() for contact in contacts}
    mine = {"goal": goal, "contact_id__in": list(found)}
    seeking = Topic.objects.for_user(owner).filter(contact_id__in=list(found), direction=Topic.Direction.SEEKS)
    for topic in seeking:
        found[topic.contact_id].seeks.append(topic.text)
    for role in Role.objects.for_user(owner).filter(**mine):
        found[role.contact_id].kinds.append(role.kind)
    for approach in Approach.objects.for_user(owner).filter(**mine):
        found[approach.contact_id].approach = approach
    for step in NextStep.objects.for_user(owner).open().filter(**mine).order_by("due_on", "id"):
        found[step.contact_id].steps.append(step)
    for holder in Holder.objects.for_user(owner).filter(**mine):
        background = found[holder.contact_id]
        if holder.competence_id:
            background.competences.add(holder.competence_id)
        if holder.question_id:
            background.questions.add(holder.question_id)
    return found


def background_of(owner: User, goal: Goal, contact: Contact) -> Background:
    """Return what is known about one person for a goal."""
    return backgrounds(owner, goal, [contact])[contact.pk]


def approaches_of_goal(owner: User, goal: Goal) -> list[GoalApproach]:
    """Return everybody who plays a role for a goal or is to be approached for it, by name; three queries."""
    out_of_bin = not_in_bin(owner, "contact")
    roles = Role.objects.for_user(owner).filter(out_of_bin, goal=goal)
    approaches = Approach.objects.for_user(owner).filter(out_of_bin, goal=goal)
    rows = _rows(list(roles), list(approaches))
    people = {pk for _goal, pk in rows}
    contacts = Contact.objects.for_user(owner).filter(pk__in=people).by_name()
    return [GoalApproach(goal, contact, *rows[goal.pk, contact.pk]) for contact in contacts]


def approaches_of_contact(owner: User, contact: Contact) -> list[GoalApproach]:
    """Return each active goal for which somebody plays a role or is to be approached; three queries."""
    roles = Role.objects.for_user(owner).filter(contact=contact)
    approaches = Approach.objects.for_user(owner).filter(contact=contact)
    rows = _rows(list(roles), list(approaches))
    goals = Goal.objects.for_user(owner).active()
    return [GoalApproach(goal, contact, *rows[goal.pk, contact.pk]) for goal in goals if (goal.pk, contact.pk) in rows]


def _rows(
    roles: Sequence[Role], approaches: Sequence[Approach]
) -> dict[tuple[UUID, UUID], tuple[tuple[str, ...], Approach | None]]:
    kinds: dict[tuple[UUID, UUID], set[str]] = {}
    for role in roles:
        kinds.setdefault((role.goal_id, role.contact_id), set()).add(role.kind)
    said = {(approach.goal_id, approach.contact_id): approach for approach in approaches}
    return {
        pair: (tuple(kind for kind in Role.Kind.values if kind in kinds.get(pair, ())), said.get(pair))
        for pair in {**dict.fromkeys(kinds), **dict.fromkeys(said)}
    }
