"""Rows that go from one person to another: what a merge and its undo have in common."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet, UniqueConstraint

from accounts.models import User
from netzwerk.core.belonging import Belonging, Columns, contact_belongings

# By the label of the model: the rows that moved, each with the number it had in its old place, or nothing.
Moved = dict[str, dict[str, int | None]]


@dataclass(frozen=True, slots=True)
class Pick:
    """Which rows of a model may move: by id, because they name somebody, or by what they say in their new place."""

    ids: Collection[UUID] = ()
    keys: Collection[Hashable] = ()
    naming: UUID | None = None

    def has(self, row: Columns, keys: set[Hashable]) -> bool:
        """Return whether a row is one of them that has these keys in its new place."""
        is_named = self.naming is not None and self.naming in row.values()
        return is_named or row["id"] in self.ids or not keys.isdisjoint(self.keys)


@dataclass(slots=True)
class MovedRows:
    """What moved of one model, what each row said in its old place, and all that might have moved."""

    orders: dict[UUID, int | None] = field(default_factory=dict)
    rows: list[Columns] = field(default_factory=list)
    met: set[UUID] = field(default_factory=set)


def moving_belongings() -> Iterator[Belonging]:
    """Yield what moves when two people become one."""
    return (belonging for belonging in contact_belongings if belonging.is_moved)


def rows_of(owner: User, belonging: Belonging, *contact_ids: UUID) -> QuerySet[Any]:
    """Return the rows of a model that name one of these people."""
    named = Q()
    for name in belonging.fields:
        named |= Q(**{f"{name}__in": contact_ids})
    return belonging.model._default_manager.filter(named, owner_id=owner.pk)


def move_rows(
    owner: User,
    belonging: Belonging,
    *,
    source: UUID,
    target: UUID,
    pick: Pick | None = None,
    orders: dict[str, int | None] | None = None,
) -> MovedRows:
    """Let rows that name `source` name `target`, and return which did.

    Those stay that would break a unique rule, say what the target has already, or tie somebody to themselves or to
    somebody who is absorbed. Without a `pick` all may move. On the way back `orders` are the numbers that rows had,
    and only unique rules stop them; otherwise rows go behind the target's own.
    """
    found = list(_rows_to_move(owner, belonging, source, is_way_back=orders is not None))
    if not found:
        return MovedRows()
    theirs = rows_of(owner, belonging, target).values(*columns_of(belonging))
    is_way_back = orders is not None
    taken = {key for row in theirs for key in keys_of(belonging, row)}
    moved = MovedRows()
    changed: list[Columns] = []
    for row in found:
        new = pointed(belonging, row, source, target)
        keys = set(unique_keys(belonging, new) if is_way_back else keys_of(belonging, new))
        if pick is not None and not pick.has(row, keys):
            continue
        moved.met.add(row["id"])
        if _is_on_itself(belonging, new) or not keys.isdisjoint(taken):
            continue
        taken |= keys
        moved.orders[row["id"]] = row[belonging.order] if belonging.order else None
        moved.rows.append(row)
        changed.append(new)
    _write(owner, belonging, changed, target, orders)
    return moved


def _rows_to_move(owner: User, belonging: Belonging, source: UUID, *, is_way_back: bool) -> QuerySet[Any, Columns]:
    rows = rows_of(owner, belonging, source)
    if len(belonging.fields) > 1 and not is_way_back:
        # What ties somebody to an absorbed person waits with that one, until one of the two comes back.
        for name in belonging.fields:
            rows = rows.filter(Q(**{name: source}) | Q(**{f"{name}__merged_into": None}))
    return rows.order_by("pk").values(*columns_of(belonging))


def columns_of(belonging: Belonging) -> set[str]:
    """Return which columns a move reads of each row."""
    unique = {name for rule, _is_partial in _rules(belonging) for name in rule}
    links = {_attribute(belonging, name) for name in belonging.fields}
    return {"id", *links, *unique, *belonging.reads, *filter(None, [belonging.order])}


def _rules(belonging: Belonging) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Yield the columns of each unique rule, and whether it is one for some rows only."""
    for constraint in belonging.model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            columns = tuple(_attribute(belonging, name) for name in constraint.fields if name != "owner")
            yield columns, constraint.condition is not None


def _attribute(belonging: Belonging, name: str) -> str:
    return str(belonging.model._meta.get_field(name).attname)  # type: ignore[union-attr]


def link_of(belonging: Belonging) -> str:
    """Return the first column that names somebody."""
    return _attribute(belonging, belonging.fields[0])


def unique_keys(belonging: Belonging, row: Columns) -> Iterator[Hashable]:
    """Yield what no other row of the owner may say."""
    for rule, is_partial in _rules(belonging):
        # A rule for some rows counts for all, which is the safe side, unless the belonging knows for which.
        if not (is_partial and belonging.is_ruled) or belonging.is_ruled(row):
            yield rule, tuple(row[name] for name in rule)


def keys_of(belonging: Belonging, row: Columns) -> Iterator[Hashable]:
    """Yield what no other row of the owner may say, and what none of the same person needs to say again."""
    yield from unique_keys(belonging, row)
    if belonging.same and (same := belonging.same(row)) is not None:
        yield "same", same


def pointed(belonging: Belonging, row: Columns, source: UUID, target: UUID) -> Columns:
    """Return the row as it is once it names `target` instead of `source`."""
    links = {_attribute(belonging, name) for name in belonging.fields}
    new = {name: target if name in links and value == source else value for name, value in row.items()}
    return belonging.arrange(new) if belonging.arrange and not _is_on_itself(belonging, new) else new


def _is_on_itself(belonging: Belonging, row: Columns) -> bool:
    links = [row[_attribute(belonging, name)] for name in belonging.fields]
    return len(set(links)) < len(links)


def _write(
    owner: User, belonging: Belonging, rows: list[Columns], target: UUID, orders: dict[str, int | None] | None
) -> None:
    if not rows:
        return
    if belonging.arrange is None and not belonging.order:
        # Thousands of moments move in one statement.
        attribute = _attribute(belonging, belonging.fields[0])
        ids = [row["id"] for row in rows]
        belonging.model._default_manager.filter(owner_id=owner.pk, pk__in=ids).update(**{attribute: target})
        return
    if belonging.order:
        _number(owner, belonging, rows, target, orders)
    columns = set(rows[0]) - {"id"}
    stored = belonging.model._default_manager.filter(owner_id=owner.pk).in_bulk([row["id"] for row in rows])
    for row in rows:
        for name in columns:
            setattr(stored[row["id"]], name, row[name])
    belonging.model._default_manager.bulk_update(stored.values(), _field_names(belonging, columns), batch_size=500)


def _field_names(belonging: Belonging, attributes: Iterable[str]) -> list[str]:
    by_attribute = {each.attname: each.name for each in belonging.model._meta.concrete_fields}
    return [by_attribute[name] for name in attributes]


def _number(
    owner: User, belonging: Belonging, rows: list[Columns], target: UUID, orders: dict[str, int | None] | None
) -> None:
    last = rows_of(owner, belonging, target).aggregate(last=Max(belonging.order))["last"]
    behind = 0 if last is None else last + 1
    rows.sort(key=lambda row: (row[belonging.order], row["id"]))
    for place, row in enumerate(rows):
        before = (orders or {}).get(str(row["id"]))
        row[belonging.order] = behind + place if before is None else before
