"""Tells whether mails of this site will be believed: `manage.py check_sender --selector NAME --to you@example.org`."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import format_datetime, make_msgid, parseaddr
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from netzwerk.core.delivery import DeliveryError
from netzwerk.core.no_mail import MailNotSetUpError
from netzwerk.core.postal import hang_up, send_mail
from netzwerk.core.sender.checks import Sender, look
from netzwerk.core.sender.findings import Finding, State
from netzwerk.core.sender.names import Names
from netzwerk.core.sender.relay import look_at_relay

TEXT = """This is a test of check_sender. If you can read it in the inbox and not among spam, mails of this site arrive.

In its source, Authentication-Results should say spf=pass, dkim=pass and dmarc=pass.
"""


class Command(BaseCommand):
    """Looks at DNS and talks to the relay; sends nothing unless `--to` says to whom."""

    help = (
        "Check what others see of the sender of mails: MX, SPF, DKIM, DMARC, the relay's TLS; with what to put in DNS."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what cannot be found out."""
        parser.add_argument(
            "--selector", action="append", default=[], help="a DKIM selector of the relay; may be repeated"
        )
        parser.add_argument("--sends-from", action="append", default=[], help="an address from which the relay sends")
        parser.add_argument("--nameserver", default="", help="ask this name server (an address, perhaps with a port)")
        parser.add_argument("--to", default="", help="send one real test mail to this address")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Print a line for each thing that was looked at; fails when something is missing or wrong."""
        found = [*self._told(self._look(options))]
        if options["to"]:
            found += self._told(iter([_send(options["to"])]))
        bad = sum(one.state.is_bad for one in found)
        if bad:
            raise CommandError(f"{bad} of {len(found)} things have to be put right.")
        self.stdout.write(self.style.SUCCESS(f"Nothing of {len(found)} things is wrong."))

    def _told(self, findings: Iterator[Finding]) -> Iterator[Finding]:
        for one in findings:
            style = self.style.ERROR if one.state.is_bad else self.style.SUCCESS if one.state == State.OK else str
            self.stdout.write(f"{style(one.state.value.ljust(8))} {one.what}: {one.found}")
            if one.advice:
                self.stdout.write(f"         -> {one.advice}")
            yield one

    def _look(self, options: dict[str, Any]) -> Iterator[Finding]:
        domain = _domain_of(settings.DEFAULT_FROM_EMAIL)
        if "." not in domain:
            advice = "Set it to an address of a domain of yours: Netzwerk <netzwerk@example.org>."
            yield Finding(
                "MAIL_FROM", State.WRONG, f"{settings.DEFAULT_FROM_EMAIL} is no address that others know", advice
            )
        else:
            sender = Sender(
                domain=domain,
                bounce_domain=_domain_of(settings.BOUNCE_ADDRESS or settings.DEFAULT_FROM_EMAIL),
                relay=settings.EMAIL_HOST.lower(),
                sends_from=tuple(_addresses(options["sends_from"])),
                selectors=tuple(options["selector"]),
            )
            yield from look(sender, _names(options["nameserver"]))
        yield from look_at_relay()
        yield _one_click()


def _domain_of(address: str) -> str:
    domain = parseaddr(address)[1].rpartition("@")[2].lower().rstrip(".")
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _addresses(texts: list[str]) -> Iterator[Any]:
    for text in texts:
        try:
            yield ip_address(text)
        except ValueError as error:
            raise CommandError(f"--sends-from takes an address such as 192.0.2.7, not {text}.") from error


def _names(nameserver: str) -> Names:
    try:
        return Names(nameserver)
    except ValueError as error:
        raise CommandError("--nameserver takes an address, such as 9.9.9.9 or 9.9.9.9:53.") from error


def _one_click() -> Finding:
    """RFC 8058: mail programs offer the button for an address of https alone."""
    what, found = "One click to stop", "each mail has List-Unsubscribe and List-Unsubscribe-Post"
    if urlsplit(settings.BASE_URL).scheme == "https":
        return Finding(what, State.OK, f"{found}; let the relay's DKIM sign both (h=)")
    return Finding(what, State.WRONG, f"{found}, but BASE_URL is not https", "Mail programs offer it for https alone.")


def _send(to: str) -> Finding:
    message_id = make_msgid("check-sender", domain=urlsplit(settings.BASE_URL).hostname)
    headers = {
        "Message-ID": message_id, "Date": format_datetime(timezone.now()), "Auto-Submitted": "auto-generated",
    }  # fmt: skip
    message = EmailMessage(subject="Netzwerk: a test of the sender", body=TEXT, to=[to], headers=headers)
    try:
        send_mail(message)
    except (DeliveryError, MailNotSetUpError) as error:
        return Finding("Test mail", State.WRONG, f"not taken: {error}", "Look at the lines above, and the relay's log.")
    finally:
        hang_up()
    return Finding("Test mail", State.OK, f"the relay took {message_id}", "Look at its source where it arrives.")
