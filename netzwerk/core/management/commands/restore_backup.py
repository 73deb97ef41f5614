"""`manage.py restore_backup`: a site as it was when a backup was made."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from netzwerk.core.backup.problems import BackupError
from netzwerk.core.backup.restoring import restore_backup


class Command(BaseCommand):
    """Runs while web, worker and beat are stopped."""

    help = "Bring back what backup wrote, and migrate it to this version."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and the will to lose what is there."""
        parser.add_argument("file", type=Path, help="what backup wrote")
        parser.add_argument("--replace", action="store_true", help="give up the accounts that are in the database")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Restore, migrate, and say what is back."""
        try:
            back = restore_backup(path=options["file"], is_replacing=options["replace"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write(f"Restored what was there at {back.made_at}: {back.rows} rows, {back.files} files.")
        self.stdout.write("Everybody has to log in again, as log-ins are no part of a backup.")
        if back.is_key_another:
            self.stdout.write(
                "SECRET_KEY is not the one of then. Second factors, links in mails that were sent, and notifications "
                "need that one: set it again, or name it in SECRET_KEY_FALLBACKS."
            )
