"""The writer of vCards 3.0 and 4.0: what a record says, and all that was kept of the card it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Literal

from transfer.records import PersonRecord
from transfer.vcard import fresh
from transfer.vcard.addresses import is_mere_place
from transfer.vcard.content import CardContent
from transfer.vcard.dates import ANDROID
from transfer.vcard.decoding import decode_card
from transfer.vcard.fields import LIST_FIELDS, ListField
from transfer.vcard.framing import frames
from transfer.vcard.keeping import (
    SINGLE_FIELDS,
    Block,
    ListKeeping,
    SingleField,
    as_one_card,
    is_day,
    is_nickname,
    split_companions,
)
from transfer.vcard.kinds import kind_of
from transfer.vcard.limits import DEFAULT_LIMITS
from transfer.vcard.lines import write_line
from transfer.vcard.people import person_of, place_of
from transfer.vcard.photos import embedded, is_embedded
from transfer.vcard.properties import Property, read_properties
from transfer.vcard.values import unescape
from transfer.vcard.versions import V3, adapted, plain

Version = Literal["3.0", "4.0"]
_NOBODY = PersonRecord(number=0, raw="", name="")


@dataclass(frozen=True, slots=True)
class CardToWrite:
    """A person, their photo with its media type, and the raw text of the card they came from, or of several.

    Where `record.has_photo` and no photo is given, that of the kept card stands.
    """

    record: PersonRecord
    photo: bytes | None = None
    photo_type: str = ""
    kept: str = ""


def write_card(card: CardToWrite, *, version: Version) -> str:
    r"""Return the card, ended by \r\n.

    What the record says as the kept card said it stands as it was, with group and parameters; what the product has
    no field for stands; what changed is written anew; what the record no longer says is gone. Nothing that a value
    holds can begin a line.
    """
    return "".join(("BEGIN:VCARD\r\n", f"VERSION:{version}\r\n", *_lines(card, version), "END:VCARD\r\n"))


def kept_properties(raw: str) -> list[Property]:
    """Return the properties of a card as both versions write them; of several, the first counts where one can."""
    cards = [_plain_properties(card) for card in _cards_in(raw)]
    return cards[0] if len(cards) == 1 else as_one_card(cards)


def _plain_properties(card: str) -> list[Property]:
    return [found for each in read_properties(card) if (found := plain(each))]


def _cards_in(raw: str) -> list[str]:
    if raw.upper().count("BEGIN:VCARD") < 2:
        return [raw]
    lines = raw.encode("utf-8", "replace").splitlines()
    return [decode_card(frame.lines) for frame in frames(lines, DEFAULT_LIMITS)]


def _lines(card: CardToWrite, version: Version) -> Iterator[str]:
    for found in _Composer(card, version).compose():
        # Once more, for what the record says: nobody knows who cleaned it.
        if safe := plain(found):
            yield write_line(adapted(safe, version))


class _Composer:
    """Puts one card together: walks through the kept one, and adds what is not in it."""

    def __init__(self, card: CardToWrite, version: Version) -> None:
        self._card = card
        self._new = card.record
        self._version = version
        self._content = CardContent(kept_properties(card.kept))
        old = person_of(self._content, 0, 0, "")
        self._old = old if isinstance(old, PersonRecord) else _NOBODY
        self._properties, self._companions = split_companions(self._content.properties)
        self._groups = {each.group.lower() for each in self._content.properties}
        self._free_groups = (f"item{number}" for number in count(1))
        self._is_changed = False

    def compose(self) -> list[Property]:
        """Return the properties in the order of the card; the name first, what is new last."""
        parts = self._parts()
        owners = {name: owner for owner, names in self._owned().items() for name in names}
        composed: list[Property] = []
        for found in self._properties:
            owner = "nickname" if is_nickname(found) else owners.get(found.name, "")
            composed += parts.pop(owner, []) if owner else [found]
        first = parts.pop("FN", []) + parts.pop("N", [])
        composed = [*first, *composed, *(each for part in parts.values() for each in part)]
        stale = {"REV"} if self._is_changed else set()
        return [each for found in composed if found.name not in stale for each in self._with_companions(found)]

    def _owned(self) -> dict[str, Iterable[str]]:
        """Return by part the names of the properties that belong to it."""
        singles = {field.properties[0]: field.properties for field in SINGLE_FIELDS}
        several = {field.name: field.properties for field in LIST_FIELDS}
        return {**singles, **several, "LABEL": ["LABEL"], "BDAY": ["BDAY"], "UID": ["UID"], "PHOTO": ["PHOTO"]}

    def _parts(self) -> dict[str, list[Property]]:
        """Return the properties of each part as they are to be written."""
        parts = {field.properties[0]: self._single(field) for field in SINGLE_FIELDS}
        parts["N"] = parts["N"] or self._empty_name()
        parts["nickname"] = self._android_nicknames()
        parts["BDAY"] = self._birthday()
        for field in LIST_FIELDS:
            block = self._several(field)
            written = [each for found, label in block for each in self._labelled(found, label)]
            parts[field.name] = [found for found in written if not is_nickname(found)]
            if field.name == "addresses":
                parts["LABEL"] = self._labels_beside(block)
        parts["addresses"] = self._place(parts["addresses"])
        parts["UID"] = self._uid()
        parts["PHOTO"] = self._photos()
        return parts

    def _single(self, field: SingleField) -> list[Property]:
        properties = self._said_first(field)
        if not field.is_same(self._old, self._new):
            self._is_changed = True
            return field.replaced(properties, self._old, self._new)
        # Every card has a name of its own, also where it was found elsewhere in the card.
        is_nameless = field.properties == ("FN",) and not self._content.line("FN")
        return [field.write(self._old, self._new)] if is_nameless else self._content.among(field.properties)

    def _said_first(self, field: SingleField) -> list[Property]:
        """Return the properties of a field, the one that is read before the others."""
        ranked = [found for name in field.properties for found in self._content.by_preference(name)]
        return sorted(ranked, key=lambda found: not unescape(found.text()).strip(" ;"))

    def _empty_name(self) -> list[Property]:
        """Return the parts of the name where there are none: 3.0 wants them (RFC 2426 section 3.1.2)."""
        return [fresh.structured("N", *[""] * 5)] if self._version == V3 else []

    def _android_nicknames(self) -> list[Property]:
        is_same = self._new.nickname == self._old.nickname
        return [found for found in self._content.all(ANDROID) if is_same and is_nickname(found)]

    def _birthday(self) -> list[Property]:
        properties = self._content.all("BDAY")
        if self._new.birthday == self._old.birthday:
            return properties
        self._is_changed = True
        written = [fresh.day("BDAY", self._new.birthday)] if self._new.birthday else []
        return written + [found for found in properties if not is_day(found)]

    def _several(self, field: ListField) -> Block:
        block = ListKeeping(field, self._content, getattr(self._new, field.name), self._version).block()
        self._is_changed = self._is_changed or block.is_changed
        return block

    def _labels_beside(self, addresses: Block) -> list[Property]:
        """Return the written out addresses of 2.1 and 3.0, but for those of addresses that are gone."""
        if not self._content.all("ADR"):
            return []
        gone = {kind_of(found, self._content.labels) for found in addresses.gone}
        labels = self._content.all("LABEL")
        return [found for found in labels if kind_of(found, self._content.labels) not in gone]

    def _place(self, addresses: list[Property]) -> list[Property]:
        """Return the addresses so that the place of the record is read from them."""
        if self._read_place(addresses) == self._new.place:
            return addresses
        others = [found for found in addresses if found.name != "ADR" or not is_mere_place(found, self._content.labels)]
        is_said = not self._new.place or self._read_place(others) == self._new.place
        written = others if is_said else [*others, fresh.place(self._new.place)]
        self._is_changed = self._is_changed or len(written) != len(addresses) or not is_said
        return written

    def _read_place(self, addresses: list[Property]) -> str:
        return place_of(CardContent([*addresses, *self._content.all("X-ABLABEL")]))

    def _uid(self) -> list[Property]:
        if self._new.uid in {"", self._old.uid}:
            return self._content.all("UID")
        self._is_changed = True
        return [fresh.uid(self._new.uid, self._version)]

    def _photos(self) -> list[Property]:
        """Return the photos; a link is none of ours and stands."""
        photos = self._content.by_preference("PHOTO")
        held = [found for found in photos if is_embedded(found)]
        given = self._card.photo
        if given is None and (self._new.has_photo or not held):
            return photos
        if given is not None and held and embedded(held[0]) == given:
            return photos
        self._is_changed = True
        if given is None:
            return [found for found in photos if not is_embedded(found)]
        return [fresh.photo(given, self._card.photo_type), *(found for found in photos if found not in held[:1])]

    def _labelled(self, found: Property, label: str) -> list[Property]:
        """Return a property, with what its owner calls it in a group of their own."""
        if not label:
            return [found]
        group = next(name for name in self._free_groups if name not in self._groups)
        return [found._replace(group=group), fresh.text("X-ABLABEL", label)._replace(group=group)]

    def _with_companions(self, found: Property) -> list[Property]:
        return [found, *self._companions.pop(found.group.lower(), [])] if found.group else [found]
