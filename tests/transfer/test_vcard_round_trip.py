"""A card with any values, written in any allowed way, reads back equal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.partial_dates import AnnualDate
from tests.transfer.cards import person_in
from tests.transfer.people import days, mails, names, notes, phones, texts, words
from transfer.cleaning import digits_of
from transfer.records import PersonRecord, Typed


def _channels(values: st.SearchStrategy[str], key: Callable[[str], str]) -> st.SearchStrategy[tuple[Typed, ...]]:
    channels = st.builds(Typed, values, st.sampled_from(["home", "work", "other", ""]))
    return st.lists(channels, max_size=4, unique_by=lambda each: key(each.value)).map(tuple)


people = st.builds(
    PersonRecord,
    number=st.just(1),
    raw=st.just(""),
    name=names,
    line=st.just(1),
    uid=words,
    given_name=texts,
    additional_names=texts,
    family_name=texts,
    prefix=texts,
    suffix=texts,
    nickname=texts,
    organisation=texts,
    unit=texts,
    title=texts,
    emails=_channels(mails, str.lower),
    phones=_channels(phones, digits_of),
    birthday=days | st.none(),
    place=texts,
    note=notes,
)


@dataclass(frozen=True)
class Manner:
    """How a program writes: all of these are allowed or common."""

    version: str
    encoding: str
    line_end: str
    width: int
    is_lower: bool


manners = st.builds(
    Manner,
    version=st.sampled_from(["3.0", "4.0"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    line_end=st.sampled_from(["\r\n", "\n", "\r"]),
    width=st.integers(5, 100),
    is_lower=st.booleans(),
)


def _escape(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _structured(*parts: str) -> str:
    return ";".join(map(_escape, parts))


def _typed(name: str, channel: Typed) -> str:
    return f"{name};TYPE={channel.kind}:{channel.value}" if channel.kind else f"{name}:{channel.value}"


def _birthday(day: AnnualDate | None, version: str) -> list[str]:
    if day is None:
        return []
    dashes = "-" if version == "3.0" else ""
    year = "--" if day.year is None else f"{day.year}{dashes}"
    return [f"BDAY:{year}{day.month:02}{dashes}{day.day:02}"]


def _fold(line: str, manner: Manner) -> str:
    pieces = [line[at : at + manner.width] for at in range(0, len(line), manner.width)]
    return f"{manner.line_end} ".join(pieces)


def _write(person: PersonRecord, manner: Manner) -> bytes:
    p = person
    lines = [
        f"FN:{_escape(p.name)}",
        f"N:{_structured(p.family_name, p.given_name, p.additional_names, p.prefix, p.suffix)}",
        f"NICKNAME:{_escape(p.nickname)}",
        f"ORG:{_structured(p.organisation, p.unit)}",
        f"TITLE:{_escape(p.title)}",
        f"ADR;TYPE=home:{_structured('', '', '', p.place, '', '', '')}",
        f"NOTE:{_escape(p.note)}",
        f"UID:{_escape(p.uid)}",
        *(_typed("EMAIL", mail) for mail in p.emails),
        *(_typed("TEL", phone) for phone in p.phones),
        *_birthday(p.birthday, manner.version),
    ]
    heads = ["begin:vcard", "end:vcard"] if manner.is_lower else ["BEGIN:VCARD", "END:VCARD"]
    folded = [_fold(line, manner) for line in lines]
    card = [heads[0], f"VERSION:{manner.version}", *folded, heads[1], ""]
    return manner.line_end.join(card).encode(manner.encoding)


@given(people, manners)
def test_what_is_written_is_read(person: PersonRecord, manner: Manner) -> None:
    found = person_in(_write(person, manner))
    assert replace(found, raw="", addresses=()) == person


@given(people, manners)
def test_the_raw_text_reads_as_its_card_did(person: PersonRecord, manner: Manner) -> None:
    found = person_in(_write(person, manner))
    assert person_in(found.raw) == found
