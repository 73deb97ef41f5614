"""Whom the rows of a batch are about now: what was found when they were staged may no longer hold."""

from __future__ import annotations

from collections.abc import Sequence

from accounts.models import User
from contacts.queries.survivors import there_now
from transfer.models import Import, ImportRow
from transfer.records import PersonRecord
from transfer.services.known import NEW, Earlier, KnownPeople, Sighting, keys_of

Known = ImportRow.Known
Said = tuple[ImportRow, PersonRecord]


class Sorting:
    """Who of a batch is new, and who is known and may be told more; rows of known people get their contact.

    Asks the database once for the whole batch.
    """

    def __init__(self, *, owner: User, imported: Import, said: Sequence[Said]) -> None:
        self.new: list[Said] = []
        # About whom a row says nothing new; its card may still have what no field is for.
        self.beside: list[ImportRow] = []
        self._told: list[ImportRow] = []
        # Rows about somebody whom an earlier row of the batch is about as well.
        self._twins: list[tuple[ImportRow, ImportRow]] = []
        prints = {row.number: row.fingerprint for row, _person in said}
        self._known = KnownPeople(
            owner=owner, imported=imported, people=[person for _row, person in said], prints=prints
        )
        self._there = there_now(owner, {row.contact_id for row, _person in said if row.contact_id})
        self._earlier = Earlier()
        self._rows = {row.number: row for row, _person in said}
        for row, person in said:
            keys = keys_of(person, row.fingerprint)
            self._sort(row, person, keys)
            self._earlier.remember(keys, row.number)

    def told(self) -> list[ImportRow]:
        """Return the rows that may bring what somebody known lacks; asked once those who are new have come in."""
        for row, first in self._twins:
            row.contact_id = first.contact_id
        return self._told

    def _sort(self, row: ImportRow, person: PersonRecord, keys: list[int]) -> None:
        if row.decision == ImportRow.Decision.AS_NEW:
            row.contact_id = None
            self.new.append((row, person))
            return
        twin = self._earlier.find(keys)
        sighting = self._sight(row, person, twin)
        if sighting.reason:
            row.contact_id = sighting.contact_id
        elif twin:
            self._twins.append((row, self._rows[twin]))
            sighting = Sighting(None, Known.TWICE, may_tell=not self._earlier.has_card(row.fingerprint))
        else:
            self.new.append((row, person))
        if sighting.may_tell:
            self._told.append(row)

    def _sight(self, row: ImportRow, person: PersonRecord, twin: int) -> Sighting:
        """Return who somebody is: by the same card, else as the user was shown, else as anybody is recognised."""
        sighting = self._known.look_up(person)
        if sighting.reason in (Known.SAME_CARD, Known.IN_BIN):
            return sighting
        if row.contact_id:
            # Who was thrown away since does not come back unasked.
            there = self._there.get(row.contact_id)
            # Somebody else of the name, without an address in common, is not this person as well.
            self._earlier.take(Sighting(there))
            may_tell = row.finding in (ImportRow.Finding.FILLS, ImportRow.Finding.DIFFERS)
            if not may_tell and sighting.may_tell and sighting.contact_id == there:
                self.beside.append(row)
            return Sighting(there, row.reason, may_tell) if there else Sighting(row.contact_id, Known.IN_BIN)
        if sighting.reason:
            return sighting
        by_name = NEW if twin else self._known.only_named(person)
        return by_name if self._earlier.take(by_name) else NEW
