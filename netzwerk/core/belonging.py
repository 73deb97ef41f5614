"""Rows that belong to a person: what a merge takes along, what anonymity leaves, and where apps register theirs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from netzwerk.core.owned import Owned
from netzwerk.core.registry import Registry

# The columns of one row, by name (`contact_id`).
Columns = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Belonging:
    """The rows of one model, and by which fields they name a person.

    Unique constraints are read from the model: a row that would break one stays where it is.
    """

    model: type[Owned]
    fields: tuple[str, ...]
    # False for records of what happened to one of the two, which stay with that one.
    is_moved: bool = True
    # What so many rows are called when the user is told: "3 moments".
    words: Callable[[int], str] | None = None
    # Further columns that `same` and `arrange` read.
    reads: tuple[str, ...] = ()
    # Rows of one person for which this is equal say the same twice; None is equal to nothing.
    same: Callable[[Columns], Hashable] | None = None
    # Bring a row into the form in which its services keep it, once it names somebody else.
    arrange: Callable[[Columns], Columns] | None = None
    # Where both have a row by a unique rule: the columns that the survivor's says from then on (of those in `reads`),
    # from its own and the one that stays behind. Undoing the merge takes that back.
    combine: Callable[[Columns, Columns], Columns] | None = None
    # Where the user is asked whether the survivor's row says that: the key of the choice.
    asks: Callable[[Columns], str] | None = None
    # The column that numbers the rows of one person; those that come along go behind the others.
    order: str = ""
    # What a row says once its person was made anonymous, so that counts stay; where nothing is said, it goes.
    when_anonymous: Mapping[str, Any] | None = None
    # For which rows a unique rule of some rows only holds; where nothing is said, it counts for all.
    is_ruled: Callable[[Columns], bool] | None = None


contact_belongings: Registry[Belonging] = Registry()
