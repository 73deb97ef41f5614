"""`manage.py backup`: everything of this site in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from netzwerk.core.backup.making import make_backup
from netzwerk.core.backup.problems import BackupError


class Command(BaseCommand):
    """Runs while the site does."""

    help = "Write the database and all files to one file, which restore_backup brings back."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One place."""
        parser.add_argument("target", type=Path, help="a folder, where it gets a name of its own, or a new file")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make it and say where it is."""
        try:
            made = make_backup(target=options["target"], now=timezone.now())
        except BackupError as error:
            raise CommandError(str(error)) from error
        gone = f", {made.vanished} deleted by their users meanwhile" if made.vanished else ""
        self.stdout.write(f"{made.path}: {made.rows} rows, {made.files} files{gone}")
