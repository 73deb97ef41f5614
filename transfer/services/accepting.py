"""Rows that the user has looked at become contacts, in the caller's transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils import translation

from accounts.models import User
from contacts.services import Share, add_contacts
from contacts.services.duplicates import ask_for_duplicates
from contacts.services.tags import find_or_add_tags
from netzwerk.core.copying import change_rows
from netzwerk.core.jobs import enqueue_job
from transfer.models import Import, ImportFile, ImportRow, SourceCard
from transfer.records import READER_GENERATION
from transfer.records.stored import read_person
from transfer.services import photos
from transfer.services.changing import change_known
from transfer.services.details import Coming, details_of
from transfer.services.happenings import accept_moments, accept_ties
from transfer.services.imports import files_of
from transfer.services.sorting import Said, Sorting
from transfer.vcard.unsaid import has_more_unsaid
from transfer.words.coming import source_sentence

# How many texts of cards are looked through at a time.
_TEXTS = 50
Decision, Finding, Outcome, Subject = ImportRow.Decision, ImportRow.Finding, ImportRow.Outcome, ImportRow.Subject


def accept_batch(*, owner: User, imported: Import, after: int, limit: int, now: datetime) -> int:
    """Let the next rows come in, and note what came of them; return the number of the last, or 0 when all are done.

    Rows that have an outcome are passed over: an earlier worker saw to them. What was found when they were staged may
    no longer hold, so everybody is looked for again.
    """
    rows = list(
        ImportRow.objects.for_user(owner)
        .filter(imported=imported, number__gt=after, outcome=Outcome.NOT_YET)
        .order_by("number")
        .defer("raw")[:limit]
    )
    if not rows:
        return 0
    today = now.astimezone(owner.zone).date()
    with translation.override(owner.language):
        people = [row for row in rows if row.subject == Subject.PERSON and row.finding != Finding.BROKEN]
        came_in = _accept_people(owner, imported, people, now, today)
    for row in rows:
        row.outcome = row.outcome or Outcome.NOTHING
    change_rows(ImportRow, ["outcome", "contact_id"], [(row.pk, row.outcome, row.contact_id) for row in rows])
    _keep_cards(owner, came_in)
    # People come before what happened with them, and their rows say by now who they are.
    _accept_happenings(owner, imported, rows, today)
    imported.done_count += len(rows)
    imported.save(update_fields=["done_count", "created_count", "changed_count", "skipped_count", "tag"])
    return rows[-1].number


def finish_acceptance(*, owner: User, imported: Import, now: datetime) -> Import:
    """Record that all rows are dealt with; photos follow in a job of their own, and duplicates are looked for."""
    ask_for_duplicates(owner=owner, now=now)
    came_in = ImportRow.objects.for_user(owner).filter(imported=imported, subject=Subject.PERSON)
    if came_in.filter(has_photo=True).exclude(contact=None).exists():
        enqueue_job(kind=photos.KIND, owner=owner, object_id=imported.pk)
    imported.state, imported.finished_at = Import.State.DONE, now
    imported.save(update_fields=["state", "finished_at"])
    return imported


def _accept_happenings(owner: User, imported: Import, rows: Sequence[ImportRow], today: date) -> None:
    moments = [row for row in rows if row.subject == Subject.MOMENT]
    ties = [row for row in rows if row.subject == Subject.TIE]
    if moments:
        accept_moments(owner=owner, imported=imported, rows=moments, today=today)
    if ties:
        accept_ties(owner=owner, imported=imported, rows=ties)


def _accept_people(
    owner: User, imported: Import, rows: Sequence[ImportRow], now: datetime, today: date
) -> list[ImportRow]:
    """Enter who is new and complete who is known; return the rows whose cards stay with them."""
    said = [(row, read_person(row.record, number=row.number, uid=row.uid)) for row in rows]
    wanted = [(row, person) for row, person in said if row.decision != Decision.SKIP]
    sorting = Sorting(owner=owner, imported=imported, said=wanted)
    _add(owner, imported, sorting.new, now, today)
    told = sorting.told()
    for group in _once_each(told):
        imported.changed_count += change_known(owner=owner, imported=imported, rows=group, today=today)
    imported.skipped_count += len(said) - len(sorting.new) - sum(row.outcome == Outcome.CHANGED for row in told)
    return [row for row, _person in sorting.new] + told + _rows_with_more(owner, imported, sorting.beside)


def _once_each(rows: Sequence[ImportRow]) -> list[list[ImportRow]]:
    """Return the rows in groups in which nobody is twice: what the first fills, the second finds filled."""
    groups: list[list[ImportRow]] = []
    times: Counter[UUID | None] = Counter()
    for row in rows:
        if times[row.contact_id] == len(groups):
            groups.append([])
        groups[times[row.contact_id]].append(row)
        times[row.contact_id] += 1
    return groups


def _add(owner: User, imported: Import, said: Sequence[Said], now: datetime, today: date) -> None:
    if not said:
        return
    if imported.tag_name and not imported.tag_id:
        imported.tag = next(iter(find_or_add_tags(owner=owner, names=[imported.tag_name], as_room_allows=True)), None)
    coming = {file.pk: _coming(imported, file, now, today) for file in files_of(imported)}
    contacts = add_contacts(
        owner=owner,
        people=[details_of(person, imported, coming[row.file_id]) for row, person in said],
        today=today,
        share=Share(imported.created_count, imported.new_count),
    )
    for (row, _person), contact in zip(said, contacts, strict=True):
        row.contact_id, row.outcome = contact.pk, Outcome.CREATED
    imported.created_count += len(said)


def _coming(imported: Import, file: ImportFile, now: datetime, today: date) -> Coming:
    source = source_sentence(source=file.source, program=file.program, file_name=file.name, on=today)
    tags = (imported.tag.name,) if imported.tag else ()
    return Coming(now=now, today=today, data_source=source, tags=tags)


def _rows_with_more(owner: User, imported: Import, rows: Sequence[ImportRow]) -> list[ImportRow]:
    """Return those rows about people who are known whose card has what no field is for, and no kept card has."""
    vcards = {file.pk for file in files_of(imported) if file.source == ImportFile.Source.VCARD}
    wanted = [row for row in rows if row.file_id in vcards]
    found = []
    # A few at a time, as each text may hold a photo.
    for start in range(0, len(wanted), _TEXTS):
        some = wanted[start : start + _TEXTS]
        texts = dict(ImportRow.objects.for_user(owner).filter(pk__in=[row.pk for row in some]).values_list("pk", "raw"))
        cards = SourceCard.objects.for_user(owner).filter(source=ImportFile.Source.VCARD)
        kept: dict[UUID | None, list[str]] = defaultdict(list)
        for contact_id, raw in cards.filter(contact__in=[row.contact_id for row in some]).values_list(
            "contact_id", "raw"
        ):
            kept[contact_id].append(raw)
        found += [row for row in some if has_more_unsaid(texts[row.pk], "\r\n".join(kept[row.contact_id]))]
    return found


def _keep_cards(owner: User, rows: Sequence[ImportRow]) -> None:
    """Keep what people came from with them, so that the same card is known; the texts never leave the database.

    A card that is kept already stays with whom it is.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO transfer_sourcecard (id, owner_id, contact_id, imported_id, source, number, uid, raw,
                                             fingerprint, read_by)
            SELECT r.id, r.owner_id, r.contact_id, r.imported_id,
                   (SELECT f.source FROM transfer_importfile f WHERE f.id = r.file_id),
                   r.number, r.uid, r.raw, r.fingerprint, %s
            FROM transfer_importrow r
            WHERE r.owner_id = %s AND r.id = ANY (%s) AND r.contact_id IS NOT NULL
            ORDER BY r.number
            ON CONFLICT DO NOTHING""",
            [READER_GENERATION, owner.pk, [row.pk for row in rows]],
        )
