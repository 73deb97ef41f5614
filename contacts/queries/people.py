"""People found by part of a name."""

from __future__ import annotations

from accounts.models import User
from contacts.models import Contact
from contacts.queries.searching import find_people, terms_for

MOST_FOUND = 6


def people_named(user: User, text: str) -> list[Contact]:
    """Return a few people with every word of the text in names, organisation or addresses; names come first."""
    return find_people(user, terms_for(user, text), limit=MOST_FOUND)
