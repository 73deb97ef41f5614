"""What every source yields: people, what happened with them, how they stand to each other; no Django here."""

from transfer.records.happenings import LeftOutRecord, MomentRecord, TieRecord
from transfer.records.people import DateRecord, HandleRecord, PersonRecord, PostalRecord, Typed
from transfer.records.reading import BrokenRecord, Reason, Record, RecordReader

# Grows whenever a reader finds more in the same text; what an older one has read is then read again.
READER_GENERATION = 2

__all__ = [
    "READER_GENERATION",
    "BrokenRecord",
    "DateRecord",
    "HandleRecord",
    "LeftOutRecord",
    "MomentRecord",
    "PersonRecord",
    "PostalRecord",
    "Reason",
    "Record",
    "RecordReader",
    "TieRecord",
    "Typed",
]
