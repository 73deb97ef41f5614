"""Rows of a table as lines of JSON, made by the database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.models import User
from transfer.archive.tables import Table

# What stands for the folder of the owner's photos.
PHOTOS = "photos/"
PHOTO_COLUMN = ("contacts.contact", "photo_name")


def lines_of(owner: User, table: Table) -> Iterator[str]:
    """Yield the rows of an owner in the order of their ids, each as JSON on one line; nothing is held in memory."""
    with connection.cursor() as cursor, cursor.copy(_copy(f"{_select(owner, table)} ORDER BY id")) as rows:
        for (line,) in rows.rows():
            yield line


def rows_by_id(owner: User, table: Table, ids: list[UUID]) -> dict[str, dict[str, Any]]:
    """Return those of an owner's rows that have these ids, as the export writes them."""
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_as_json(f"{_select(owner, table)} AND id = ANY(%s)"), [ids])
        found = (json.loads(line) for (line,) in cursor.fetchall())
        return {row["id"]: row for row in found}


def count_rows(owner: User, table: Table) -> int:
    """Return how many rows of an owner an export holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {_from(owner, table)}")
        return int(cursor.fetchone()[0])


def _copy(select: str) -> str:
    return f"COPY ({_as_json(select)}) TO STDOUT"


def _as_json(select: str) -> str:
    return f"SELECT row_to_json(one)::text FROM ({select}) AS one"  # noqa: S608


def _select(owner: User, table: Table) -> str:
    columns = ", ".join(_expression(owner, table, column.name, column.kind) for column in table.columns)
    return f"SELECT {columns} {_from(owner, table)}"


def _from(owner: User, table: Table) -> str:
    without = f" AND NOT ({table.without})" if table.without else ""
    return f'FROM "{table.model._meta.db_table}" WHERE owner_id = {int(owner.pk)}{without}'


def _expression(owner: User, table: Table, name: str, kind: str) -> str:
    if (table.name, name) == PHOTO_COLUMN:
        return f"replace(\"{name}\", '{owner.files_id}/', '{PHOTOS}') AS \"{name}\""
    if kind == "json":
        # What was before a merge names photos, too.
        return f'replace("{name}"::text, \'"{owner.files_id}/\', \'"{PHOTOS}\')::json AS "{name}"'
    if kind == "decimal":
        return f'"{name}"::text AS "{name}"'
    return f'"{name}"'
