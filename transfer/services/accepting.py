"""Rows that the user has looked at become contacts, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import translation

from accounts.models import User
from contacts.services import Share, add_contacts
from contacts.services.duplicates import ask_for_duplicates
from contacts.services.tags import find_or_add_tags
from transfer.models import Import, ImportFile, ImportRow, SourceCard
from transfer.records import READER_GENERATION, PersonRecord
from transfer.records.stored import read_person
from transfer.services.details import Coming, details_of
from transfer.services.known import KnownPeople, Sighting
from transfer.words.coming import source_sentence

Decision, Finding, Outcome, Subject = ImportRow.Decision, ImportRow.Finding, ImportRow.Outcome, ImportRow.Subject
Said = tuple[ImportRow, PersonRecord]


def accept_batch(*, owner: User, imported: Import, after: int, limit: int, now: datetime) -> int:
    """Let the next rows come in, and note what came of them; return the number of the last, or 0 when all are done.

    Rows that have an outcome are passed over: an earlier worker saw to them. What was found when they were staged may
    no longer hold, so everybody is looked for again.
    """
    rows = list(
        ImportRow.objects.for_user(owner)
        .filter(imported=imported, number__gt=after, outcome=Outcome.NOT_YET)
        .order_by("number")
        .select_related("file")[:limit]
    )
    if not rows:
        return 0
    with translation.override(owner.language):
        _accept_people(owner, imported, [row for row in rows if row.subject == Subject.PERSON], now)
    for row in rows:
        row.outcome = row.outcome or Outcome.NOTHING
    ImportRow.objects.bulk_update(rows, ["outcome", "contact"])
    imported.done_count += len(rows)
    imported.save(update_fields=["done_count", "created_count", "changed_count", "skipped_count", "tag"])
    return rows[-1].number


def finish_acceptance(*, owner: User, imported: Import, now: datetime) -> Import:
    """Record that all rows are dealt with; duplicates are looked for."""
    ask_for_duplicates(owner=owner, now=now)
    imported.state, imported.finished_at = Import.State.DONE, now
    imported.save(update_fields=["state", "finished_at"])
    return imported


def _accept_people(owner: User, imported: Import, rows: Sequence[ImportRow], now: datetime) -> None:
    today = now.astimezone(owner.zone).date()
    said = [
        (row, read_person(row.record, number=row.number, raw=row.raw, uid=row.uid))
        for row in rows
        if row.finding != Finding.BROKEN
    ]
    known = KnownPeople(owner=owner, imported=imported, people=[person for _row, person in said])
    new, telling = [], []
    for row, person in said:
        if row.decision == Decision.SKIP:
            continue
        sighting = Sighting() if row.decision == Decision.AS_NEW else known.look_up(person)
        if sighting.reason:
            row.contact_id = sighting.contact_id
            if sighting.may_tell:
                telling.append((row, person))
        else:
            new.append((row, person))
    _add(owner, imported, new, now, today)
    imported.skipped_count += len(said) - len(new)


def _add(owner: User, imported: Import, said: Sequence[Said], now: datetime, today: date) -> None:
    if not said:
        return
    if imported.tag_name and not imported.tag_id:
        imported.tag = next(iter(find_or_add_tags(owner=owner, names=[imported.tag_name], as_room_allows=True)), None)
    coming = {row.file_id: _coming(imported, row.file, now, today) for row, _person in said}
    contacts = add_contacts(
        owner=owner,
        people=[details_of(person, imported, coming[row.file_id]) for row, person in said],
        today=today,
        share=Share(imported.created_count, imported.new_count),
    )
    for (row, _person), contact in zip(said, contacts, strict=True):
        row.contact, row.outcome = contact, Outcome.CREATED
    imported.created_count += len(said)
    _keep_cards(imported, [row for row, _person in said])


def _coming(imported: Import, file: ImportFile, now: datetime, today: date) -> Coming:
    source = source_sentence(source=file.source, program=file.program, file_name=file.name, on=today)
    tags = (imported.tag.name,) if imported.tag else ()
    return Coming(now=now, today=today, data_source=source, tags=tags)


def _keep_cards(imported: Import, rows: Sequence[ImportRow]) -> None:
    SourceCard.objects.bulk_create(
        (
            SourceCard(
                owner_id=row.owner_id, contact_id=row.contact_id, imported=imported, source=row.file.source,
                number=row.number, uid=row.uid, raw=row.raw, fingerprint=row.fingerprint, read_by=READER_GENERATION,
            )
            for row in rows
        ),
        ignore_conflicts=True,
    )  # fmt: skip
