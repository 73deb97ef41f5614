"""Many rows at once: COPY into a temporary table, then INSERT … SELECT, so that row-level security sees each row.

PostgreSQL refuses COPY into a table with row-level security, and an INSERT of many values costs several times as much.
Below `MANY` rows nothing is gained, and `bulk_create` writes them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count, islice
from operator import attrgetter
from typing import Any

from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import Copy
from psycopg.types.json import Jsonb

MANY = 500
# So many rows are one text for COPY.
_TOGETHER = 1000
# Fields whose values are to COPY what they are to `str`.
_PLAIN = (models.CharField, models.TextField, models.UUIDField, models.IntegerField)
AnyField = models.Field[Any, Any]
Row = Sequence[Any]

_numbers = count(1)


def write_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Sequence[Row],
    *,
    common: Mapping[str, Any],
    ignore_conflicts: bool = False,
) -> None:
    """Store rows that give a value for each of these columns (`contact_id`, not `contact`); few or many.

    What all rows have in common is given once. Columns that are not named get what Django would give them. With
    `ignore_conflicts` a row whose key is there already is passed over.
    """
    if len(rows) >= MANY:
        copy_rows(model, columns, rows, common=common, ignore_conflicts=ignore_conflicts)
        return
    objects = [model(**common, **dict(zip(columns, row, strict=True))) for row in rows]
    model._base_manager.bulk_create(objects, ignore_conflicts=ignore_conflicts)


def write_objects(model: type[models.Model], objects: Sequence[models.Model]) -> None:
    """Store new objects as `bulk_create` does; few or many."""
    if len(objects) < MANY:
        model._base_manager.bulk_create(objects)
        return
    fields = _stored_fields(model)
    for field in fields.values():
        if _is_dated(field) or isinstance(field, models.FileField):
            for each in objects:
                field.pre_save(each, add=True)
    copy_rows(model, list(fields), map(attrgetter(*fields), objects), common={})
    for each in objects:
        each._state.adding, each._state.db = False, connection.alias


@transaction.atomic
def copy_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    common: Mapping[str, Any],
    ignore_conflicts: bool = False,
) -> int:
    """Copy rows into a temporary table and from there into the model's; return how many came in. See `write_rows`.

    Raises what an INSERT would raise: for a text with NUL, a row of another owner, a broken constraint.
    """
    fields = _stored_fields(model)
    named = [fields[column] for column in columns]
    same = {**_usual_values(fields, {*columns, *common}), **common}
    if (key := model._meta.pk) and key.attname in fields and key.attname not in {*columns, *common}:
        named, rows = [*named, fields[key.attname]], ((*row, key.get_default()) for row in rows)
    copied = ", ".join(_quoted(field) for field in named)
    every = ", ".join([copied, *(_quoted(fields[column]) for column in same)])
    values = ", ".join([copied, *("%s" for _column in same)])
    conflicts = "ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    given = [_adapter_of(fields[column])(value) for column, value in same.items()]
    with _copied(model, named, rows) as (cursor, waiting):
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.execute(f"INSERT INTO {table} ({every}) SELECT {values} FROM {waiting} {conflicts}", given)  # noqa: S608
        return int(cursor.rowcount)


@transaction.atomic
def change_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Set these columns of rows that are told by their ids, which come first in each; return how many there were."""
    fields = _stored_fields(model)
    named = [fields[column] for column in ("id", *columns)]
    table = connection.ops.quote_name(model._meta.db_table)
    with _copied(model, named, rows) as (cursor, waiting):
        sets = ", ".join(f"{name} = {waiting}.{name}" for name in map(_quoted, named[1:]))
        cursor.execute(f"UPDATE {table} SET {sets} FROM {waiting} WHERE {table}.id = {waiting}.id")  # noqa: S608
        return int(cursor.rowcount)


@contextmanager
def _copied(
    model: type[models.Model], fields: Sequence[AnyField], rows: Iterable[Row]
) -> Iterator[tuple[CursorWrapper, str]]:
    """Copy rows into a temporary table, and yield a cursor and what the table is called."""
    table, waiting = connection.ops.quote_name(model._meta.db_table), f"copied_{next(_numbers)}"
    names = ", ".join(map(_quoted, fields))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {waiting} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA")  # noqa: S608
        with connection.wrap_database_errors, cursor.copy(f"COPY {waiting} ({names}) FROM STDIN") as copy:
            _write(copy, fields, rows)
        yield cursor, waiting
        # Not only at the commit: a long transaction may copy often.
        cursor.execute(f"DROP TABLE {waiting}")
        # The checks of links keep a plan for as long as the connection lasts. One that was made while a table was all
        # but empty reads every row of the owner's for each new one: 3,000 people took half a minute.
        cursor.execute("DISCARD PLANS")


def _write(copy: Copy, fields: Sequence[AnyField], rows: Iterable[Row]) -> None:
    """Write the rows; many that hold nothing but words and numbers as one text each, in a quarter of the time."""
    if not all(_is_plain(field) for field in fields):
        for row in _adapted(fields, rows):
            copy.write_row(row)
        return
    rest = iter(rows)
    while some := list(islice(rest, _TOGETHER)):
        text = "".join(["\t".join(map(str, row)) + "\n" for row in some])
        if _says_what_rows_say(text, len(some), len(fields)):
            copy.write(text)
        else:
            for row in some:
                copy.write_row(row)


def _says_what_rows_say(text: str, rows: int, columns: int) -> bool:
    """Tell whether no value holds a sign that COPY reads as its own; of those between values none is too many."""
    is_between_alone = text.count("\n") == rows and text.count("\t") == rows * (columns - 1)
    return is_between_alone and not any(sign in text for sign in ("\\", "\r", "None"))


def _is_plain(field: AnyField) -> bool:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return not field.null and isinstance(target, _PLAIN)


def _quoted(field: AnyField) -> str:
    return connection.ops.quote_name(field.column or field.attname)


def _stored_fields(model: type[models.Model]) -> dict[str, AnyField]:
    fields = model._meta.concrete_fields
    return {
        field.attname: field
        for field in fields
        if not field.generated and not isinstance(field, models.CompositePrimaryKey)
    }


def _usual_values(fields: Mapping[str, AnyField], given: set[str]) -> dict[str, Any]:
    """Return what Django would store in the columns for which nothing is given, other than the key."""
    return {
        column: field.pre_save(field.model(), add=True) if _is_dated(field) else field.get_default()
        for column, field in fields.items()
        if column not in given and not field.primary_key
    }


def _is_dated(field: AnyField) -> bool:
    return bool(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))


def _adapted(fields: Sequence[AnyField], rows: Iterable[Row]) -> Iterable[Row]:
    """Return the rows with JSON where a column holds JSON; all else psycopg knows by its type."""
    adapters = {place: _as_json for place, field in enumerate(fields) if isinstance(field, models.JSONField)}
    if not adapters:
        return rows
    return ([adapters[place](value) if place in adapters else value for place, value in enumerate(row)] for row in rows)


def _adapter_of(field: AnyField) -> Callable[[Any], Any]:
    return _as_json if isinstance(field, models.JSONField) else lambda value: value


def _as_json(value: Any) -> Jsonb:
    return Jsonb(value, dumps=_dumps)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
