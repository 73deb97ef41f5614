"""`manage.py block_user ADDRESS`: nobody comes in as this user any more, from the next request on."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts import services
from accounts.management.addresses import add_address, user_called


class Command(BaseCommand):
    """Ends log-ins, app passwords, signed links and mails; touches nothing that the user has."""

    help = "Let nobody in as this user any more, and stop their mails. unblock_user takes it back."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address."""
        add_address(parser)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Block, and say whether there was anything to do."""
        user = user_called(options["address"])
        if services.block_user(user=user):
            self.stdout.write(self.style.SUCCESS(f"{user.email} is blocked and logged out everywhere."))
        else:
            self.stdout.write(f"{user.email} is blocked already.")
