"""Where a level lies on a picture with an axis for each criterion, all from one middle."""

from __future__ import annotations

import math
from collections.abc import Sequence

Point = tuple[float, float]


def point_at(middle: Point, radius: float, axis: int, axes: int) -> Point:
    """Return the point of an axis so far from the middle; the first axis points up, the others follow clockwise."""
    angle = 2 * math.pi * axis / axes
    x, y = middle[0] + radius * math.sin(angle), middle[1] - radius * math.cos(angle)
    # Adding 0 makes a negative nought an ordinary one.
    return round(x, 1) + 0.0, round(y, 1) + 0.0


def closed_runs(levels: Sequence[float | None]) -> list[list[int]]:
    """Return the places of neighbouring levels that are said, as lines round the picture.

    All said is one line that ends where it began; an open level is a gap; one that stands alone is no line.
    """
    count = len(levels)
    if None not in levels:
        return [[*range(count), 0]] if count else []
    start = list(levels).index(None)
    runs: list[list[int]] = [[]]
    for place in (each % count for each in range(start + 1, start + 1 + count)):
        if levels[place] is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if len(run) > 1]
