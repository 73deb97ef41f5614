"""How one reaches a person: links that a browser or a phone understands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from contacts.models import Contact, PhoneNumber, PostalAddress
from contacts.rules.links import link_name
from contacts.rules.messengers import messenger_link, service_name
from contacts.rules.phones import e164_of
from contacts.wording import kind_label
from netzwerk.core.markdown import is_safe_link

_MAP = "https://www.openstreetmap.org/search"
_NOT_DIALLED = re.compile(r"[^\d+*#,;]")
_DIALLED = re.compile(r"\+?[\d*#][\d*#,;]*")
# What is dialled after the number, and what only a phone's own keypad has.
_MORE_THAN_A_NUMBER = re.compile(r"[*#,;]|ext", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to somebody; without an `href` when no link can be made of it."""

    icon: str
    text: str
    kind: str = ""
    href: str = ""


def ways_to_reach(contact: Contact) -> list[Way]:
    """Return mail addresses, then numbers, the preferred ones first."""
    return mail_ways(contact) + phone_ways(contact)


def mail_ways(contact: Contact) -> list[Way]:
    """Return the mail addresses."""
    return [
        Way("envelope", each.address, kind_label(each.kind), mail_link(each.address)) for each in contact.emails.all()
    ]


def phone_ways(contact: Contact) -> list[Way]:
    """Return the phone numbers as they were typed."""
    return [Way("telephone", each.number, kind_label(each.kind), number_link(each)) for each in contact.phones.all()]


def messenger_ways(contact: Contact, region: str) -> list[Way]:
    """Return the names in messengers; `region` reads numbers without a country code."""
    return [
        Way(
            "chat-dots",
            each.handle,
            service_name(each.service),
            messenger_link(each.service, each.handle, e164_of(each.handle, region)),
        )
        for each in contact.messengers.all()
    ]


def link_ways(contact: Contact) -> list[Way]:
    """Return the links by the service and profile behind them."""
    names = [(each, link_name(each.url)) for each in contact.links.all()]
    return [
        Way(name.icon, name.text, kind_label(each.kind), each.url if is_safe_link(each.url) else "")
        for each, name in names
    ]


def postal_ways(contact: Contact) -> list[Way]:
    """Return the postal addresses in lines, each with its place on the map; nothing is fetched from there."""
    return [
        Way("geo-alt", "\n".join(lines), kind_label(each.kind), f"{_MAP}?{urlencode({'query': ', '.join(lines)})}")
        for each in contact.addresses.all()
        if (lines := address_lines(each))
    ]


def address_lines(address: PostalAddress) -> list[str]:
    """Return the lines of an address as they stand on an envelope."""
    town = " ".join(filter(None, [address.postal_code, address.city]))
    return [line for line in (*address.street.splitlines(), town, address.region, address.country) if line.strip()]


def mail_link(address: str) -> str:
    """Return a mailto link, or nothing for what is no address (imports bring all sorts)."""
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return f"mailto:{quote(address, safe='@')}"


def letter_link(contact: Contact, *, subject: str, text: str) -> str:
    """Return a mailto link to the first address that is one, with a letter in it; nothing without such an address."""
    link = next(filter(None, (mail_link(each.address) for each in contact.emails.all())), "")
    return f"{link}?{urlencode({'subject': subject, 'body': text}, quote_via=quote)}" if link else ""


def number_link(phone: PhoneNumber) -> str:
    """Return a tel link: of the number with its country code where that is known, else of what was typed."""
    if phone.e164 and not _MORE_THAN_A_NUMBER.search(phone.number):
        return f"tel:{phone.e164}"
    return phone_link(phone.number)


def phone_link(number: str) -> str:
    """Return a tel link of what a phone can dial, or nothing."""
    # The zero in brackets of +49 (0)40 is not dialled from abroad.
    dialled = _NOT_DIALLED.sub("", number.replace("(0)", "") if number.startswith(("+", "00")) else number)
    return f"tel:{quote(dialled, safe='+*,;')}" if _DIALLED.fullmatch(dialled) else ""
