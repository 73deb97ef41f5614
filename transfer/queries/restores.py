"""Questions about restores."""

from __future__ import annotations

from accounts.models import User
from transfer.models import Restore
from transfer.models.restores import RestoreQuerySet


def restores_of(user: User) -> RestoreQuerySet:
    """Return the restores of a user, the newest first."""
    return Restore.objects.for_user(user).order_by("-created_at", "-pk")
