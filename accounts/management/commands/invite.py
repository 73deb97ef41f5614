"""`manage.py invite [ADDRESS]`: somebody may make an account, by a link that is good once."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts import services


class Command(BaseCommand):
    """Prints the link, to be passed on, or mails it."""

    help = (
        "Invite somebody: print, or mail, a link for one account. With an address, it is good for that address alone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address, and how the link gets there."""
        parser.add_argument("address", nargs="?", default="", help="whom it is for; without it, whoever has the link")
        parser.add_argument("--mail", action="store_true", help="mail the link to the address")
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default=settings.LANGUAGE_CODE, help="of the mail")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Invite, and say what comes next."""
        address, is_mailed = options["address"].strip(), options["mail"]
        if is_mailed and not address:
            raise CommandError("Without an address there is nobody to mail the link to.")
        if is_mailed and not settings.IS_MAIL_SET_UP:
            raise CommandError("EMAIL_URL names no mail server. Leave --mail out, and pass the link on yourself.")
        try:
            link = services.invite(email=address, now=timezone.now())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if is_mailed:
            services.mail_invitation(email=address, link=link, language=options["language"])
            self.stdout.write(self.style.SUCCESS(f"A mail with the invitation is on its way to {address}."))
        else:
            self.stdout.write("This link makes one account; it is good for two weeks:")
            self.stdout.write(link)
