"""Strategies: people with any values that a record can have, for the tests of readers and writers."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from contacts.rules.messengers import SERVICES
from contacts.rules.partial_dates import AnnualDate
from transfer.cleaning import clean_line, clean_lines, digits_of
from transfer.records import DateRecord, HandleRecord, PersonRecord, PostalRecord, Typed

texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40).map(clean_line)
names = texts.filter(bool)
notes = st.text(st.characters(exclude_categories=["Cs"]), max_size=300).map(clean_lines)
words = st.from_regex(r"[a-zA-Z0-9.+äöüß_-]{1,20}", fullmatch=True)
mails = st.tuples(words, words).map("@".join)
phones = st.from_regex(r"\+?[0-9]([ ()/.-]?[0-9]){0,14}", fullmatch=True)
links = st.from_regex(r"https?://[a-zA-Z0-9.-]{1,20}(/[a-zA-Z0-9,;:?&=%#\\~_-]{0,20})?", fullmatch=True)
# What somebody calls something, unless it is one of the words that have a meaning here.
_MEANT = {"home", "work", "mobile", "cell", "iphone", "fax", "homefax", "workfax", "pager", "main", "school", "other"}
own_labels = names.filter(
    lambda label: label.lower() not in {*_MEANT, "anniversary"} and not label.startswith("_$!<") and ">!$_" not in label
)
kinds = st.sampled_from(["home", "work", "mobile", "fax", "pager", "main", "school", "other", ""]) | own_labels
_OWN_SERVICES = ("AIM", "ICQ", "Skype", "Yahoo", "Google Talk", "IM", "Somewhere")
services = st.sampled_from([*SERVICES, *_OWN_SERVICES])


def _unique(
    values: st.SearchStrategy[Any], key: Callable[[Any], Hashable], *, most: int = 4
) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, max_size=most, unique_by=key).map(tuple)


def _preferring(channels: st.SearchStrategy[tuple[Any, ...]]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Mark one or none of the channels."""

    def mark(drawn: tuple[tuple[Any, ...], int]) -> tuple[Any, ...]:
        values, marked = drawn
        return tuple(Typed(each.value, each.kind, at == marked) for at, each in enumerate(values))

    return st.tuples(channels, st.integers(-1, 3)).map(mark)


def _annual(day: date, has_year: bool) -> AnnualDate:
    return AnnualDate(day.month, day.day, day.year if has_year else None)


days = st.builds(_annual, st.dates(min_value=date(1850, 1, 1), max_value=date(2100, 1, 1)), st.booleans())
emails = _preferring(_unique(st.builds(Typed, mails, kinds), lambda each: each.value.lower()))
numbers = _preferring(_unique(st.builds(Typed, phones, kinds), lambda each: digits_of(each.value)))
addresses = _unique(
    st.builds(
        PostalRecord,
        street=texts,
        postal_code=st.text("0123456789 -AB", max_size=10).map(clean_line),
        city=texts,
        region=texts,
        country=texts,
        kind=kinds,
    ).filter(lambda each: any((each.street, each.postal_code, each.city, each.region, each.country))),
    lambda each: (each.street, each.postal_code, each.city, each.region, each.country),
    most=3,
)
handles = _unique(st.builds(HandleRecord, services, names), lambda each: (each.service.lower(), each.handle))
own_dates = _unique(
    st.builds(DateRecord, st.just("anniversary") | own_labels, days),
    lambda each: (each.label.casefold(), each.day.month, each.day.day),
    most=3,
)
tags = _unique(names.filter(lambda tag: tag.lower() not in {"mycontacts", "my contacts", "starred"}), str.casefold)


def _at_home(person: dict[str, Any]) -> PersonRecord:
    """Put somebody where the address says, if nothing else is said: so it is read."""
    cities = [each.city for each in person["addresses"] if each.city]
    place = person.pop("place")
    return PersonRecord(**person, place=place or next(iter(cities), ""))


people = st.fixed_dictionaries(
    {
        "number": st.just(1),
        "raw": st.just(""),
        "line": st.just(1),
        "name": names,
        "uid": words | st.uuids().map(str),
        "given_name": texts,
        "additional_names": texts,
        "family_name": texts,
        "prefix": texts,
        "suffix": texts,
        "nickname": texts,
        "former_name": texts,
        "phonetic_name": texts,
        "organisation": texts,
        "unit": texts,
        "title": texts,
        "emails": emails,
        "phones": numbers,
        "links": _unique(st.builds(Typed, links, kinds), lambda each: each.value),
        "addresses": addresses,
        "messengers": handles,
        "languages": _unique(st.sampled_from(["de", "en", "fr", "gsw", "tlh"]), str),
        "birthday": days | st.none(),
        "own_dates": own_dates,
        "place": texts,
        "note": notes,
        "tags": tags,
    }
).map(_at_home)
