"""What of a kept card comes out again, by field: what is still so, what is not, and what takes its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from transfer.cleaning import TAG_LENGTH, clean_line
from transfer.records import PersonRecord, Typed
from transfer.vcard import fresh
from transfer.vcard.content import CardContent
from transfer.vcard.dates import ANDROID, android_nickname, day_of
from transfer.vcard.fields import ListField
from transfer.vcard.names import FORMER_NAMES, PHONETIC_NAMES
from transfer.vcard.properties import Property
from transfer.vcard.values import cut, unescape
from transfer.vcard.versions import with_preference

# What a card says once (RFC 6350 section 6: cardinality *1), and the name: somebody merged is called by one.
_ONCE = frozenset({"FN", "N", "UID", "REV", "PRODID", "KIND", "BDAY", "GENDER", "X-ABUID", "X-ABSHOWAS"})
# What belongs to the other properties of its group and goes with them.
COMPANIONS = frozenset({"X-ABLABEL", "X-ABADR", "X-AB-LABEL"})


@dataclass(frozen=True, slots=True)
class SingleField:
    """Something that a person has one of: the properties that say it, and the property that says it anew.

    `said` is what is compared; a part that the record leaves empty because the product has no field for it counts as
    unchanged (`unsaid`).
    """

    properties: tuple[str, ...]
    said: Callable[[PersonRecord], tuple[str, ...]]
    write: Callable[[PersonRecord, PersonRecord], Property]
    unsaid: Callable[[PersonRecord], str] = lambda _record: ""
    # Whether further properties of these names stand when the first of them is said anew.
    keeps_others: bool = False

    def is_same(self, old: PersonRecord, new: PersonRecord) -> bool:
        """Whether the record says what the card said."""
        return self.said(old) == self.said(new) and self.unsaid(new) in {"", self.unsaid(old)}

    def replaced(self, properties: list[Property], old: PersonRecord, new: PersonRecord) -> list[Property]:
        """Return the properties that stand for what the record says instead of what the card said."""
        if not any(self.said(new)) and not self.unsaid(new):
            return []
        written = self.write(old, new)
        if not (self.keeps_others and properties):
            return [written]
        return [_in_place(each, written) if at == 0 else each for at, each in enumerate(properties)]


def _in_place(old: Property, written: Property) -> Property:
    kept = {name: values for name, values in old.params.items() if name in {"TYPE", "PREF"}}
    return old._replace(params=kept, value=written.value)


def _name_parts(old: PersonRecord, new: PersonRecord) -> Property:
    return fresh.name_parts(new, new.additional_names or old.additional_names)


def _organisation(old: PersonRecord, new: PersonRecord) -> Property:
    is_same = new.organisation == old.organisation
    return fresh.organisation(replace(new, unit=old.unit) if is_same and not new.unit else new)


def _text(name: str, field: str) -> Callable[[PersonRecord, PersonRecord], Property]:
    return lambda _old, new: fresh.text(name, getattr(new, field))


def _field(name: str) -> Callable[[PersonRecord], tuple[str, ...]]:
    return lambda record: (getattr(record, name),)


SINGLE_FIELDS = (
    SingleField(("FN",), _field("name"), _text("FN", "name")),
    SingleField(
        ("N",),
        lambda record: (record.family_name, record.given_name, record.prefix, record.suffix),
        _name_parts,
        lambda record: record.additional_names,
    ),
    SingleField(("NICKNAME", "X-NICKNAME"), _field("nickname"), _text("NICKNAME", "nickname")),
    SingleField(FORMER_NAMES, _field("former_name"), _text("X-MAIDENNAME", "former_name")),
    SingleField(
        (*PHONETIC_NAMES, "X-PHONETIC-NAME"), _field("phonetic_name"), _text("X-PHONETIC-FIRST-NAME", "phonetic_name")
    ),
    SingleField(("ORG",), _field("organisation"), _organisation, lambda record: record.unit, keeps_others=True),
    SingleField(("TITLE", "ROLE"), _field("title"), _text("TITLE", "title"), keeps_others=True),
    SingleField(("NOTE",), _field("note"), _text("NOTE", "note")),
)


def is_nickname(found: Property) -> bool:
    """Whether it is Android's way to say a nickname."""
    return found.name == ANDROID and bool(android_nickname(found))


def is_day(found: Property) -> bool:
    """Whether it says a day, and not a text."""
    return day_of(found) is not None


@dataclass(slots=True)
class Block:
    """What is written for a field with several values: properties of the card and fresh ones, in order."""

    units: list[tuple[int, Property, str]]
    gone: list[Property]
    # The place of what is no value.
    nowhere: int
    # Whether anything is other than it was.
    is_changed: bool = False

    def __iter__(self) -> Iterator[tuple[Property, str]]:
        """Yield them in the order of the card where that is the order of the record, else in that of the record."""
        places = list(dict.fromkeys(place for place, _found, _label in self.units if place < self.nowhere))
        units = self.units if places == sorted(places) else sorted(self.units, key=itemgetter(0))
        return ((found, label) for _place, found, label in units)


