"""Which country's numbers a user writes without a country code."""

from __future__ import annotations

from accounts.models import User
from contacts.rules.phones import region_for


def region_of(user: User) -> str:
    """Return the country of the user's numbers; nothing when nothing says so."""
    return region_for(user.time_zone, user.language)
