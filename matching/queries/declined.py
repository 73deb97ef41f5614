"""Who was turned down for a role of a goal."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from contacts.models import Contact
from contacts.queries.nameable import not_in_bin
from goals.models import Goal
from matching.models import DeclinedProposal


def declined_for(owner: User, goal: Goal) -> QuerySet[DeclinedProposal]:
    """Return who was turned down for what, by name; whoever lies in the bin is left out."""
    people = Contact.objects.for_user(owner).with_positions()
    rows = DeclinedProposal.objects.for_user(owner).filter(not_in_bin(owner, "contact"), goal=goal)
    return rows.prefetch_related(Prefetch("contact", people)).order_by("contact__folded_name", "id")