class ListKeeping:
    """Compares the values of one field, of a card and of a record, and keeps the properties that still say so."""

    def __init__(self, field: ListField, content: CardContent, new: tuple[Any, ...], version: str) -> None:
        self._field = field
        self._content = content
        self._version = version
        self._old = {field.key(value): value for value in field.values_in(content)}
        self._new = {field.key(value): value for value in new}
        self._places = {key: at for at, key in enumerate(self._new)}
        self._written: set[Hashable] = set()

    def block(self) -> Block:
        """Return what is written."""
        block = Block([], [], len(self._places))
        is_kept = self._prefers_the_same()
        for found in self._field.found_in(self._content):
            self._keep(found, block, is_preferred=None if is_kept else False)
        missing = [value for key, value in self._new.items() if key not in self._written]
        block.is_changed = block.is_changed or bool(missing) or not is_kept
        for value in self._one_by_one(missing):
            self._add(value, block)
        return block

    def _prefers_the_same(self) -> bool:
        """Whether the same value is preferred, or comes first where none is marked."""
        if not self._field.has_preferred:
            return True
        return _preferred(self._new) in {_preferred(self._old), None} or not self._old

    def _keep(self, found: Property, block: Block, *, is_preferred: bool | None) -> None:
        values = list(self._field.read(found, self._content.labels))
        keys = [self._field.key(value) for value in values]
        gone = {key for key in keys if key in self._old and key not in self._new}
        if gone and len(gone) < len(keys):
            # Tags: the others of the same property stay.
            found, gone, block.is_changed = _without(found, gone), set(), True
            keys = [key for key in keys if key in self._new]
        if gone:
            block.gone.append(found)
            block.is_changed = True
            return
        first = next((key for key in keys if key in self._new), None)
        if len(keys) == 1 and first is not None and first not in self._written and self._differs(first):
            self._written.add(first)
            block.gone.append(found)
            block.is_changed = True
            self._add(self._new[first], block)
            return
        self._written.update(keys)
        if is_preferred is not None:
            found = with_preference(found, is_preferred=first is not None and self._is_marked(first))
        block.units.append((self._places.get(first, len(self._places)), found, ""))

    def _differs(self, key: Hashable) -> bool:
        """Whether the record says the same in another spelling, or of another kind."""
        old, new = self._old.get(key), self._new[key]
        if isinstance(old, Typed):
            return (old.value, old.kind) != (new.value, new.kind)
        return old is not None and bool(old != new)

    def _is_marked(self, key: Hashable) -> bool:
        return bool(self._new[key].is_preferred)

    def _one_by_one(self, missing: list[Any]) -> list[tuple[Any, ...]]:
        if self._field.name == "tags":
            return [tuple(missing)] if missing else []
        return [(value,) for value in missing]

    def _add(self, values: Any, block: Block) -> None:
        several = values if isinstance(values, tuple) else (values,)
        for found, label in fresh.values_of(self._field.name, several, self._version):
            block.units.append((self._places[self._field.key(several[0])], found, label))


def _preferred(values: dict[Hashable, Any]) -> Hashable | None:
    marked = next((key for key, value in values.items() if value.is_preferred), None)
    return marked if marked is not None else next(iter(values), None)


def _without(found: Property, gone: set[Hashable]) -> Property:
    parts = [part for part in cut(found.value, ",") if clean_line(unescape(part), TAG_LENGTH).casefold() not in gone]
    return found._replace(value=",".join(parts))


def split_companions(properties: Iterable[Property]) -> tuple[list[Property], dict[str, list[Property]]]:
    """Part the properties that go with their group from the others; those without any other are no companions."""
    listed = list(properties)
    mains = Counter(each.group.lower() for each in listed if each.name not in COMPANIONS)
    others: list[Property] = []
    companions: dict[str, list[Property]] = {}
    for each in listed:
        group = each.group.lower()
        if each.name in COMPANIONS and group and mains[group]:
            companions.setdefault(group, []).append(each)
        else:
            others.append(each)
    return others, companions


def as_one_card(cards: Iterable[Sequence[Property]]) -> list[Property]:
    """Return the properties of several cards of one person as of one: what is said twice once, groups kept apart."""
    merged: list[Property] = []
    said: set[str] = set()
    names: set[str] = set()
    for number, properties in enumerate(cards):
        others, companions = split_companions(properties)
        for found in others:
            key = repr((found.name, sorted(found.params.items()), found.value))
            if number and (key in said or (found.name in _ONCE and found.name in names)):
                continue
            said.add(key)
            beside = companions.pop(found.group.lower(), [])
            suffix = f"-{number}" if number else ""
            merged += [each._replace(group=each.group and each.group + suffix) for each in (found, *beside)]
        names.update(found.name for found in others)
    return merged
