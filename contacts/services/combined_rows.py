"""Rows that both of two things have, when they become one: what the survivor's row says from then on."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.models import User
from contacts.merging.groups import Choice, Values, from_json, to_json
from contacts.services.layers import Standing, Way, lift
from contacts.services.moving import columns_of, link_of, pointed, rows_of, unique_keys
from netzwerk.core.belonging import Belonging, Columns

PREFIX = "row:"


@dataclass(frozen=True, slots=True)
class RowCell:
    """What one row says in the columns that a merge may combine."""

    owner: User
    belonging: Belonging
    pk: UUID
    survivor: UUID | None = None

    @property
    def key(self) -> str:
        """Return the model and the id."""
        return f"{PREFIX}{self.belonging.model._meta.label}:{self.pk}"

    @property
    def ways(self) -> Sequence[Way]:
        """Return the one way in which its belonging combines two rows."""
        return (self._combined,)

    def says(self) -> Values | None:
        """Return the combined columns as they are stored."""
        row = self.row()
        return None if row is None else self.said_by(row)

    def say(self, values: Values) -> None:
        """Store them."""
        self._found().update(**from_json(self.belonging.model, values))

    def partner(self, merge: Any) -> Values | None:
        """Return what the row says that stayed behind for this one."""
        twin = self.twin(merge.absorbed_id)
        return None if twin is None else self.said_by(twin)

    def is_known(self, values: Values) -> bool:
        """Return that a row always says something."""
        return bool(values)

    def holder(self) -> UUID | None:
        """Return whose row it is."""
        row = self.row()
        return None if row is None else row[link_of(self.belonging)]

    def upper(self, holder: UUID) -> RowCell | None:
        """Return the row of somebody else that stands in the way of this one."""
        twin = self.twin(holder)
        return None if twin is None else RowCell(self.owner, self.belonging, twin["id"])

    def twin(self, holder: UUID) -> Columns | None:
        """Return the row of somebody for which there is no place beside this one."""
        row = self.row()
        return None if row is None else twin_of(self.owner, self.belonging, row, holder)

    def row(self) -> Columns | None:
        """Return the whole row as a move reads it."""
        found: Columns | None = self._found().values(*columns_of(self.belonging)).first()
        return found

    def said_by(self, row: Columns) -> Values:
        """Return what of a row is combined."""
        return to_json({name: row[name] for name in self.belonging.reads})

    def _combined(self, below: Values, theirs: Values) -> Values:
        model = self.belonging.model
        assert self.belonging.combine
        return to_json({**below, **self.belonging.combine(from_json(model, below), from_json(model, theirs))})

    def _found(self) -> Any:
        return self.belonging.model._default_manager.filter(owner_id=self.owner.pk, pk=self.pk)


def combine_rows(
    *,
    owner: User,
    belongings: Iterable[Belonging],
    survivor: UUID,
    absorbed: UUID,
    choices: Mapping[str, str] | None = None,
    keys: Collection[Hashable] | None = None,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Let the survivor's rows say what both said, where only one of the two can stay; before anything is moved.

    `choices` says whose value holds for rows about which the user is asked. With `keys`, only rows that say one of
    these are meant. Returns by row what it said and says now.
    """
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for belonging in belongings:
        if belonging.combine is None:
            continue
        for mine, theirs in _clashing(owner, belonging, survivor, absorbed, keys):
            if belonging.asks and (choices or {}).get(belonging.asks(mine)) != Choice.ABSORBED:
                continue
            cell = RowCell(owner, belonging, mine["id"])
            had = cell.said_by(mine)
            said = cell.ways[0](had, cell.said_by(theirs))
            # A choice is remembered even where both say the same: one of the two may leave.
            if said != had or belonging.asks:
                before[cell.key], after[cell.key] = had, said
                cell.say(said)
    return before, after


def put_rows_back(owner: User, belongings: Iterable[Belonging], merge: Any, standing: Standing) -> list[str]:
    """Undo that, wherever the rows are now; return about which that the user is asked about something was edited."""
    edited = []
    for cell in list(cells_of(owner, belongings, merge)):
        row = cell.row()
        if not lift(cell, merge, standing) and row is not None and cell.belonging.asks:
            edited.append(cell.belonging.asks(row))
    return edited


def cells_of(owner: User, belongings: Iterable[Belonging], merge: Any) -> Iterator[RowCell]:
    """Yield the rows that say something else by a merge."""
    by_label = {each.model._meta.label: each for each in belongings if each.combine}
    for key in merge.before:
        label, _colon, pk = key.removeprefix(PREFIX).partition(":")
        if key.startswith(PREFIX) and label in by_label:
            yield RowCell(owner, by_label[label], UUID(pk))


def twin_of(owner: User, belonging: Belonging, row: Columns, holder: UUID) -> Columns | None:
    """Return the row of somebody for which there is no place beside this row, if it were theirs."""
    keys = set(unique_keys(belonging, pointed(belonging, row, row[link_of(belonging)], holder)))
    theirs = rows_of(owner, belonging, holder).exclude(pk=row["id"]).order_by("pk").values(*columns_of(belonging))
    return next((other for other in theirs if not keys.isdisjoint(unique_keys(belonging, other))), None)


def _clashing(
    owner: User, belonging: Belonging, survivor: UUID, absorbed: UUID, only: Collection[Hashable] | None
) -> list[tuple[Columns, Columns]]:
    columns = columns_of(belonging)
    mine = {
        key: row
        for row in rows_of(owner, belonging, survivor).values(*columns)
        for key in unique_keys(belonging, row)
        if only is None or key in only
    }
    pairs = []
    for row in rows_of(owner, belonging, absorbed).order_by("pk").values(*columns):
        keys = unique_keys(belonging, pointed(belonging, row, absorbed, survivor))
        if clash := next((mine[key] for key in keys if key in mine), None):
            pairs.append((clash, row))
    return pairs
