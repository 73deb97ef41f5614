"""Has what people came from read again, now and not at night: `python3 run.py manage reread_cards`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from transfer.tasks.rereading import reread_where_needed


class Command(BaseCommand):
    """For everybody who has cards that only an older reader has read; a worker does it. Run twice, it is done once."""

    help = "Have the cards that people came from read again by the fuller reader of this version."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Write a job for each user concerned."""
        self.stdout.write(self.style.SUCCESS(f"{reread_where_needed()} users"))
