"""The reader of exports of Monica 4 (JSON, version 1.0-preview.1), one person in memory at a time; no Django here."""

from transfer.monica.limits import DEFAULT_LIMITS, Limits
from transfer.monica.photos import photo_in
from transfer.monica.reader import MonicaReader, is_monica, read_contact

__all__ = ["DEFAULT_LIMITS", "Limits", "MonicaReader", "is_monica", "photo_in", "read_contact"]
