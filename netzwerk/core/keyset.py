"""Pages by keyset: the next one begins behind the last row of this one, however far back that is."""

from __future__ import annotations

from typing import Any

from django.db.models import Q


def behind(*keys: tuple[str, Any], is_descending: bool = False) -> Q:
    """Return what holds for the rows behind the one with these values, in the order of these columns.

    The last column is unique. That the first is not before its value would do for the index; the rest is for equals.
    """
    (name, value), *rest = keys
    way = "lt" if is_descending else "gt"
    beyond = Q(**{f"{name}__{way}": value})
    return Q(beyond | behind(*rest, is_descending=is_descending), **{f"{name}__{way}e": value}) if rest else beyond
