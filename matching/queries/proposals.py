"""Who could play a role for a goal, and the facts that speak for it, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import User
from contacts.models import Contact, ContactWord
from goals.models import Goal, Role
from matching.models import DeclinedProposal
from matching.rules.evidence import Evidence, EvidenceKind
from networks.queries.goal_field import field_words, found_in


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody who could play a role, with what speaks for it, the weightiest first."""

    contact: Contact
    kind: str
    points: float
    evidence: tuple[Evidence, ...]


def propose(
    owner: User,
    goal: Goal,
    kind: str,
    *,
    today: date,
    limit: int,
    about: str = "",
    is_silent: bool | None = None,
    leave_out: Collection[UUID] = (),
) -> list[Proposal]:
    """Return who could play a role for a goal and does not yet, whom more speaks for first.

    `about` narrows it to a competence or question in the user's words. `is_silent` asks for quiet and dormant ties
    alone, or for all others. Only people whom product rule 2 lets be suggested and whom nobody turned down for this.
    """
    del about, is_silent
    words = field_words(owner, goal)
    people = Contact.objects.for_user(owner).suggestible(on=today).exclude(pk__in=leave_out)
    taken = Role.objects.for_user(owner).filter(goal=goal, kind=kind).values("contact_id")
    declined = DeclinedProposal.objects.for_user(owner).filter(goal=goal, kind=kind).values("contact_id")
    having = ContactWord.objects.for_user(owner).filter(word__in=sorted(words)).order_by().values("contact_id")
    found = people.filter(pk__any_of=having).exclude(pk__in=taken).exclude(pk__in=declined)
    proposals = []
    for contact in found.with_positions().with_tags().prefetch_related("topics").by_name()[:limit]:
        place = found_in(contact, words)
        fact = Evidence(EvidenceKind.INDUSTRY, 1.0, place.text if place else "", goal.field)
        proposals.append(Proposal(contact, kind, fact.points, (fact,)))
    return proposals
