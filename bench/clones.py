"""Many users with the same rows as one: what the services wrote for the first is copied for the others by SQL."""

# ruff: noqa: S608 - names of tables and columns come from the models
from __future__ import annotations

from collections.abc import Iterable
from hashlib import md5
from typing import Any
from uuid import UUID

from django.db.models import ForeignKey, GeneratedField, Model

from accounts.models import User
from bench.crowd import without_keys
from netzwerk.core.owned import Owned, owned_models

# What the search looks at is of no use here, and would be most of all rows.
LEFT_OUT = ("word", "vocabulary")


def clone_rows(cursor: Any, first: User, others: Iterable[User]) -> int:
    """Give others all that the first user owns, under new ids that keep the links; return the rows of all tables.

    The cursor is the owner's of the tables (`bench.crowd.as_owner`).
    """
    models = [model for model in owned_models() if not _is_left_out(model)]
    # The links are right by construction; checking them would take longer than writing the rows.
    with without_keys(cursor, [model._meta.db_table for model in models], []):
        return clone_some(cursor, models, first, others)


def clone_some(cursor: Any, models: Iterable[type[Owned]], first: User, others: Iterable[User]) -> int:
    """Give others the rows of these tables alone; the caller has taken their foreign keys away."""
    cursor.execute("DROP TABLE IF EXISTS clone_of; CREATE TEMP TABLE clone_of (owner_id bigint)")
    with cursor.copy("COPY clone_of FROM STDIN") as copying:
        for user in others:
            copying.write_row([user.pk])
    return sum(_clone(cursor, model, first) for model in models)


def cloned_id(pk: UUID, owner_id: int) -> UUID:
    """Return the id that the copy of a row has at another owner's, as SQL makes it."""
    return UUID(md5(f"{pk}:{owner_id}".encode()).hexdigest())  # noqa: S324 - a name, no secret


def _is_left_out(model: type[Model]) -> bool:
    return any(word in model._meta.db_table for word in LEFT_OUT)


def _clone(cursor: Any, model: type[Owned], first: User) -> int:
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, GeneratedField)]
    columns = {str(field.column): _value(field) for field in fields}
    table = model._meta.db_table
    cursor.execute(
        f"""INSERT INTO {table} ({", ".join(columns)}) SELECT {", ".join(columns.values())}
        FROM {table} r CROSS JOIN clone_of c WHERE r.owner_id = %s ORDER BY c.owner_id""",
        [first.pk],
    )
    return int(cursor.rowcount)


def _value(field: Any) -> str:
    if field.name == "owner":
        return "c.owner_id"
    if field.primary_key or (isinstance(field, ForeignKey) and issubclass(field.related_model, Owned)):
        return f"md5(r.{field.column}::text || ':' || c.owner_id)::uuid"
    return f"r.{field.column}"
