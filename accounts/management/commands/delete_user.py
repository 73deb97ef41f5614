"""`manage.py delete_user ADDRESS --yes`: the account goes at once, with everything in it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts import services
from accounts.management.addresses import add_address, user_called


class Command(BaseCommand):
    """What the user's own page does, for somebody who asked by other ways; nothing of it comes back."""

    help = "Delete an account with all rows and files of it. Nothing remains but what backups hold."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address, and the word without which nothing happens."""
        add_address(parser)
        parser.add_argument("--yes", action="store_true", help="really; without it nothing is deleted")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Delete, or say what is missing."""
        user = user_called(options["address"])
        if not options["yes"]:
            raise CommandError(f"This deletes {user.email} with everything in the account. Add --yes if you mean it.")
        address, gets_mail = user.email, services.gets_mail(user)
        services.delete_user(user=user, now=timezone.now())
        told = " A mail tells them so." if gets_mail else ""
        self.stdout.write(self.style.SUCCESS(f"{address} is deleted, with everything in the account.{told}"))
