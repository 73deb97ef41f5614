"""How one reaches a person of Monica: contact fields by their type, and addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from babel import Locale, UnknownLocaleError

from contacts.rules.messengers import SERVICES, service_code
from transfer.cleaning import (
    COUNTRY_LENGTH,
    KIND_LENGTH,
    LINK_LENGTH,
    MAX_CHANNELS,
    PLACE_LENGTH,
    POSTAL_CODE_LENGTH,
    STREET_LENGTH,
    clean_line,
    clean_mail,
    clean_phone,
    digits_of,
)
from transfer.monica.values import Json, collection, line, mapping, properties_of
from transfer.records import HandleRecord, PostalRecord, Typed

FieldTypes = Mapping[str, Json]
_MESSENGERS_SCHEMES = ("telegram:", "https://wa.me/", "xmpp:", "signal:")


class Channels:
    """What the contact fields of one person come to, each value once."""

    def __init__(self) -> None:
        self._emails: dict[str, Typed] = {}
        self._phones: dict[str, Typed] = {}
        self._links: dict[str, Typed] = {}
        self._handles: dict[tuple[str, str], HandleRecord] = {}

    @property
    def emails(self) -> tuple[Typed, ...]:
        """The mail addresses."""
        return tuple(self._emails.values())[:MAX_CHANNELS]

    @property
    def phones(self) -> tuple[Typed, ...]:
        """The numbers."""
        return tuple(self._phones.values())[:MAX_CHANNELS]

    @property
    def links(self) -> tuple[Typed, ...]:
        """The pages."""
        return tuple(self._links.values())[:MAX_CHANNELS]

    @property
    def messengers(self) -> tuple[HandleRecord, ...]:
        """The names in messengers."""
        return tuple(self._handles.values())[:MAX_CHANNELS]

    def add(self, value: str, kind: Json) -> None:
        """Take in one contact field of this type (its name, its protocol, and `email` or `phone` of those two)."""
        name, protocol = line(kind.get("name"), KIND_LENGTH), line(kind.get("protocol"))
        means = line(kind.get("type"))
        if (means == "email" or protocol == "mailto:") and (mail := clean_mail(value)):
            self._emails.setdefault(mail.lower(), Typed(mail))
        elif (means == "phone" or protocol == "tel:") and (phone := clean_phone(value)):
            self._phones.setdefault(digits_of(phone), Typed(phone))
        elif service_code(name) in SERVICES or protocol in _MESSENGERS_SCHEMES:
            self._add_handle(service_code(name), value)
        elif page := _page_of(value, protocol):
            # An address that says where it leads needs no further word.
            self._links.setdefault(page, Typed(page, "" if name.lower() in page.lower() else name))
        else:
            self._add_handle(name, value)

    def _add_handle(self, service: str, value: str) -> None:
        if service and value:
            self._handles.setdefault((service, value), HandleRecord(service, value))


def channels_of(contact: object, types: FieldTypes) -> Channels:
    """Return all by which a person is reached, but for the post."""
    found = Channels()
    for field in collection(contact, "contact_field"):
        said = properties_of(field)
        if value := line(said.get("data"), LINK_LENGTH):
            found.add(value, types.get(line(said.get("type")), {}))
    return found


def addresses_of(contact: object, locale: str) -> tuple[PostalRecord, ...]:
    """Return where a person gets post; of the country Monica keeps the code, and the name is what people write."""
    found = dict.fromkeys(_address_of(properties_of(each), locale) for each in collection(contact, "address"))
    return tuple(each for each in found if each != PostalRecord(kind=each.kind))[:MAX_CHANNELS]


def _address_of(said: Json, locale: str) -> PostalRecord:
    return PostalRecord(
        street=line(said.get("street"), STREET_LENGTH),
        postal_code=line(said.get("postal_code"), POSTAL_CODE_LENGTH),
        city=line(said.get("city"), PLACE_LENGTH),
        region=line(said.get("province"), PLACE_LENGTH),
        country=clean_line(_country(line(said.get("country"), COUNTRY_LENGTH), locale), COUNTRY_LENGTH),
        kind=line(said.get("name"), KIND_LENGTH),
    )


def _country(code: str, locale: str) -> str:
    try:
        names: Any = Locale.parse(locale, sep="-").territories if len(code) == 2 else {}
    except (ValueError, UnknownLocaleError):
        names = {}
    return str(mapping(dict(names)).get(code.upper(), code))


def _page_of(value: str, protocol: str) -> str:
    """Return the page that a value is, or is at a service whose addresses begin like the protocol."""
    if value.lower().startswith(("https://", "http://")):
        return value
    is_at_service = protocol.lower().startswith(("https://", "http://"))
    page = protocol + value.removeprefix("@") if is_at_service else ""
    return page if len(page) <= LINK_LENGTH and " " not in page else ""
