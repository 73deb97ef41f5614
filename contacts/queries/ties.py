"""Who knows whom, read from one person."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, F, OuterRef, Q, Subquery, When

from accounts.models import User
from contacts.models import Contact, Tie
from contacts.queries.nameable import not_in_bin
from contacts.rules.ties import INVERSE_KINSHIPS
from netzwerk.core.keyset import behind


@dataclass(frozen=True, slots=True)
class TieEnd:
    """A tie as seen from one person: who is at the other end, and what that one is to this one."""

    tie: Tie
    contact: Contact
    kind: str
    kinship: str
    # Of the kind *introduced*: whether the other one did it.
    has_introduced: bool


def ties_of(user: User, contact: Contact, *, limit: int | None = None, after: UUID | None = None) -> list[TieEnd]:
    """Return the ties of a contact by the name of whoever is at the other end, the bin left out; four queries at most.

    `after` is the tie of the last one that was shown before.
    """
    is_from = Q(contact=contact)
    ties = Tie.objects.for_user(user).filter(is_from | Q(other=contact))
    names = Contact.objects.for_user(user).filter(pk=OuterRef("end_id")).values("folded_name")
    ties = ties.filter(not_in_bin(user, "contact", "other")).annotate(
        end_id=Case(When(is_from, then=F("other_id")), default=F("contact_id")), end_name=Subquery(names)
    )
    start = ties.filter(pk=after).first() if after else None
    if start is not None:
        ties = ties.filter(behind(("end_name", start.end_name), ("id", start.pk)))
    ordered = ties.prefetch_related("contact", "other").order_by("end_name", "pk")
    return [end_of(tie, contact) for tie in (ordered[:limit] if limit else ordered)]


def introducer_of(user: User, contact: Contact) -> Contact | None:
    """Return who introduced a contact to the user; nobody from the bin."""
    ties = Tie.objects.for_user(user).filter(other=contact, kind=Tie.Kind.INTRODUCED, contact__deleted_at=None)
    tie = ties.select_related("contact").first()
    return tie.contact if tie else None


def end_of(tie: Tie, contact: Contact) -> TieEnd:
    """Return a tie as seen from one of its two people."""
    if tie.contact_id == contact.pk:
        return TieEnd(tie, tie.other, tie.kind, INVERSE_KINSHIPS[tie.kinship], has_introduced=False)
    return TieEnd(tie, tie.contact, tie.kind, tie.kinship, has_introduced=tie.kind == Tie.Kind.INTRODUCED)
