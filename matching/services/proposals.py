"""Turning proposals down, and taking that back."""

from __future__ import annotations

from contacts.models import Contact
from goals.models import Goal
from matching.models import DeclinedProposal


def decline_proposal(*, contact: Contact, goal: Goal | None, kind: str) -> DeclinedProposal:
    """Never propose somebody for this again; without a goal it is about reviving the tie, whatever for."""
    declined, _is_new = DeclinedProposal.objects.for_user(contact.owner).get_or_create(
        owner=contact.owner, goal=goal, contact=contact, kind=kind
    )
    return declined


def reconsider_proposal(*, contact: Contact, goal: Goal | None, kind: str) -> None:
    """Let somebody be proposed for this again."""
    DeclinedProposal.objects.for_user(contact.owner).filter(goal=goal, contact=contact, kind=kind).delete()
