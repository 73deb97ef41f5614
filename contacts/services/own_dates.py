"""Dates of somebody's own: all of one person at once, as their form says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from contacts.models import Contact, OwnDate
from contacts.rules.partial_dates import AnnualDate
from contacts.rules.row_pairs import pair_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDateFacts:
    """One date as said."""

    label: str
    annual: AnnualDate


@transaction.atomic
def set_own_dates(*, contact: Contact, dates: Sequence[OwnDateFacts]) -> None:
    """Make these the dates of a contact; one that says the same stays itself."""
    stored = list(OwnDate.objects.for_user(contact.owner).filter(contact=contact))
    pairs, gone = pair_rows(stored, dates, lambda row: OwnDateFacts(label=row.label, annual=row.annual))
    OwnDate.objects.for_user(contact.owner).filter(pk__in=[row.pk for row in gone]).delete()
    for old, facts in pairs:
        row = old or OwnDate(owner=contact.owner, contact=contact)
        row.label = facts.label
        row.month, row.day, row.year = facts.annual.month, facts.annual.day, facts.annual.year
        row.save()
