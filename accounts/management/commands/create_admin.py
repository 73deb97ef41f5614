"""`manage.py create_admin ADDRESS`: the first who operates the site, and any further one."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import services
from accounts.management.addresses import add_address, user_called
from accounts.models import User


class Command(BaseCommand):
    """Makes an account that may open /admin/, or lets one do so that is there."""

    help = (
        "Let somebody operate the site: make their account, or promote the one they have. The password of a new one is "
        "asked on a terminal; else a link is printed (or mailed) by which they choose one, once, within three days."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address, and how the password comes about."""
        add_address(parser)
        way = parser.add_mutually_exclusive_group()
        way.add_argument("--link", action="store_true", help="print a link for the password and ask for none")
        way.add_argument("--mail", action="store_true", help="mail that link to the address")
        parser.add_argument("--unconfirmed", action="store_true", help="promote one whose address nobody confirmed")
        way.add_argument("--demote", action="store_true", help="let them operate the site no longer; the account stays")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Make or promote, and say what comes next."""
        if options["demote"]:
            self._demote(user_called(options["address"]))
            return
        address = options["address"].strip()
        if options["mail"] and not settings.IS_MAIL_SET_UP:
            raise CommandError("EMAIL_URL names no mail server. Use --link instead.")
        asks = not options["link"] and not options["mail"] and not _is_there(address) and sys.stdin.isatty()
        try:
            user, is_new = services.make_admin(
                email=address, password=_asked() if asks else None, is_vouched_for=options["unconfirmed"]
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except services.CannotBeAdminError as error:
            raise CommandError(str(error)) from error
        did = "is made and may operate" if is_new else "has an account and may now operate"
        self.stdout.write(self.style.SUCCESS(f"{user.email} {did} the site, at {settings.BASE_URL}/admin/."))
        self._pass_on(user, options, needs_link=is_new and not asks)

    def _pass_on(self, user: User, options: dict[str, Any], *, needs_link: bool) -> None:
        if options["mail"]:
            services.mail_password_link(user=user)
            self.stdout.write("A mail with a link for the password is on its way.")
        elif needs_link or options["link"]:
            self.stdout.write("Open this link to choose a password; it is good once, for three days:")
            self.stdout.write(services.password_link(user))

    def _demote(self, user: User) -> None:
        said = "operates" if services.take_admin_back(user=user) else "did not operate"
        self.stdout.write(f"{user.email} {said} the site{' no longer' if said == 'operates' else ''}.")


def _is_there(address: str) -> bool:
    return User.objects.filter(email=address.lower()).exists()


def _asked() -> str:
    """Ask for a password twice, unseen; whether it will do is said by the service."""
    password = getpass.getpass("Password (10 characters or more): ")
    if getpass.getpass("Once more: ") != password:
        raise CommandError("These are two different passwords. Nothing was made; please try again.")
    return password
