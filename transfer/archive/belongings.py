"""Rows about people and networks that are here under another id: they follow the rules by which two become one."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import chain
from typing import Any
from uuid import UUID

from accounts.models import User
from contacts.services.moving import columns_of
from networks.services.network_rows import NETWORK_BELONGINGS
from netzwerk.core.belonging import Belonging, contact_belongings
from transfer.archive.ids import IdMap
from transfer.archive.rows import Row
from transfer.archive.rules import plain
from transfer.archive.tables import Table


def belonging_of(table: Table) -> Belonging | None:
    """Return by which columns rows of a table name people, or else networks; None when they name neither."""
    every = chain(contact_belongings, NETWORK_BELONGINGS)
    return next((one for one in every if one.model is table.model), None)


def columns_naming(table: Table, belonging: Belonging) -> list[str]:
    """Return the columns that name them."""
    return [table.model._meta.get_field(name).attname for name in belonging.fields]  # type: ignore[union-attr]


def settle(owner: User, table: Table, ids: IdMap, rows: list[tuple[Row, Row]]) -> dict[str, str | None]:
    """Return what becomes of rows, each as the file says it and with the ids of here, that name such a one.

    By the id in the file: the id of the row that says the same already, or None for one that has no place here. What
    is in neither comes in. Rows are brought into the form in which they are kept.
    """
    belonging = belonging_of(table)
    if belonging is None or not ids.moved:
        return {}
    naming = columns_naming(table, belonging)
    about = [(raw, row) for raw, row in rows if any(raw[name] in ids.moved for name in naming)]
    if not about:
        return {}
    if not belonging.is_moved:
        return {raw["id"]: None for raw, _row in about}
    settled: dict[str, str | None] = {}
    there = _said_already(owner, belonging, {UUID(row[name]) for _raw, row in about for name in naming if row[name]})
    for raw, row in about:
        _arrange(belonging, row, naming)
        if len({row[name] for name in naming}) < len(naming):
            settled[raw["id"]] = None
        elif (same := there.get(_same(belonging, row))) is not None:
            settled[raw["id"]] = same
    return settled


def _arrange(belonging: Belonging, row: Row, naming: list[str]) -> None:
    if belonging.arrange and len({row[name] for name in naming}) == len(naming):
        arranged = belonging.arrange({**row, **{name: UUID(row[name]) for name in naming if row[name]}})
        row.update({name: str(value) if isinstance(value, UUID) else value for name, value in arranged.items()})


def _same(belonging: Belonging, row: Row) -> Hashable:
    """Return what a row says of the people it names; rows for which it is equal say the same."""
    if belonging.same is None or (said := belonging.same(row)) is None:
        return None
    return tuple(row[column] for column in _links(belonging)), said


def _said_already(owner: User, belonging: Belonging, contact_ids: set[UUID]) -> dict[Hashable, str]:
    if belonging.same is None:
        return {}
    columns = columns_of(belonging)
    found: dict[Hashable, str] = {}
    for name in belonging.fields:
        rows = belonging.model._default_manager.filter(owner_id=owner.pk, **{f"{name}__in": contact_ids})
        for row in rows.values(*columns):
            said: dict[str, Any] = {column: plain(value) for column, value in row.items()}
            if (key := _same(belonging, said)) is not None:
                found[key] = said["id"]
    return found


def _links(belonging: Belonging) -> list[str]:
    return sorted(belonging.model._meta.get_field(name).attname for name in belonging.fields)  # type: ignore[union-attr]
