"""The fields of a person that can have several values: which properties say them, and when two are the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from transfer.cleaning import MAX_CHANNELS
from transfer.vcard.addresses import address_key, address_of
from transfer.vcard.channels import email_of, link_key, link_of, mail_key, phone_key, phone_of
from transfer.vcard.content import LEAST_PREFERRED, CardContent, rank_of
from transfer.vcard.dates import DATE_NAMES, date_key, own_date_of
from transfer.vcard.kinds import Labels
from transfer.vcard.messengers import MESSENGER_NAMES, handle_of, messenger_key
from transfer.vcard.properties import Property
from transfer.vcard.words import languages_of, tags_of


@dataclass(frozen=True, slots=True)
class ListField:
    """A field of `PersonRecord` with several values, and how one property is read as such values.

    The order of values is that of the card. `instead` is read where there is none of the others.
    """

    name: str
    properties: tuple[str, ...]
    read: Callable[[Property, Labels], Iterable[Any]]
    key: Callable[[Any], Hashable]
    has_preferred: bool = False
    instead: str = ""

    def found_in(self, content: CardContent) -> list[Property]:
        """Return the properties of a card that say something here."""
        found = content.among(self.properties)
        return found if found or not self.instead else content.all(self.instead)

    def values_in(self, content: CardContent) -> tuple[Any, ...]:
        """Return the values, each once, the preferred one marked; the first of two that are the same stays."""
        properties = self.found_in(content)
        if not properties:
            return ()
        values: dict[Hashable, Any] = {}
        ranked: list[tuple[int, Hashable]] = []
        for each in properties:
            for value in self.read(each, content.labels):
                key = self.key(value)
                if key in values or len(values) < MAX_CHANNELS:
                    values.setdefault(key, value)
                    if self.has_preferred:
                        ranked.append((rank_of(each), key))
        if self.has_preferred:
            _mark_preferred(values, ranked)
        return tuple(values.values())


def _mark_preferred(values: dict[Hashable, Any], ranked: list[tuple[int, Hashable]]) -> None:
    rank, key = min(ranked, key=itemgetter(0), default=(LEAST_PREFERRED, None))
    if rank < LEAST_PREFERRED:
        values[key] = replace(values[key], is_preferred=True)


LIST_FIELDS = (
    ListField("emails", ("EMAIL",), email_of, mail_key, has_preferred=True),
    ListField("phones", ("TEL",), phone_of, phone_key, has_preferred=True),
    ListField("links", ("URL", "X-SOCIALPROFILE", "SOCIALPROFILE"), link_of, link_key),
    ListField("addresses", ("ADR",), address_of, address_key, instead="LABEL"),
    ListField("messengers", MESSENGER_NAMES, handle_of, messenger_key),
    ListField("languages", ("LANG",), languages_of, str),
    ListField("own_dates", DATE_NAMES, own_date_of, date_key),
    ListField("tags", ("CATEGORIES",), tags_of, str.casefold),
)
