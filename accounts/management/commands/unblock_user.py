"""`manage.py unblock_user ADDRESS`: a blocked user comes in again, with everything as it was."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts import services
from accounts.management.addresses import add_address, user_called


class Command(BaseCommand):
    """The way back from `block_user`."""

    help = "Let a blocked user in again. Mails come as before; the user has to log in anew."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address."""
        add_address(parser)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Unblock, and say whether there was anything to do."""
        user = user_called(options["address"])
        if services.unblock_user(user=user):
            self.stdout.write(self.style.SUCCESS(f"{user.email} can log in again."))
        else:
            self.stdout.write(f"{user.email} is not blocked.")
