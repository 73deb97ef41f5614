"""The task that deletes files which nobody knows any more."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from transfer.services import sweeping


@shared_task
def sweep_files() -> int:
    """Delete what imports, exports and restores that were cut off have left; return how many files. Run each night."""
    return sweeping.sweep_files(now=timezone.now())
