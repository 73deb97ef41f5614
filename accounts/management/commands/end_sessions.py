"""`manage.py end_sessions ADDRESS`: somebody is logged out on all devices, or with --all everybody."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import services
from accounts.management.addresses import user_called


class Command(BaseCommand):
    """For a device that was lost, or a key that got out; who knows the password comes in again."""

    help = "Log somebody, or everybody, out on all devices."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address, or the word for all."""
        parser.add_argument("address", nargs="?", default="", help="the mail address that the account logs in with")
        parser.add_argument("--all", action="store_true", help="everybody")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """End log-ins and say how many."""
        if bool(options["address"]) == options["all"]:
            raise CommandError("Say whom: an address, or --all.")
        ended = services.end_all_sessions() if options["all"] else self._of_one(options["address"])
        self.stdout.write(self.style.SUCCESS(f"{ended} log-in{'' if ended == 1 else 's'} ended."))

    def _of_one(self, address: str) -> int:
        return services.end_sessions(user=user_called(address))
