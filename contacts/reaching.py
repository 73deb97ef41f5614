"""How one reaches a person: links that a browser or a phone understands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from contacts.models import Contact
from contacts.wording import kind_label

_NOT_DIALLED = re.compile(r"[^\d+*#,;]")
_DIALLED = re.compile(r"\+?[\d*#][\d*#,;]*")


@dataclass(frozen=True, slots=True)
class Way:
    """A mail address or number; without an `href` when no link can be made of it."""

    icon: str
    text: str
    kind: str
    href: str = ""


def ways_to_reach(contact: Contact) -> list[Way]:
    """Return mail addresses, then numbers, the preferred ones first."""
    mails = [
        Way("envelope", each.address, kind_label(each.kind), mail_link(each.address)) for each in contact.emails.all()
    ]
    phones = [
        Way("telephone", each.number, kind_label(each.kind), phone_link(each.number)) for each in contact.phones.all()
    ]
    return mails + phones


def mail_link(address: str) -> str:
    """Return a mailto link, or nothing for what is no address (imports bring all sorts)."""
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return f"mailto:{quote(address, safe='@')}"


def phone_link(number: str) -> str:
    """Return a tel link of what a phone can dial, or nothing."""
    # The zero in brackets of +49 (0)40 is not dialled from abroad.
    dialled = _NOT_DIALLED.sub("", number.replace("(0)", "") if number.startswith(("+", "00")) else number)
    return f"tel:{quote(dialled, safe='+*,;')}" if _DIALLED.fullmatch(dialled) else ""
