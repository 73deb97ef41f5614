"""`manage.py remove_second_factors ADDRESS`: for somebody who has lost phone, passkeys and recovery codes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts import services
from accounts.management.addresses import add_address, user_called


class Command(BaseCommand):
    """Takes passkeys, the app for codes and recovery codes away; the password stays, and a mail tells the user."""

    help = "Remove all passkeys and codes of a user, who then logs in with the password alone. A mail tells them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address."""
        add_address(parser)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Remove, and say whether there was anything."""
        user = user_called(options["address"])
        if services.remove_second_factors(user=user):
            self.stdout.write(self.style.SUCCESS(f"{user.email} logs in with the password alone now."))
        else:
            self.stdout.write(f"{user.email} has no passkey and no codes.")
