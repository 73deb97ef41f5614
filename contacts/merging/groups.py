"""Columns that only make sense together, and whose value holds when two things become one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model
from django.utils.functional import Promise

T = TypeVar("T", bound=Model)
Values = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldGroup(Generic[T]):
    """Columns that are chosen together. `words` says what one has there, nothing when it is not known.

    `is_better` prefers the absorbed one's value to the survivor's.
    """

    key: str
    label: str | Promise
    columns: tuple[str, ...]
    words: Callable[[T], str]
    join: Callable[[T, T], Values] | None = None
    is_better: Callable[[T, T], bool] = field(default=lambda _survivor, _absorbed: False)
    # Whether having nothing there says as much as anything else.
    is_nothing_known: bool = False

    def values(self, thing: T) -> Values:
        """Return the columns of this group."""
        return {column: getattr(thing, column) for column in self.columns}


class Choice(StrEnum):
    """Whose value the survivor has afterwards."""

    SURVIVOR = "survivor"
    ABSORBED = "absorbed"
    BOTH = "both"


def usual_choice(group: FieldGroup[T], survivor: T, absorbed: T) -> Choice:
    """Return what is proposed for one group of fields: what is known wins, and what can be joined is."""
    here, there = group.words(survivor), group.words(absorbed)
    if here and there and group.join:
        return Choice.BOTH
    if not group.is_nothing_known and not (here and there):
        return Choice.ABSORBED if there else Choice.SURVIVOR
    return Choice.ABSORBED if group.is_better(survivor, absorbed) else Choice.SURVIVOR


def chosen_values(group: FieldGroup[T], survivor: T, absorbed: T, choice: str) -> Values:
    """Return what the survivor has afterwards; what cannot be joined stays the survivor's, or is what one knows."""
    if choice == Choice.BOTH and group.join:
        here, there = group.words(survivor), group.words(absorbed)
        if here and there:
            return group.join(survivor, absorbed)
        choice = Choice.ABSORBED if there else Choice.SURVIVOR
    return group.values(absorbed if choice == Choice.ABSORBED else survivor)


def to_json(values: Values) -> Values:
    """Return values as JSON keeps them."""
    return {column: _plain(value) for column, value in values.items()}


def from_json(model: type[Model], values: Values) -> Values:
    """Return values as the columns of a model want them."""
    fields = {each.attname: each for each in model._meta.concrete_fields}
    return {column: fields[column].to_python(value) for column, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value
