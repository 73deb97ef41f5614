"""Whom an address on the command line means."""

from __future__ import annotations

from django.core.management.base import CommandError, CommandParser

from accounts.models import User


def add_address(parser: CommandParser) -> None:
    """Let a command take the mail address that somebody logs in with."""
    parser.add_argument("address", help="the mail address that the account logs in with")


def user_called(address: str) -> User:
    """Return the user with this address; raises `CommandError`, which says that there is none."""
    user = User.objects.filter(email=address.strip().lower()).first()
    if user is None:
        raise CommandError(f"No account has the address {address}. list_users shows all.")
    return user
