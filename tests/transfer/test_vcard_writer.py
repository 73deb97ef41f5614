"""Cards that go out: what a record says, and what was kept, in both versions."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.partial_dates import AnnualDate
from tests.examples import examples
from tests.transfer.cards import card, person_in, read_person
from tests.transfer.people import people
from tests.transfer.test_vcard_hostile import in_a_card
from transfer.records import DateRecord, HandleRecord, PersonRecord, PostalRecord, Typed
from transfer.vcard import photo_in, read_card
from transfer.vcard.properties import Property
from transfer.vcard.unsaid import has_more_unsaid
from transfer.vcard.writer import CardToWrite, kept_properties, write_card

Version = Literal["3.0", "4.0"]
versions: st.SearchStrategy[Version] = st.sampled_from(["3.0", "4.0"])
both = pytest.mark.parametrize("version", ["3.0", "4.0"])
# What other programs, and Python's splitlines, take for the end of a line.
LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def write(person: PersonRecord, kept: str = "", version: Version = "3.0", **photo: Any) -> str:
    """Write one card."""
    return write_card(CardToWrite(person, kept=kept, **photo), version=version)


def lines_of(person: PersonRecord, kept: str = "", version: Version = "3.0", **photo: Any) -> list[str]:
    """Return the lines between BEGIN with VERSION and END, unfolded, but for the name."""
    lines = write(person, kept, version, **photo).replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[1], lines[-2:]) == ("BEGIN:VCARD", f"VERSION:{version}", ["END:VCARD", ""])
    return [line for line in lines[2:-2] if not line.startswith(("FN:", "N:"))]


def kept_lines(*lines: str, version: Version = "3.0", **changes: Any) -> list[str]:
    """Read a card with these properties, change the record, and return the lines that are written."""
    person = read_person(*lines)
    return lines_of(replace(person, **changes), person.raw, version)


def without_raw(person: PersonRecord) -> PersonRecord:
    """Return what a record says, wherever it stood."""
    return replace(person, raw="", line=0, number=0)


def counted(properties: list[Property]) -> Counter[str]:
    """Return what properties say, whatever their order."""
    return Counter(repr((each.group, each.name, sorted(each.params.items()), each.value)) for each in properties)


@examples(50)
@given(people, versions)
def test_what_is_written_is_read(person: PersonRecord, version: Version) -> None:
    assert without_raw(person_in(write(person, version=version))) == without_raw(person)


@examples(50)
@given(people, versions, versions)
def test_a_card_that_goes_out_again_and_again_stays_the_same(person: PersonRecord, one: Version, two: Version) -> None:
    first = person_in(write(person, version=one))
    second = person_in(write(first, first.raw, two))
    assert without_raw(second) == without_raw(first)
    assert write(second, second.raw, two) == write(first, first.raw, two)


@examples(50)
@given(in_a_card, versions)
def test_any_card_that_goes_out_says_what_it_said(text: str, version: Version) -> None:
    person = read_card(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not isinstance(person, PersonRecord):
        return
    again = person_in(write(person, person.raw, version))
    assert without_raw(again) == without_raw(person)
    third = person_in(write(again, again.raw, version))
    assert third == again
    assert counted(kept_properties(third.raw)) == counted(kept_properties(again.raw))


def _comparable(person: PersonRecord) -> PersonRecord:
    """Leave out what may differ: the order of words, and who is marked as preferred where the first is it anyway."""
    changes: dict[str, Any] = {"tags": tuple(sorted(person.tags)), "raw": "", "line": 0}
    for name in ("emails", "phones"):
        channels = getattr(person, name)
        if channels and not any(each.is_preferred for each in channels[1:]):
            changes[name] = tuple(replace(each, is_preferred=False) for each in channels)
    return replace(person, **changes)


@examples(50)
@given(people, people, versions, versions)
def test_what_changed_is_written_and_what_was_removed_is_gone(
    old: PersonRecord, new: PersonRecord, one: Version, two: Version
) -> None:
    kept = person_in(write(old, version=one))
    # Nobody can say that there are no longer any: the product has no field for them.
    new = replace(
        new,
        additional_names=new.additional_names or kept.additional_names,
        unit=new.unit or (kept.unit if new.organisation == kept.organisation else ""),
    )
    again = person_in(write(new, kept.raw, two))
    assert _comparable(again) == _comparable(new)


dirty = st.lists(
    st.sampled_from([*LINE_ENDS, "\0", "\t", '"', "^", ":", ";", ",", "\\", "=", "END:VCARD", "BEGIN:VCARD", " ", "ü"]),
    max_size=12,
).map("".join)


@examples(50)
@given(people, dirty, in_a_card, versions)
def test_nothing_that_a_value_holds_can_begin_a_line(
    person: PersonRecord, text: str, kept: str, version: Version
) -> None:
    changes: dict[str, Any] = {
        field.name: text for field in fields(person) if isinstance(getattr(person, field.name), str)
    }
    changes |= {
        "emails": (Typed(text, text),),
        "phones": (Typed(text, text),),
        "links": (Typed(text, text),),
        "addresses": (PostalRecord(text, text, text, text, text, text),),
        "messengers": (HandleRecord(text, text),),
        "languages": (text,),
        "own_dates": (DateRecord(text, AnnualDate(4, 12)),),
        "tags": (text, f"{text}x"),
    }
    written = write(replace(person, **changes), f"{kept}\nX-{text}:1\nA;{text}={text}:{text}", version)
    lines = written.split("\r\n")
    assert written.splitlines() == lines[:-1]
    assert [lines.index("BEGIN:VCARD"), lines.index("END:VCARD")] == [0, len(lines) - 2]
    assert lines.count("END:VCARD") == lines.count("BEGIN:VCARD") == 1
    assert all(len(line.encode()) <= 75 for line in lines)
    assert written.isprintable() or not set(written) & set("\0\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


@both
def test_a_long_line_is_folded_between_characters(version: Version) -> None:
    person = read_person("NOTE:" + "ü€𝄞 " * 100)
    written = write(person, version=version)
    assert max(len(line.encode()) for line in written.split("\r\n")) <= 75
    assert person_in(written).note == person.note


@both
def test_what_the_product_has_no_field_for_comes_out_as_it_was(version: Version) -> None:
    lines = [
        "item1.X-OWN;X-A=b;X-C=\"d;e\":f\\,g",
        "item1.X-ABLabel:Own",
        "RELATED;TYPE=spouse:urn:uuid:1",
        "GEO:geo:1,2",
        "PHOTO;VALUE=uri:https://example.org/a.jpg",
        "BDAY;VALUE=text:circa 1800",
        "EMAIL:no address",
        "X-PHONETIC-ORG:a",
        "REV:20240101T000000Z",
    ]  # fmt: skip
    assert kept_lines(*lines, version=version) == lines


@pytest.mark.parametrize(
    ("line", "in_3", "in_4"),
    [
        ("TEL;HOME;PREF:1", "TEL;TYPE=HOME,PREF:1", "TEL;TYPE=HOME;PREF=1:1"),
        ("TEL;PREF=2:1", "TEL;PREF=2:1", "TEL;PREF=2:1"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:=C3=BC=0D=0Aa\\;b", r"NOTE:ü\na\;b", r"NOTE:ü\na\;b"),
        ("NOTE;CHARSET=utf-8;LANGUAGE=de:a", "NOTE;LANGUAGE=de:a", "NOTE;LANGUAGE=de:a"),
        (
            "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12",
            "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12",
            "BDAY:--0412",
        ),
        ("BDAY:--0412", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12", "BDAY:--0412"),
        ("BDAY;VALUE=date:1985-04-12", "BDAY;VALUE=date:1985-04-12", "BDAY;VALUE=date:19850412"),
        ("PHOTO;JPEG;BASE64:/9j/", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/", "PHOTO:data:image/jpeg;base64,/9j/"),
        ("PHOTO:data:image/png;base64\\,aGk=", "PHOTO;ENCODING=b;TYPE=PNG:aGk=", "PHOTO:data:image/png;base64,aGk="),
        ("PHOTO:/9j/4AAQ", "PHOTO;ENCODING=b:/9j/4AAQ", "PHOTO:data:image/jpeg;base64,/9j/4AAQ"),
        ("KEY;X509;ENCODING=B:aGk=", "KEY;ENCODING=b;TYPE=X509:aGk=", "KEY:data:application/x509;base64,aGk="),
        ("AGENT;ENCODING=QUOTED-PRINTABLE:BEGIN=3AVCARD", r"AGENT:BEGIN:VCARD\n", r"AGENT:BEGIN:VCARD\n"),
        ('X-A;B="c^nd^\'e":f', 'X-A;B=c^nd^\'e:f', 'X-A;B=c^nd^\'e:f'),
    ],
)  # fmt: skip
def test_each_version_has_its_way_to_write(line: str, in_3: str, in_4: str) -> None:
    assert (kept_lines(line), kept_lines(line, version="4.0")) == ([in_3], [in_4])


@pytest.mark.parametrize(
    ("lines", "changes", "written"),
    [
        (["EMAIL;TYPE=x:a@b", "EMAIL:c@d"], {"emails": (Typed("c@d"),)}, ["EMAIL:c@d"]),
        (["EMAIL:a@b"], {"emails": (Typed("a@b", "work"),)}, ["EMAIL;TYPE=WORK:a@b"]),
        (["i.EMAIL:a@b", "i.X-ABLabel:x"], {"emails": (Typed("a@b"),)}, ["EMAIL:a@b"]),
        (["EMAIL:a@b"], {"emails": (Typed("a@b", "Verein"),)}, ["item1.EMAIL:a@b", "item1.X-ABLabel:Verein"]),
        (
            ["item1.EMAIL:a@b", "item1.X-ABLabel:x"],
            {"phones": (Typed("1", "y"),)},
            ["item1.EMAIL:a@b", "item1.X-ABLabel:x", "item2.TEL:1", "item2.X-ABLabel:y"],
        ),
        (
            ["TEL;TYPE=pref:1", "TEL:2"],
            {"phones": (Typed("2", is_preferred=True), Typed("1"))},
            ["TEL;TYPE=PREF:2", "TEL:1"],
        ),
        (["TEL;X-A=b:1", "TEL:2"], {"phones": (Typed("1", is_preferred=True), Typed("2"))}, ["TEL;X-A=b:1", "TEL:2"]),
        (["ORG;X-A=b;TYPE=work:A;B", "ORG:C"], {"organisation": "D", "unit": ""}, ["ORG;TYPE=work:D", "ORG:C"]),
        (["ORG:A;B", "ORG:C"], {"organisation": "", "unit": ""}, []),
        (["ORG:A;B"], {"unit": ""}, ["ORG:A;B"]),
        (["ROLE:a"], {"title": "b"}, ["ROLE:b"]),
        (["TITLE:a", "ROLE:c"], {"title": "b"}, ["TITLE:b", "ROLE:c"]),
        (["CATEGORIES:a,b", "CATEGORIES:c"], {"tags": ("b", "d")}, ["CATEGORIES:b", "CATEGORIES:d"]),
        (["BDAY:1985-04-12", "BDAY;VALUE=text:x"], {"birthday": None}, ["BDAY;VALUE=text:x"]),
        (["UID:a"], {"uid": ""}, ["UID:a"]),
        (["UID:a"], {"uid": "b"}, ["UID:b"]),
        (["REV:1", "X-A:1"], {"note": "n"}, ["X-A:1", "NOTE:n"]),
        (
            ["ADR;TYPE=home:;;W;B;;;", "LABEL;TYPE=home:W", "LABEL;TYPE=work:V"],
            {"addresses": (), "place": ""},
            ["LABEL;TYPE=work:V"],
        ),
        (["ADR;TYPE=home:;;W;B;;;"], {"place": "P"}, ["ADR;TYPE=home:;;W;B;;;", "ADR:;;;P;;;"]),
        (["ADR:;;;B;;;"], {"place": "P"}, ["ADR:;;;P;;;"]),
        (["ADR:;;;B;;;"], {"place": ""}, []),
        (["PHOTO;ENCODING=b:aGk=", "PHOTO:https://a/b"], {"has_photo": False}, ["PHOTO:https://a/b"]),
    ],
)  # fmt: skip
def test_only_what_changed_is_written_anew(lines: list[str], changes: dict[str, Any], written: list[str]) -> None:
    assert kept_lines(*lines, **changes) == written


@both
def test_more_names_than_the_product_has_fields_for_stay_when_others_change(version: Version) -> None:
    person = read_person("N:Müller;Anna;Maria,Luise;Dr.;", "FN:Anna Müller")
    written = write(replace(person, family_name="Blum", additional_names=""), person.raw, version)
    assert "N:Blum;Anna;Maria Luise;Dr.;\r\n" in written


@both
def test_a_photo_goes_out_and_takes_the_place_of_the_one_before(version: Version) -> None:
    person = read_person("PHOTO;ENCODING=b;TYPE=PNG:aGk=", "PHOTO:https://example.org/a.jpg")
    written = write(person, person.raw, version, photo=b"\xff\xd8new", photo_type="image/jpeg")
    assert photo_in(written.replace("\r\n", "\n")) == b"\xff\xd8new"
    assert written.count("PHOTO") == 2
    assert "https://example.org/a.jpg" in written


@pytest.mark.parametrize(
    ("line", "photo"),
    [
        ("PHOTO;ENCODING=b;TYPE=JPEG:aGk=", b"hi"),
        ("PHOTO;ENCODING=BASE64;JPEG:aGk", b"hi"),
        ("PHOTO;BASE64:\n  aG\n  k=\n", b"hi"),
        ("PHOTO:data:image/png;base64,aGk=", b"hi"),
        (r"PHOTO:data:image/png;base64\,aGk=", b"hi"),
        (r"PHOTO:data:base64\,aGk=", b"hi"),
        ("PHOTO:data:image/gif,h%69", b"hi"),
        ("PHOTO;TYPE=JPEG:/9j/4AAQ", b"\xff\xd8\xff\xe0\x00\x10"),
        ("PHOTO;VALUE=uri:https://example.org/a.jpg", None),
        ("PHOTO;ENCODING=b:https://example.org/a.jpg", None),
        ("PHOTO;ENCODING=b:", None),
        ("PHOTO:x", None),
        ("LOGO;ENCODING=b:aGk=", None),
        ("PHOTO:https://example.org/a.jpg\nPHOTO;ENCODING=b:aGk=", b"hi"),
    ],
)
def test_a_photo_is_found_however_it_is_embedded_and_never_fetched(line: str, photo: bytes | None) -> None:
    person = read_person(*line.split("\n"))
    assert photo_in(person.raw) == photo
    assert person.has_photo is (photo is not None)


def test_a_uid_that_is_a_uuid_is_a_urn_in_4_0() -> None:
    uid = "12345678-1234-4234-8234-123456789012"
    person = person_in(card("FN:A", f"UID:{uid}"))
    assert lines_of(person, version="4.0") == [f"UID:urn:uuid:{uid}"]
    assert lines_of(replace(person, uid="a"), version="4.0") == ["UID;VALUE=text:a"]


def test_several_cards_of_one_person_go_out_as_one() -> None:
    first = card("FN:Anna", "i.TEL:1", "i.X-ABLabel:a", "UID:x", "X-OWN:1")
    second = card("FN:Anna", "i.TEL:2", "i.X-ABLabel:b", "TEL:1", "UID:y", "X-OWN:1", "X-OWN:2")
    person = replace(person_in(first), phones=(Typed("1", "a"), Typed("2", "b")))
    assert lines_of(person, first + second) == [
        "i.TEL:1", "i.X-ABLabel:a", "i-1.TEL:2", "i-1.X-ABLabel:b", "UID:x", "X-OWN:1", "X-OWN:2",
    ]  # fmt: skip


def test_somebody_of_several_cards_is_called_by_one_name() -> None:
    cards = card("FN:Anna", "X-OWN:1") + card("FN:Anna Blum", "X-OWN:2") + card("FN:Dr. Anna Blum")
    text = write_card(CardToWrite(person_in(card("FN:Anna")), kept=cards), version="3.0")
    assert [line for line in text.split("\r\n") if line.startswith("FN")] == ["FN:Anna"]
    assert "X-OWN:1\r\nX-OWN:2" in text


@pytest.mark.parametrize(
    ("line", "is_more"),
    [
        ("X-OWN:2", True), ("X-OWN:1", False), ("GENDER:F", True), ("ORG:Firm;Team", True), ("ORG:Firm", False),
        ("N:Blum;Anna;Maria;;", True), ("TEL:123456", False), ("REV:20260101T000000Z", False), ("UID:2", False),
        ("PHOTO;VALUE=uri:https://example.org/a.jpg", True), ("PHOTO;ENCODING=b:/9j/4AAQ", False),
        ("RELATED:urn:uuid:12345678-1234-4234-8234-123456789012", False), ("RELATED:Ben", True),
    ],
)  # fmt: skip
def test_a_card_is_worth_keeping_for_what_no_field_is_for(line: str, is_more: bool) -> None:
    raw, kept = (person_in(card("FN:Anna", each)).raw for each in (line, "X-OWN:1"))
    assert has_more_unsaid(raw, kept) is is_more
    assert not has_more_unsaid(raw, f"{kept}\r\n{raw}")
