"""What comes in and goes out: imports with their files and rows, what contacts came from, exports, restores."""

from transfer.models.cards import SourceCard
from transfer.models.exports import Export
from transfer.models.imports import Import, ImportFile, LeftOut
from transfer.models.mappings import ColumnMapping
from transfer.models.restores import Restore
from transfer.models.rows import ImportRow

__all__ = ["ColumnMapping", "Export", "Import", "ImportFile", "ImportRow", "LeftOut", "Restore", "SourceCard"]
