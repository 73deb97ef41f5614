"""People who are known already: what a file adds to them, and the trail by which that can be taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import prefetch_related_objects

from accounts.models import User
from contacts.models import Contact, Organisation, Position, fold_name
from contacts.services import complete_contacts
from contacts.services.belongings import find_or_add_organisations
from contacts.services.completing import BIRTHDAY, CADENCE, FILLED
from contacts.services.indexing import reindex_contacts
from transfer.models import Import, ImportRow
from transfer.queries.differing import FIELDS_BY_KEY, ORGANISATION, ROLE
from transfer.records import PersonRecord
from transfer.records.stored import read_person
from transfer.services.details import Coming, details_of

# Columns of a contact that an import may change, in the order of its trail.
COLUMNS = ("name", *FILLED, *BIRTHDAY, *CADENCE, "languages")
# Columns that say one thing together: it is changed, or put back, as a whole.
GROUPS = (BIRTHDAY, CADENCE)
# What an import may add to somebody known: the relation, and the column by which a row is still what it was.
ROWS_ADDED: Mapping[str, str] = {
    "emails": "address",
    "phones": "number",
    "links": "url",
    "addresses": "street",
    "messengers": "handle",
    "own_dates": "label",
    "taggings": "tag_id",
    "positions": "role",
}


@transaction.atomic
def change_known(*, owner: User, imported: Import, rows: Sequence[ImportRow], today: date) -> int:
    """Fill the gaps of people who are known, and take the fields that were chosen; return how many were changed.

    Each row gets its outcome and its trail, and is saved. Who is gone meanwhile, or lies in the bin, stays as they are.
    The number of queries does not depend on how many rows there are. `today` is when it happens.
    """
    contacts = _locked(owner, [row.contact_id for row in rows if row.contact_id])
    pairs = [(row, contacts[row.contact_id]) for row in rows if row.contact_id in contacts]
    people = list({contact.pk: contact for _row, contact in pairs}.values())
    _fetch(people)
    before: dict[UUID, dict[str, Any]] = {contact.pk: _state(contact) for contact in people}
    records = {row.pk: read_person(row.record, number=row.number) for row, _contact in pairs}
    coming = Coming(today=today)
    complete_contacts(
        owner=owner, pairs=[(contact, details_of(records[row.pk], imported, coming)) for row, contact in pairs]
    )
    _take_chosen(owner, [(row, contact, records[row.pk]) for row, contact in pairs if row.chosen])
    after = {contact.pk: _state(contact) for contact in _fetch(list(_locked(owner, before).values()))}
    for row in rows:
        pk = row.contact_id
        # Of two rows about the same person, the first has the trail of both.
        row.trail = _trail(before.pop(pk), after[pk]) if pk in before and pk in after else {}
        row.outcome = ImportRow.Outcome.CHANGED if row.trail else ImportRow.Outcome.NOTHING
    ImportRow.objects.bulk_update(rows, ["outcome", "trail"])
    return sum(row.outcome == ImportRow.Outcome.CHANGED for row in rows)


def _locked(owner: User, ids: Collection[UUID]) -> dict[UUID | None, Contact]:
    """Return who is present, locked in one order, so that what another tab changes meanwhile is not overwritten."""
    present = Contact.objects.for_user(owner).present().filter(pk__in=ids).order_by("pk").select_for_update()
    return {contact.pk: contact for contact in present}


def _fetch(contacts: list[Contact]) -> list[Contact]:
    prefetch_related_objects(contacts, *(name for name in ROWS_ADDED if name != "positions"), "positions__organisation")
    return contacts


def _state(contact: Contact) -> dict[str, Any]:
    rows = {
        relation: {str(row.pk): row_says(row, column) for row in getattr(contact, relation).all()}
        for relation, column in ROWS_ADDED.items()
    }
    return {"fields": {column: getattr(contact, column) for column in COLUMNS}, "rows": rows}


def row_says(row: Any, column: str) -> Any:
    """Return what a row says in its column, as a trail keeps it: of a position where, and as what."""
    if isinstance(row, Position):
        return [str(row.organisation_id or ""), row.role]
    said = getattr(row, column)
    return str(said) if isinstance(said, UUID) else said


def _trail(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return what became of somebody: fields as [before, after], rows that are new, positions as [before, after]."""
    fields = {
        column: [before["fields"][column], said]
        for column, said in after["fields"].items()
        if said != before["fields"][column]
    }
    added = {}
    for relation, rows in after["rows"].items():
        if new := {pk: said for pk, said in rows.items() if pk not in before["rows"][relation]}:
            added[relation] = new
    stood = before["rows"]["positions"]
    positions = {
        pk: [stood[pk], said] for pk, said in after["rows"]["positions"].items() if pk in stood and stood[pk] != said
    }
    parts = {"fields": fields, "added": added, "positions": positions}
    return {name: part for name, part in parts.items() if part}


def _take_chosen(owner: User, chosen: Iterable[tuple[ImportRow, Contact, PersonRecord]]) -> None:
    """Let the file's word hold where the user said so."""
    changed, positions = [], []
    for row, contact, record in chosen:
        wanted = {key: FIELDS_BY_KEY[key].theirs(record) for key in row.chosen if key in FIELDS_BY_KEY}
        for key in wanted.keys() - {ORGANISATION, ROLE}:
            setattr(contact, key, wanted[key])
        contact.index_name()
        changed.append(contact)
        position = contact.current_position
        if position and wanted.keys() & {ORGANISATION, ROLE}:
            position.role = wanted.get(ROLE, position.role)
            positions.append((position, wanted.get(ORGANISATION, "")))
    Contact.objects.bulk_update(changed, [*COLUMNS, "folded_name"])
    _move_positions(owner, positions)
    reindex_contacts(owner=owner, contact_ids=[contact.pk for contact in changed])


def _move_positions(owner: User, positions: Sequence[tuple[Position, str]]) -> None:
    organisations: dict[str, Organisation] = find_or_add_organisations(owner, (name for _position, name in positions))
    for position, name in positions:
        if name:
            position.organisation = organisations.get(fold_name(name))
    Position.objects.bulk_update([position for position, _name in positions], ["organisation", "role"])
