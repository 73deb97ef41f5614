"""Records of files become rows: what they are to the contacts is found out, nothing comes in yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, assert_never
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from netzwerk.core.copying import write_rows
from transfer.models import Import, ImportFile, ImportRow
from transfer.records import BrokenRecord, LeftOutRecord, MomentRecord, PersonRecord, Record, TieRecord
from transfer.records.stored import read_person, store_moment, store_person, store_tie
from transfer.services.known import NEW, Earlier, KnownPeople, Sighting, fingerprint_of, keys_of
from transfer.services.telling import Telling

Finding, Subject = ImportRow.Finding, ImportRow.Subject
COUNTS: dict[str, str] = {
    Finding.NEW: "new_count",
    Finding.FILLS: "fills_count",
    Finding.DIFFERS: "differs_count",
    Finding.KNOWN: "known_count",
    Finding.BROKEN: "broken_count",
}
COUNTED = (*COUNTS.values(), "moment_count", "tie_count", "position", "left_out")
COLUMN_LENGTH = 200


class Row(NamedTuple):
    """The columns of an `ImportRow` that is new: so many are made that a model each would take most of the time."""

    number: int = 0
    place: int = 0
    line: int = 0
    subject: str = Subject.PERSON.value
    finding: str = Finding.NEW.value
    reason: str = ""
    name: str = ""
    uid: str = ""
    record: dict[str, Any] = {}
    has_photo: bool = False
    raw: str = ""
    fingerprint: str = ""
    contact_id: UUID | None = None
    differing: list[str] = []


@dataclass(slots=True)
class Staging:
    """What a worker remembers of an import while it stages it: who came earlier in its files."""

    earlier: Earlier = field(default_factory=Earlier)

    @classmethod
    def of(cls, imported: Import) -> Staging:
        """Return what is remembered after the rows that are there: for a worker that takes over."""
        staging = cls()
        rows = ImportRow.objects.for_user(imported.owner).filter(imported=imported, subject=Subject.PERSON)
        columns = ("number", "record", "uid", "fingerprint", "reason", "contact_id")
        said = rows.exclude(finding=Finding.BROKEN).order_by("number").values_list(*columns)
        for number, record, uid, fingerprint, reason, contact_id in said.iterator(chunk_size=1000):
            staging.earlier.remember(keys_of(read_person(record, uid=uid), fingerprint), number)
            if reason == ImportRow.Known.NAME:
                staging.earlier.take(Sighting(contact_id))
        return staging


def stage_batch(
    *, owner: User, imported: Import, file: ImportFile, records: Sequence[Record], staging: Staging
) -> Import:
    """Write rows for records of a file, and how far it is: all or nothing, in the caller's transaction.

    Records up to the file's position are dealt with already and passed over. The number of queries does not depend on
    how many records there are.
    """
    records = [record for record in records if isinstance(record, LeftOutRecord) or record.number > file.position]
    before = _numbered_before(imported, file)
    people = [record for record in records if isinstance(record, PersonRecord)]
    findings = _find_out(owner, imported, people, staging, before)
    rows: list[Row] = []
    for record in records:
        if isinstance(record, LeftOutRecord):
            imported.left_out[record.what] = imported.left_out.get(record.what, 0) + record.count
        elif isinstance(record, BrokenRecord) and record.reason.is_about_file and record.number == 1:
            file.failure = record.reason
        else:
            rows.append(_row(record, before, findings.get(record.number)))
    common = {"owner_id": owner.pk, "imported_id": imported.pk, "file_id": file.pk}
    write_rows(ImportRow, Row._fields, rows, common=common)
    _count(imported, Counter((row.subject, row.finding) for row in rows))
    file.position += len(rows)
    imported.position += len(rows)
    imported.save(update_fields=COUNTED)
    file.save(update_fields=["position", "failure"])
    return imported


def finish_file(*, file: ImportFile) -> ImportFile:
    """Record that everything in a file is a row."""
    file.is_read, file.total = True, file.position
    file.save(update_fields=["is_read", "total"])
    return file


@transaction.atomic
def restage_file(*, file: ImportFile) -> ImportFile:
    """Drop the rows of a file, so that it is read once more: the user said what its columns are."""
    imported = Import.objects.for_user(file.owner).select_for_update().get(pk=file.imported_id)
    rows = ImportRow.objects.for_user(file.owner).filter(file=file)
    _count(imported, Counter(rows.values_list("subject", "finding")), sign=-1)
    imported.position -= file.position
    imported.save(update_fields=COUNTED)
    rows.delete()
    file.position, file.is_read, file.failure = 0, False, ""
    file.save(update_fields=["position", "is_read", "failure"])
    return file


def _numbered_before(imported: Import, file: ImportFile) -> int:
    """Return which number of the import comes before the first record of this batch, less its place in the file."""
    rows = ImportRow.objects.for_user(imported.owner).filter(imported=imported)
    highest = rows.aggregate(highest=Max("number"))["highest"] or 0
    return int(highest) - file.position


def _find_out(
    owner: User, imported: Import, people: Sequence[PersonRecord], staging: Staging, before: int
) -> dict[int, Row]:
    """Return by number what the rows of these people say beside what the file says."""
    prints = {person.number: fingerprint_of(person.raw) for person in people}
    known = KnownPeople(owner=owner, imported=imported, people=people, prints=prints)
    sightings = {}
    for person in people:
        fingerprint = prints[person.number]
        keys = keys_of(person, fingerprint)
        sightings[person.number] = _sight(known, staging.earlier, person, fingerprint, keys)
        staging.earlier.remember(keys, before + person.number)
    telling = Telling(owner=owner, imported=imported, sightings=list(sightings.values()))
    return {
        person.number: Row(fingerprint=prints[person.number], **telling.said_of(sightings[person.number], person))
        for person in people
    }


def _sight(known: KnownPeople, earlier: Earlier, person: PersonRecord, fingerprint: str, keys: list[int]) -> Sighting:
    sighting = known.look_up(person)
    if earlier.has_card(fingerprint) and sighting.reason != ImportRow.Known.SAME_CARD:
        return Sighting(sighting.contact_id, ImportRow.Known.TWICE)
    if sighting.reason:
        return sighting
    if earlier.find(keys):
        return Sighting(None, ImportRow.Known.TWICE, may_tell=True)
    by_name = known.only_named(person)
    return by_name if earlier.take(by_name) else NEW


def _row(record: PersonRecord | MomentRecord | TieRecord | BrokenRecord, before: int, said: Row | None) -> Row:
    row = (said or Row())._replace(number=before + record.number, place=record.number, line=record.line, raw=record.raw)
    match record:
        case PersonRecord():
            return row._replace(
                name=record.name[:COLUMN_LENGTH],
                uid=record.uid,
                has_photo=record.has_photo,
                record=store_person(record),
            )
        case MomentRecord():
            name = record.name[:COLUMN_LENGTH]
            row = row._replace(subject=Subject.MOMENT.value, name=name, uid=record.uid, record=store_moment(record))
        case TieRecord():
            name = record.name[:COLUMN_LENGTH]
            row = row._replace(subject=Subject.TIE.value, name=name, record=store_tie(record))
        case BrokenRecord():
            row = row._replace(finding=Finding.BROKEN.value, reason=record.reason.value)
        case _:
            assert_never(record)
    return row._replace(fingerprint=fingerprint_of(record.raw))


def _count(imported: Import, found: Mapping[tuple[str, str], int], sign: int = 1) -> None:
    """Count rows with the import, given how many there are of each subject and finding."""
    for (subject, finding), number in found.items():
        column = COUNTS[finding] if subject == Subject.PERSON else f"{subject}_count"
        setattr(imported, column, getattr(imported, column) + sign * number)
