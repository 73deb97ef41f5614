"""The page that asks what the columns of a table are: the table as it was found, and what stands for now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, cast

from django.forms import BoundField

from transfer.models import ImportFile
from transfer.services.mappings import saved_mapping
from transfer.tables import TableGuess, TableMapping, detect, detect_xlsx, is_workbook
from transfer.texts import read_head


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its number as the user counts, its field of the form, and values of the first rows."""

    number: int
    field: BoundField
    samples: tuple[str, ...]


def table_of(file: ImportFile, *, has_header: bool | None = None) -> TableGuess | None:
    """Return what a kept file seems to be, None when it is no table; the header is found, or as it is said."""
    with file.file.storage.open(file.file.name or "", "rb") as kept:
        stream = cast(BinaryIO, kept)
        if file.source == ImportFile.Source.XLSX or is_workbook(stream):
            found = detect_xlsx(stream, has_header=has_header)
            return found if isinstance(found, TableGuess) else None
        stream.seek(0)
        return detect(read_head(stream), "table.csv", has_header=has_header)


def mapping_now(file: ImportFile, guess: TableGuess) -> TableMapping:
    """Return what the columns are for now: as said of this file, or of another with its headings, or as it seems."""
    stored = TableMapping.from_json(file.mapping)
    return stored or saved_mapping(owner=file.owner, signature=guess.signature) or guess.mapping


def columns_of(guess: TableGuess, fields: Iterable[tuple[int, BoundField]]) -> tuple[list[Column], list[Column]]:
    """Return the columns with values, and those in which nothing stands in the rows that were looked at."""
    columns = [Column(at + 1, field, guess.samples[at]) for at, field in fields]
    filled = [column for column in columns if column.samples]
    return filled, [column for column in columns if not column.samples]
