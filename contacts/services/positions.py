"""Positions over time: all of one person at once, as their form says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction

from contacts.models import Contact, Position, fold_name
from contacts.rules.row_pairs import pair_rows
from contacts.services.belongings import find_or_add_organisations
from contacts.services.indexing import reindex_contacts
from netzwerk.core.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionFacts:
    """One position as said; a role or an organisation is enough. Whoever has an end has ended."""

    role: str = ""
    organisation: str = ""
    started_on: date | None = None
    started_precision: str = Position.Precision.MONTH
    ended_on: date | None = None
    ended_precision: str = Position.Precision.MONTH
    has_ended: bool = False


# The facts that are columns of a position under the same name.
COLUMNS = tuple(field.name for field in fields(PositionFacts) if field.name != "organisation")


@transaction.atomic
def set_positions(*, contact: Contact, positions: Sequence[PositionFacts]) -> None:
    """Make these the positions of a contact; one that says the same stays itself.

    Organisations are found by name or made. The search follows.
    """
    organisations = find_or_add_organisations(contact.owner, (facts.organisation for facts in positions))
    stored = list(Position.objects.for_user(contact.owner).filter(contact=contact).select_related("organisation"))
    pairs, gone = pair_rows(stored, positions, facts_of)
    Position.objects.for_user(contact.owner).filter(pk__in=[row.pk for row in gone]).delete()
    # Ids of one millisecond are in no order, and the order of ids is that of positions.
    ids = sorted(new_id() for _pair in pairs)
    for (old, facts), pk in zip(pairs, ids, strict=True):
        row = old or Position(id=pk, owner=contact.owner, contact=contact)
        row.organisation = organisations.get(fold_name(facts.organisation))
        for column in COLUMNS:
            setattr(row, column, getattr(facts, column))
        row.has_ended = facts.has_ended or facts.ended_on is not None
        row.save(force_insert=old is None)
    reindex_contacts(owner=contact.owner, contact_ids=[contact.pk])


def facts_of(position: Position) -> PositionFacts:
    """Return what a stored position says."""
    values = {column: getattr(position, column) for column in COLUMNS}
    return PositionFacts(organisation=position.organisation_name, **values)
