"""How much of what is limited the people of an account take; asked only where there is a limit."""

from __future__ import annotations

from accounts.models import User
from contacts.models import Contact

# So much a photo counts, whatever its file takes: cleaned ones have 20 to 60 kB. It spares a look at each file, and
# whoever sees the figure can follow it.
PHOTO_BYTES = 2**16


def people_kept(user: User) -> int:
    """Return how many people a user has: those in the bin too, as they can come back at any time.

    Whoever was merged into another is one with them. Read from the index of survivors alone.
    """
    return Contact.objects.for_user(user).filter(merged_into=None).count()


def photo_bytes(user: User) -> int:
    """Return how many bytes the photos of a user count for."""
    return PHOTO_BYTES * Contact.objects.for_user(user).exclude(photo_name="").count()
