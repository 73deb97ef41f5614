"""Give and take: how much, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from accounts.models import User
from contacts.models import Contact, Exchange
from contacts.models.exchange import WAYS, ExchangeQuerySet
from contacts.queries.nameable import nameable, not_in_bin
from netzwerk.core.companions import exchange_conditions


@dataclass(frozen=True, slots=True)
class ExchangeCounts:
    """How many things went each way, and how many are open; counts, never a balance."""

    given: int
    received: int
    promised: int
    asked: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.given + self.received + self.promised + self.asked


def exchanges_of(user: User, contact: Contact | None = None) -> ExchangeQuerySet:
    """Return what is written down, with one contact or with all; nothing of what is in the bin.

    An exchange with no contact belongs to what an upper app links it to.
    """
    found = Exchange.objects.for_user(user).present()
    if contact is not None:
        return found.filter(contact=contact)
    return found.filter(not_in_bin(user, "contact"), _shown(user))


def count_exchanges(user: User, contact: Contact | None = None) -> ExchangeCounts:
    """Count both directions and what is open, in one query."""
    found = exchanges_of(user, contact).aggregate(**{way: Count("pk", filter=WAYS[way]) for way in WAYS})
    return ExchangeCounts(**found)


def promises_on_today(user: User, *, limit: int) -> list[Exchange]:
    """Return open promises, the most urgent first, without those to people who are never suggested.

    Whoever is snoozed or rests is there: what was promised is no suggestion.
    """
    found = Exchange.objects.for_user(user).open_promises().filter(nameable(user, "contact"), _shown(user))
    return list(found.prefetch_related("contact")[:limit])


def _shown(user: User) -> Q:
    """Return what other apps want of exchanges that are shown."""
    condition = Q()
    for wanted in exchange_conditions:
        condition &= wanted(user)
    return condition


def promises_by_contact(user: User, *, until: date, contact_ids: list[UUID] | None = None) -> dict[UUID, Exchange]:
    """Return to whom a promise is open that counts (product rule 5): without a date, or by `until`; the most urgent."""
    found = Exchange.objects.for_user(user).open_promises().filter(Q(due_on=None) | Q(due_on__lte=until))
    if contact_ids is not None:
        found = found.filter(contact_id__in=contact_ids)
    first: dict[UUID, Exchange] = {}
    for promise in found.exclude(contact=None):
        if promise.contact_id is not None:
            first.setdefault(promise.contact_id, promise)
    return first
