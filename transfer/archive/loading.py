"""Rows into a table: past its checks in a temporary one of the same make, then all at once.

COPY into a table with row-level security is refused; into a temporary one it is not.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import connection

from transfer.archive.rows import Row
from transfer.archive.tables import Table, folded_columns

STAGE = "restored_rows"


class RuleBrokenError(ValueError):
    """The database refuses a row by a rule of its table; `place` is its place in the batch, from 0."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


def load_rows(owner_id: int, table: Table, rows: Sequence[Row], *, is_trial: bool) -> set[str]:
    """Store rows, and return the ids of those that are stored; a trial only tries the rules of their columns.

    What would break a unique rule is not stored. Raises `RuleBrokenError`.
    """
    if not rows:
        return set()
    target = f'"{table.model._meta.db_table}"'
    names = [*(column.name for column in table.columns), *folded_columns(table)]
    columns = ", ".join(f'"{name}"' for name in ["owner_id", *names])
    packed = {column.name for column in table.columns if column.kind == "json"}
    with connection.cursor() as cursor:
        # With the rules of the columns, and without indexes.
        cursor.execute(f"CREATE TEMPORARY TABLE {STAGE} (LIKE {target} INCLUDING CONSTRAINTS) ON COMMIT DROP")
        try:
            with cursor.copy(f"COPY {STAGE} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row([owner_id, *(_packed(row[name]) if name in packed else row[name] for name in names)])
        except psycopg.Error as error:
            raise RuleBrokenError(_place_of(error, len(rows))) from error
        stored: set[str] = set()
        if not is_trial:
            cursor.execute(
                f"INSERT INTO {target} ({columns}) SELECT {columns} FROM {STAGE} ON CONFLICT DO NOTHING "  # noqa: S608
                "RETURNING id::text"
            )
            stored = {pk for (pk,) in cursor.fetchall()}
        cursor.execute(f"DROP TABLE {STAGE}")
    return stored


def _packed(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _place_of(error: psycopg.Error, rows: int) -> int:
    """Return which row an error is about: the database says `COPY restored_rows, line 17`."""
    words = (error.diag.context or "").replace(",", " ").replace(":", " ").split()
    place = words[words.index("line") + 1] if "line" in words else "1"
    return min(int(place) if place.isdigit() else 1, rows) - 1
