"""Moments and ties that a file tells of come in with the people of the same import; what is there already stays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import prefetch_related_objects

from accounts.models import User
from contacts.models import Moment, Participation, Tie
from contacts.queries.survivors import there_now
from contacts.rules.ties import INTRODUCED, Stand, kept
from contacts.services.indexing import reindex_moments
from contacts.services.moments import recompute_last_moments
from transfer.models import Import, ImportRow
from transfer.records import MomentRecord, TieRecord
from transfer.records.stored import read_moment, read_tie

Outcome, Subject = ImportRow.Outcome, ImportRow.Subject
# What the trail of a row names its moment and its tie under, beside the other rows that an acceptance adds.
ADDED, MOMENTS, TIES = "added", "moments", "ties"
_PairKey = tuple[UUID, UUID, str]


@transaction.atomic
def accept_moments(*, owner: User, imported: Import, rows: Sequence[ImportRow], today: date) -> int:
    """Write down the moments of these rows with everybody of the import who took part; return how many are new.

    The rows of the people come before and are saved. Each row gets its outcome and its trail, and is saved: nothing
    came of one that is there already (or lies in the bin), has nobody left, or is yet to come. The number of queries
    does not depend on how many rows there are.
    """
    prefetch_related_objects(rows, "file")
    moments = {
        row.pk: (_moment_id(owner, row), read_moment(row.record, uid=row.uid)) for row in rows if _is_wanted(row)
    }
    there = Moment.objects.for_user(owner).filter(pk__in=[pk for pk, _record in moments.values()])
    taken = set(there.values_list("pk", flat=True))
    people = _people_of(owner, imported, {uid for _pk, record in moments.values() for uid in record.people})
    new: dict[UUID, tuple[MomentRecord, list[UUID]]] = {}
    for row in rows:
        row.outcome, row.trail = Outcome.NOTHING, {}
        pk, record = moments.get(row.pk, (None, None))
        participants = list(dict.fromkeys(people[uid] for uid in record.people if uid in people)) if record else []
        if pk and record and participants and pk not in taken and record.happened_on <= today:
            taken.add(pk)
            new[pk] = (record, participants)
            row.outcome, row.trail = Outcome.CREATED, {ADDED: {MOMENTS: {str(pk): record.happened_on.isoformat()}}}
    _write_moments(owner, new, today)
    ImportRow.objects.bulk_update(rows, ["outcome", "trail"])
    return len(new)


@transaction.atomic
def accept_ties(*, owner: User, imported: Import, rows: Sequence[ImportRow]) -> int:
    """Say how people of the import stand to each other; return how many ties are new.

    What is said about two people already, in the same kind, stays as it is; so does who introduced somebody. Each row
    gets its outcome and its trail, and is saved. The number of queries does not depend on how many rows there are.
    """
    records = {row.pk: read_tie(row.record) for row in rows if _is_wanted(row)}
    people = _people_of(owner, imported, {uid for each in records.values() for uid in (each.person, each.other)})
    known = _KnownTies(owner, people.values())
    new = []
    for row in rows:
        row.outcome, row.trail = Outcome.NOTHING, {}
        stand = _stand(records.get(row.pk), people)
        if stand and known.take(stand):
            tie = Tie(
                owner=owner, contact_id=stand.first, other_id=stand.second, kind=stand.kind, kinship=stand.kinship
            )
            new.append(tie)
            row.outcome, row.trail = Outcome.CREATED, {ADDED: {TIES: {str(tie.pk): stand.kinship}}}
    Tie.objects.bulk_create(new, ignore_conflicts=True)
    ImportRow.objects.bulk_update(rows, ["outcome", "trail"])
    return len(new)


class _KnownTies:
    """Which ties there are among people, and who was introduced by somebody."""

    def __init__(self, owner: User, contact_ids: Collection[UUID]) -> None:
        found = Tie.objects.for_user(owner).filter(other__in=contact_ids)
        self._pairs: set[_PairKey] = set(found.values_list("contact_id", "other_id", "kind"))
        self._introduced = {other for _contact, other, kind in self._pairs if kind == INTRODUCED}

    def take(self, stand: Stand) -> bool:
        """Return whether a tie is new, and count it as known from now on."""
        pair = (stand.first, stand.second, stand.kind)
        if pair in self._pairs or (stand.kind == INTRODUCED and stand.second in self._introduced):
            return False
        self._pairs.add(pair)
        if stand.kind == INTRODUCED:
            self._introduced.add(stand.second)
        return True


def _is_wanted(row: ImportRow) -> bool:
    return row.decision != ImportRow.Decision.SKIP and row.finding != ImportRow.Finding.BROKEN


def _moment_id(owner: User, row: ImportRow) -> UUID:
    """Return the id that a moment of a file always gets for this owner: so it is found again, also in the bin.

    What the source knows it by goes before its text, which a later export may have changed.
    """
    return uuid5(owner.files_id, f"{row.file.source}:{row.uid or row.fingerprint}")


def _people_of(owner: User, imported: Import, uids: Collection[str]) -> dict[str, UUID]:
    """Return by UID who is there of the people of an import; of those who were merged since, into whom."""
    rows = ImportRow.objects.for_user(owner).filter(imported=imported, subject=Subject.PERSON, uid__in=uids)
    found = dict(rows.exclude(contact=None).order_by("-number").values_list("uid", "contact_id"))
    there = there_now(owner, set(found.values()))
    return {uid: there[pk] for uid, pk in found.items() if pk in there}


def _write_moments(owner: User, new: dict[UUID, tuple[MomentRecord, list[UUID]]], today: date) -> None:
    if not new:
        return
    Moment.objects.bulk_create(_moment(owner, pk, record) for pk, (record, _people) in new.items())
    Participation.objects.bulk_create(
        Participation(owner=owner, moment_id=pk, contact_id=person)
        for pk, (_record, people) in new.items()
        for person in people
    )
    everybody: Iterable[UUID] = {person for _record, people in new.values() for person in people}
    recompute_last_moments(owner=owner, contact_ids=list(everybody), today=today)
    reindex_moments(owner=owner, moment_ids=list(new))


def _moment(owner: User, pk: UUID, record: MomentRecord) -> Moment:
    return Moment(
        pk=pk,
        owner=owner,
        kind=record.kind if record.kind in Moment.Kind.values else Moment.Kind.MEETING,
        happened_on=record.happened_on,
        precision=record.precision,
        initiator=record.initiator,
        note=record.note,
    )


def _stand(record: TieRecord | None, people: dict[str, UUID]) -> Stand | None:
    """Return a tie in the one form in which it is kept; None where one of the two is not there."""
    first, second = (people.get(record.person), people.get(record.other)) if record else (None, None)
    if record is None or first is None or second is None or first == second or record.kind not in Tie.Kind.values:
        return None
    return kept(Stand(first, second, record.kind, record.kinship))
