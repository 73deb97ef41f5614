"""What holds for the records of any file that is read as an export of Monica."""

from __future__ import annotations

from collections.abc import Sequence

from transfer import cleaning
from transfer.monica import read_contact
from transfer.monica.happenings import NOTE_LENGTH
from transfer.records import LeftOutRecord, MomentRecord, PersonRecord, Record


def check(records: Sequence[Record]) -> None:
    """Check that records can be stored: in order, numbered without a gap, and within the lengths."""
    numbered = [each for each in records if not isinstance(each, LeftOutRecord)]
    assert [each.number for each in numbered] == list(range(1, len(numbered) + 1))
    for each in numbered:
        each.raw.encode()
        assert "\0" not in each.raw
        if isinstance(each, PersonRecord):
            assert 0 < len(each.name) <= cleaning.NAME_LENGTH
            assert len(each.note) <= cleaning.NOTE_LENGTH
            assert len(each.uid) <= cleaning.UID_LENGTH
            assert 0 <= each.cadence_count <= 120
            assert "\0" not in each.name + each.note + each.uid
            assert read_contact(each.raw, number=each.number) == each
        elif isinstance(each, MomentRecord):
            assert each.people
            assert len(each.note) <= NOTE_LENGTH
            assert len(each.uid) <= cleaning.UID_LENGTH
