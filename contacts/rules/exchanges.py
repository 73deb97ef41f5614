"""Give and take, counted in both directions and never set off against each other (product rule 7)."""

from typing import NamedTuple

# With fewer than these on both sides the bar does not grow further, so that one favour does not fill it.
FEWEST_FOR_A_FULL_SIDE = 4
SIDE = 50.0


class Bar(NamedTuple):
    """The two parts of the bar in percent of its width: given ends in the middle, received begins there."""

    given_start: float
    given_width: float
    received_start: float
    received_width: float


def bar_of(given: int, received: int) -> Bar:
    """Return the bar of these counts; both sides have one scale, and the longer one never leaves its half."""
    full = max(given, received, FEWEST_FOR_A_FULL_SIDE)
    left, right = round(SIDE * given / full, 2), round(SIDE * received / full, 2)
    return Bar(SIDE - left, left, SIDE, right)
