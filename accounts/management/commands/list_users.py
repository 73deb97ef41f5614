"""`manage.py list_users`: who has an account, since when, and in which state; nothing that they wrote."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.models import User


class Command(BaseCommand):
    """One line for each account, with tabs between, for reading and for other programs."""

    help = "List accounts: address, joined, last log-in, state."

    def add_arguments(self, parser: CommandParser) -> None:
        """Narrow the list."""
        parser.add_argument("--blocked", action="store_true", help="only those who are blocked")
        parser.add_argument("--admins", action="store_true", help="only those who operate the site")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Print them by address, as many as there are, without holding all at once."""
        users = User.objects.order_by("email")
        if options["blocked"]:
            users = users.filter(is_active=False)
        if options["admins"]:
            users = users.filter(is_staff=True)
        for user in users.iterator():
            line = (user.email, _day(user.date_joined), _day(user.last_login), ", ".join(_states(user)))
            self.stdout.write("\t".join(line))


def _day(at: datetime | None) -> str:
    return at.date().isoformat() if at else "never"


def _states(user: User) -> list[str]:
    states = ["active" if user.is_active else "blocked"]
    states += ["admin"] if user.is_staff else []
    states += ["sample"] if user.is_sample else []
    states += [f"goes on {_day(user.deletion_due_at)}"] if user.deletion_due_at else []
    return states
