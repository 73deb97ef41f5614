"""The way through the circles of life: where it goes on, and which questions come next."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


def next_circle(order: Sequence[str], counts: Mapping[str, int], visited: Collection[str]) -> str:
    """Return the first circle that was not visited and has nobody yet; nothing when there is none.

    Whoever has people from an import in a circle has not been through it, but an empty one is the better use of time.
    So circles that have somebody come behind those that have nobody.
    """
    open_ones = [circle for circle in order if circle not in visited]
    empty = [circle for circle in open_ones if not counts.get(circle)]
    return next(iter([*empty, *open_ones]), "")


def portion(lines: Sequence[T], number: int, size: int) -> tuple[list[T], int]:
    """Return the lines of one portion (from 1), and the number of the next: behind the last comes the first again.

    A number that makes no sense is the first. The last portion is filled up from the beginning, so that none is a
    single line; fewer lines than a portion are all of them, and the next is the first.
    """
    portions = max(1, -(-len(lines) // size))
    place = number if 1 <= number <= portions else 1
    start = min((place - 1) * size, max(0, len(lines) - size))
    return list(lines[start : start + size]), place % portions + 1
