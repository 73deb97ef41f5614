"""The years in which somebody was in a network: which are plausible."""

from __future__ import annotations

OLDEST_YEAR = 1900


def is_plausible(year: int, *, this_year: int) -> bool:
    """Whether somebody alive can have joined or left in this year; the next one may be known already."""
    return OLDEST_YEAR <= year <= this_year + 1


def is_in_order(since: int | None, until: int | None) -> bool:
    """Whether nobody left before they came; where one of the years is not known there is no telling."""
    return since is None or until is None or since <= until
