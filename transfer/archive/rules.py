"""Unique rules of the tables: by which a row of a file is one that is here already."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Q, UniqueConstraint, UUIDField
from django.db.models.query import QuerySet

from accounts.models import User
from transfer.archive.rows import Row
from transfer.archive.tables import Table

# Where one of two has to give way, what a new row says instead.
GIVES_WAY = {"goals_one_leads": {"is_leading": False}}


@dataclass(frozen=True)
class Rule:
    """Columns that no two rows of an owner agree in, for all rows or those that fit the condition."""

    columns: tuple[str, ...]
    condition: Q
    # Whether rows that say nothing agree.
    counts_nothing: bool
    gives_way: dict[str, Any]

    def key_of(self, row: Row) -> tuple[Any, ...] | None:
        """Return what a row says in these columns; None when the rule is none for it."""
        key = tuple(row[name] for name in self.columns)
        if (None in key and not self.counts_nothing) or not _holds(self.condition, row):
            return None
        return key


def rules_of(table: Table) -> list[Rule]:
    """Return the unique rules of a table, the owner left out."""
    return [*_rules(table)]


def find_same(owner: User, table: Table, rule: Rule, rows: list[Row]) -> dict[Hashable, str]:
    """Return by key the ids of the owner's rows that are the same as some of these by a rule."""
    keys = {key for row in rows if (key := rule.key_of(row)) is not None}
    if not keys:
        return {}
    found: QuerySet[Any] = table.model._default_manager.filter(rule.condition, owner_id=owner.pk)
    for place, name in enumerate(rule.columns):
        values = {key[place] for key in keys}
        wanted = _among(table, name, values - {None})
        found = found.filter(wanted | Q(**{name: None}) if None in values else wanted)
    same: dict[Hashable, str] = {}
    for pk, *values in found.values_list("pk", *rule.columns).iterator(chunk_size=2000):
        key = tuple(plain(value) for value in values)
        if key in keys:
            same[key] = str(pk)
    return same


def _among(table: Table, name: str, values: set[Any]) -> Q:
    """Return the condition that a column is one of many values, which go along as one array where that can be."""
    of = table.model._meta.get_field(name)
    if of.is_relation:
        return Q(**{f"{of.name}__pk__any_of": values})
    return Q(**{f"{name}__{'any_of' if isinstance(of, CharField | UUIDField) else 'in'}": values})


def plain(value: Any) -> Any:
    """Return a value of the database as a file would say it."""
    return value if value is None or isinstance(value, str | int | bool | list | dict) else str(value)


def _rules(table: Table) -> Iterator[Rule]:
    for one in table.model._meta.constraints:
        if isinstance(one, UniqueConstraint):
            columns = tuple(table.model._meta.get_field(name).attname for name in one.fields if name != "owner")  # type: ignore[union-attr]
            gives_way = GIVES_WAY.get(one.name, {})
            yield Rule(columns, one.condition or Q(), one.nulls_distinct is False, gives_way)


def _holds(condition: Q, row: Row) -> bool:
    """Tell whether a condition of a constraint fits a row: equal, one of, or nothing."""
    children: list[Any] = condition.children
    said = [_holds(each, row) if isinstance(each, Q) else _fits(row, *each) for each in children]
    result = any(said) if condition.connector == Q.OR else all(said)
    return result is not condition.negated


def _fits(row: Row, lookup: str, value: Any) -> bool:
    name, _, how = lookup.partition("__")
    if how == "in":
        return row[name] in value
    if how == "isnull":
        return (row[name] is None) is value
    if how in ("", "exact"):
        return bool(row[name] == value)
    raise NotImplementedError(lookup)
