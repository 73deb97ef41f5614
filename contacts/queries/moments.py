"""Moments over time: which fit, who was there, how many in each year."""

from __future__ import annotations

from accounts.models import User
from contacts.models import Organisation
from contacts.models.querysets import LONGEST_SEARCH
from netzwerk.core.folding import fold

MOST_ORGANISATIONS = 8


def organisations_named(user: User, text: str) -> list[Organisation]:
    """Return a few organisations with the text in their name, those that begin with it first."""
    folded = fold(text[:LONGEST_SEARCH])
    if not folded:
        return []
    found = Organisation.objects.for_user(user).filter(folded_name__contains=folded).order_by("folded_name")
    few = list(found[: 4 * MOST_ORGANISATIONS])
    return sorted(few, key=lambda each: not each.folded_name.startswith(folded))[:MOST_ORGANISATIONS]
