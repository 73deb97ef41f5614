"""Which stored row becomes which of the rows that a form says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

R = TypeVar("R")
F = TypeVar("F")


def pair_rows(
    stored: Sequence[R], wanted: Sequence[F], facts_of: Callable[[R], F]
) -> tuple[list[tuple[R | None, F]], list[R]]:
    """Return each wanted one that is not stored yet with the row it is written to (None: a new one), and rows to go.

    A row that says the same stays as it is and is in neither; those that are left are changed in their order, so that
    somebody's first position stays their first when it is edited.
    """
    left = list(stored)
    new: list[F] = []
    for facts in wanted:
        same = next((row for row in left if facts_of(row) == facts), None)
        if same is None:
            new.append(facts)
        else:
            left.remove(same)
    reused: list[R | None] = [*left[: len(new)], *[None] * (len(new) - len(left))]
    return list(zip(reused, new, strict=True)), left[len(new) :]
