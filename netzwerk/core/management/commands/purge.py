"""`manage.py purge`: forget what is old now, and not at night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from netzwerk.core.purging import purge


class Command(BaseCommand):
    """For sites without beat, and for whoever does not want to wait; run twice, it is done once."""

    help = "Forget finished jobs, ended log-ins, old drafts, invitations and the like. Beat does it each night."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Say how many of each went; fail when one could not be forgotten."""
        gone = purge(now=timezone.now())
        for name, count in gone.items():
            self.stdout.write(f"{name}\t{'failed' if count is None else count}")
        failed = [name for name, count in gone.items() if count is None]
        if failed:
            raise CommandError(f"Not forgotten: {', '.join(failed)}. The log says which error it was.")
