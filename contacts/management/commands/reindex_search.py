"""Writes the words of the search anew: `python3 run.py manage reindex_search [--owner ID]`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.models import User
from contacts.services.indexing import reindex_everything
from netzwerk.core.walls import acting_as


class Command(BaseCommand):
    """For all users or one; each in a transaction of its own, so that it can be stopped and begun again."""

    help = "Write the words that the search looks at anew, and forget those that nothing has any more."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the user whose words are meant."""
        parser.add_argument("--owner", type=int, help="the id of one user; all without it")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Go from user to user."""
        users = User.objects.filter(pk=options["owner"]) if options["owner"] else User.objects.order_by("pk")
        for user in users.iterator():
            with acting_as(user):
                reindex_everything(owner=user)
        self.stdout.write(self.style.SUCCESS(f"{users.count()} users"))
