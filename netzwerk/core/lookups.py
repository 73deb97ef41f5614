"""Conditions that Django lacks."""

from __future__ import annotations

from typing import Any

from django.db.models import UUIDField
from django.db.models.lookups import In


@UUIDField.register_lookup
class AnyOf(In):
    """`id__any_of=<query>`: as `in`, but the query is asked once, before anything else.

    Of `in` the planner makes a join, and joins each row with each where it thinks that there are few: 10,000 people
    with 10,000 words took six seconds.
    """

    lookup_name = "any_of"

    def get_rhs_op(self, _connection: Any, rhs: Any) -> str:
        """Return the comparison with an array of what the query found."""
        return f"= ANY (ARRAY{rhs})"
