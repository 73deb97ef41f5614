"""What one property says about how to reach somebody by mail, phone, or on the web."""

from __future__ import annotations

from collections.abc import Iterable

from transfer.cleaning import clean_link, clean_mail, clean_phone, digits_of
from transfer.records import Typed
from transfer.vcard.kinds import Labels, kind_of
from transfer.vcard.properties import Property
from transfer.vcard.values import unescape


def email_of(found: Property, labels: Labels) -> Iterable[Typed]:
    """Return the mail address; what has no @ is none. It may be a URI (RFC 6068)."""
    value = _text(found)
    if value[:7].lower() == "mailto:":
        value = value[7:].partition("?")[0]
    return _typed(clean_mail(value), found, labels)


def phone_of(found: Property, labels: Labels) -> Iterable[Typed]:
    """Return the phone number. It may be a URI (RFC 3966, RFC 6350 section 6.4.1)."""
    value = _text(found)
    if value[:4].lower() == "tel:":
        number, _, rest = value[4:].partition(";")
        extension = rest[4:].partition(";")[0] if rest[:4].lower() == "ext=" else ""
        value = f"{number} ext. {extension}" if extension else number
    return _typed(clean_phone(value), found, labels)


def link_of(found: Property, labels: Labels) -> Iterable[Typed]:
    """Return the address of a page; other schemes than those of the web are kept and no link."""
    return _typed(clean_link(_text(found)), found, labels)


def mail_key(mail: Typed) -> str:
    """Return by what two mail addresses are the same."""
    return mail.value.lower()


def phone_key(phone: Typed) -> str:
    """Return by what two phone numbers are the same."""
    return digits_of(phone.value)


def link_key(link: Typed) -> str:
    """Return by what two links are the same."""
    return link.value


def _text(found: Property) -> str:
    return unescape(found.text()).strip()


def _typed(value: str, found: Property, labels: Labels) -> Iterable[Typed]:
    return (Typed(value, kind_of(found, labels)),) if value else ()
