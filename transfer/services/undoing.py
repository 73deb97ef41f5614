"""An import is taken back: who came in goes, what it changed is as before, and what was done since stays."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import prefetch_related_objects

from accounts.models import User
from contacts.models import Contact, Moment, Organisation, Participation, Position, Tag, Tie
from contacts.services.indexing import reindex_contacts
from contacts.services.moments import recompute_last_moments
from contacts.services.purging import purge_contacts
from netzwerk.core.copying import change_rows
from netzwerk.core.ids import made_at
from netzwerk.core.jobs import enqueue_job
from transfer.models import Import, ImportRow, SourceCard
from transfer.queries.imports import can_be_undone
from transfer.queries.touched import doings_of, said_of
from transfer.services.changing import COLUMNS, GROUPS, ROWS_ADDED, row_says
from transfer.services.editing import edits_of

KIND = "import-undo"
Outcome, Subject, State = ImportRow.Outcome, ImportRow.Subject, Import.State


class CannotUndoError(Exception):
    """The import did not come in, is taken back already, or came in too long ago."""


@transaction.atomic
def start_undo(*, imported: Import, now: datetime) -> Import:
    """Write down that an import is to be taken back; a worker does it. Raises CannotUndoError."""
    found = Import.objects.for_user(imported.owner).select_for_update().get(pk=imported.pk)
    if not can_be_undone(found, now=now):
        raise CannotUndoError(found.pk)
    found.state, found.done_count, found.kept_count = State.UNDOING, 0, 0
    found.save(update_fields=["state", "done_count", "kept_count"])
    enqueue_job(kind=KIND, owner=imported.owner, object_id=found.pk)
    return found


@transaction.atomic
def undo_batch(*, owner: User, imported: Import, before: int | None, limit: int, today: date) -> int:
    """Take back the rows before this number, the last first; return the number of the first of them, 0 at the end.

    Moments and ties come after their people in a file, and so go before them. Each row notes what became of it, so
    that a worker which takes over finds what is left. The number of queries does not depend on how many rows there are.
    """
    rows = ImportRow.objects.for_user(owner).filter(imported=imported, outcome__in=[Outcome.CREATED, Outcome.CHANGED])
    if before is not None:
        rows = rows.filter(number__lt=before)
    batch = list(rows.order_by("-number").defer("raw")[:limit])
    if not batch:
        return 0
    happened = [row for row in batch if row.subject != Subject.PERSON]
    people = [row for row in batch if row.subject == Subject.PERSON]
    _take_happenings(owner, happened, today)
    _put_back(owner, [row for row in people if row.outcome == Outcome.CHANGED])
    _take_people(owner, imported, [row for row in people if row.outcome == Outcome.CREATED])
    said = [(row.pk, row.outcome, row.trail, row.contact_id) for row in batch]
    change_rows(ImportRow, ["outcome", "trail", "contact_id"], said)
    imported.done_count += len(batch)
    imported.kept_count += sum(row.outcome == Outcome.KEPT for row in batch)
    imported.save(update_fields=["done_count", "kept_count"])
    return batch[-1].number


@transaction.atomic
def finish_undo(*, owner: User, imported: Import, now: datetime) -> Import:
    """Forget what the import was read from, so that the same files are new again, and what nobody has any more."""
    kept = ImportRow.objects.for_user(owner).filter(imported=imported, outcome=Outcome.KEPT)
    cards = SourceCard.objects.for_user(owner).filter(imported=imported)
    cards.exclude(contact__in=kept.exclude(contact=None).values("contact_id")).delete()
    _forget_unused(owner, imported, now)
    imported.state, imported.undone_at = State.UNDONE, now
    if imported.tag_id and not Tag.objects.for_user(owner).filter(pk=imported.tag_id).exists():
        imported.tag_id = None
    imported.save(update_fields=["state", "undone_at", "tag"])
    return imported


def _take_happenings(owner: User, rows: Sequence[ImportRow], today: date) -> None:
    """Delete the moments and ties that came in, and let *last in touch* follow."""
    moments = [pk for row in rows for pk in row.trail.get("added", {}).get("moments", {})]
    ties = [pk for row in rows for pk in row.trail.get("added", {}).get("ties", {})]
    met = Participation.objects.for_user(owner).filter(moment__pk__any_of=moments)
    people = set(met.values_list("contact_id", flat=True)) if moments else set()
    if moments:
        Moment.objects.for_user(owner).filter(pk__any_of=moments).delete()
        recompute_last_moments(owner=owner, contact_ids=people, today=today)
    if ties:
        Tie.objects.for_user(owner).filter(pk__any_of=ties).delete()
    for row in rows:
        row.outcome = Outcome.TAKEN_BACK


def _put_back(owner: User, rows: Sequence[ImportRow]) -> None:
    """Give people who were known what they had, as far as it still says what the import said."""
    if not rows:
        return
    locked = Contact.objects.for_user(owner).filter(pk__any_of={row.contact_id for row in rows if row.contact_id})
    contacts = {contact.pk: contact for contact in locked.order_by("pk").select_for_update()}
    prefetch_related_objects(list(contacts.values()), *ROWS_ADDED)
    gone: dict[type[Any], list[UUID]] = {}
    positions: list[Position] = []
    for row in rows:
        contact = contacts.get(row.contact_id) if row.contact_id else None
        is_whole = contact is None or (
            _fields_back(contact, row.trail.get("fields", {}))
            & _rows_back(contact, row.trail.get("added", {}), gone)
            & _positions_back(contact, row.trail.get("positions", {}), positions)
        )
        row.outcome = Outcome.TAKEN_BACK if is_whole else Outcome.KEPT
        row.trail = row.trail if is_whole else {**row.trail, "kept": ["fields"]}
    Contact.objects.bulk_update(contacts.values(), [*COLUMNS, "folded_name", "photo_name"])
    Position.objects.bulk_update(positions, ["organisation", "role"])
    for model, ids in gone.items():
        model._default_manager.filter(owner_id=owner.pk, pk__any_of=ids).delete()
    reindex_contacts(owner=owner, contact_ids=list(contacts))


def _fields_back(contact: Contact, fields: dict[str, list[Any]]) -> bool:
    """Return whether all of them went back."""
    changed = {column for column, (_before, after) in fields.items() if getattr(contact, column) != after}
    # A birthday and a cadence are one thing in several columns: half of one is none.
    changed |= {column for group in GROUPS if changed & set(group) for column in group}
    for column, (before, _after) in fields.items():
        if column not in changed:
            setattr(contact, column, before)
    contact.index_name()
    return not changed


def _rows_back(contact: Contact, added: dict[str, dict[str, Any]], gone: dict[type[Any], list[UUID]]) -> bool:
    is_whole = True
    for relation, rows in added.items():
        for row in getattr(contact, relation).all():
            if str(row.pk) in rows and row_says(row, ROWS_ADDED[relation]) == rows[str(row.pk)]:
                gone.setdefault(type(row), []).append(row.pk)
            elif str(row.pk) in rows:
                is_whole = False
    return is_whole


def _positions_back(contact: Contact, changed: dict[str, list[Any]], positions: list[Position]) -> bool:
    is_whole = True
    for position in contact.positions.all():
        if str(position.pk) not in changed:
            continue
        before, after = changed[str(position.pk)]
        if row_says(position, "role") == after:
            position.organisation_id, position.role = UUID(before[0]) if before[0] else None, before[1]
            positions.append(position)
        else:
            is_whole = False
    return is_whole


def _take_people(owner: User, imported: Import, rows: Sequence[ImportRow]) -> None:
    """Delete for good who came in and with whom nothing was done since; the others stay, with why."""
    if not rows:
        return
    locked = Contact.objects.for_user(owner).filter(pk__any_of={row.contact_id for row in rows if row.contact_id})
    contacts = {contact.pk: contact for contact in locked.order_by("pk").select_for_update()}
    doings, said = doings_of(owner, contacts.keys()), said_of(owner, contacts.keys())
    going = set()
    for row in rows:
        contact = contacts.get(row.contact_id) if row.contact_id else None
        why = []
        if contact:
            edits = edits_of(owner=owner, imported=imported, row=row, contact=contact, said=said.get(contact.pk, {}))
            why = sorted(doings.get(contact.pk, set()) | edits)
        row.outcome = Outcome.KEPT if why else Outcome.TAKEN_BACK
        if why:
            row.trail = {**row.trail, "kept": why, "made": True}
        elif contact:
            going.add(contact.pk)
    # Rows of imports outlive the people they are about.
    ImportRow.objects.for_user(owner).filter(contact__pk__any_of=going).update(contact=None)
    for row in rows:
        row.contact_id = None if row.contact_id in going else row.contact_id
    purge_contacts(owner=owner, ids=going)


def _forget_unused(owner: User, imported: Import, now: datetime) -> None:
    """Delete tags and organisations that were made while it came in, and that nobody has any more."""
    begun, ended = imported.accepted_at or now, imported.finished_at or now
    tags = Tag.objects.for_user(owner).filter(taggings=None).values_list("pk", flat=True)
    Tag.objects.for_user(owner).filter(pk__any_of=_made_between(tags, begun, ended)).delete()
    bare = Organisation.objects.for_user(owner).filter(positions=None, moments=None, industry="", url="", note="")
    gone = _made_between(bare.values_list("pk", flat=True), begun, ended)
    Organisation.objects.for_user(owner).filter(pk__any_of=gone).delete()


def _made_between(ids: Collection[UUID] | Any, begun: datetime, ended: datetime) -> list[UUID]:
    """Return those of the ids that were made from one instant to the other (`netzwerk.core.ids`)."""
    first, last = int(begun.timestamp() * 1000), int(ended.timestamp() * 1000) + 1
    return [pk for pk in ids if first <= made_at(pk) <= last]
