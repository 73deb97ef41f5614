"""Rows in batches, each fetched in a turn of its own, so that neither memory nor a transaction grows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from netzwerk.core.owned import Owned

T = TypeVar("T")
Row = TypeVar("Row", bound=Owned)
# Entered around the queries of each batch, with how many rows are written by then.
Turn = Callable[[int], AbstractContextManager[None]]

BATCH = 200


def same_turn(_done: int) -> AbstractContextManager[None]:
    """Fetch everything in the transaction of the caller."""
    return nullcontext()


def in_batches(rows: QuerySet[Row], load: Callable[[Sequence[UUID]], Sequence[T]], turn: Turn) -> Iterator[Sequence[T]]:
    """Yield what `load` makes of the ids of the rows, in their order, so many at a time.

    Whom it is about is settled at the beginning: whoever is renamed or moves in the list meanwhile comes once all the
    same, and whoever is deleted is left out by `load`.
    """
    with turn(0):
        ids = list(rows.values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        with turn(start):
            batch = load(ids[start : start + BATCH])
        yield batch
    with turn(len(ids)):
        pass
