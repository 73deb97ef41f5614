"""What a card says about a person."""

import pytest

from contacts.rules.partial_dates import AnnualDate
from tests.transfer.cards import person_in, read_person
from transfer.cleaning import MAX_CHANNELS, NOTE_LENGTH
from transfer.records import PersonRecord, Typed
from transfer.vcard import read_card


def test_a_card_of_version_3() -> None:
    person = read_person(
        "N:Müller;Anna;Maria,Luise;Dr.;MBA",
        "FN:Dr. Anna Müller",
        "NICKNAME:Anni,Änne",
        r"ORG:Beispiel\, Muster & Co.;Vertrieb;Süd",
        "TITLE:Leiterin",
        "EMAIL;TYPE=INTERNET,HOME:anna@example.org",
        "TEL;TYPE=CELL;TYPE=pref:+49 170 1",
        "ADR;TYPE=HOME:;;Weg 1;Berlin;;10115;Deutschland",
        "BDAY:1985-04-12",
        r"NOTE:Mag Tee\, grün.\nUnd Hunde.",
        "UID:urn:uuid:1f0e",
    )
    assert person == PersonRecord(
        number=1,
        raw=person.raw,
        name="Dr. Anna Müller",
        uid="1f0e",
        given_name="Anna",
        additional_names="Maria Luise",
        family_name="Müller",
        prefix="Dr.",
        suffix="MBA",
        nickname="Anni, Änne",
        organisation="Beispiel, Muster & Co.",
        unit="Vertrieb, Süd",
        title="Leiterin",
        emails=(Typed("anna@example.org", "home"),),
        phones=(Typed("+49 170 1", "mobile", is_preferred=True),),
        birthday=AnnualDate(4, 12, 1985),
        place="Berlin",
        note="Mag Tee, grün.\nUnd Hunde.",
    )


def test_a_card_of_version_4() -> None:
    person = read_person(
        "FN;PREF=2:A. Müller",
        "FN;PREF=1:Anna Müller",
        "ROLE:Beraterin",
        "EMAIL;PREF=2;TYPE=work:mailto:anna@example.org?subject=x",
        "EMAIL;PREF=1:anna@example.com",
        'TEL;VALUE=uri;TYPE="work,voice":tel:+49-30-1;ext=22',
        "BDAY:--0412",
        version="4.0",
    )
    assert (person.name, person.title, person.birthday) == ("Anna Müller", "Beraterin", AnnualDate(4, 12))
    assert person.emails == (Typed("anna@example.org", "work"), Typed("anna@example.com", is_preferred=True))
    assert person.phones == (Typed("+49-30-1 ext. 22", "work"),)


def test_a_card_of_version_2_1() -> None:
    person = read_person(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Anna;;;",
        "TEL;WORK;FAX;PREF:030 1",
        "NOTE;ENCODING=QUOTED-PRINTABLE:eins=0D=0A=",
        "zwei",
        "FN;ENCODING=QUOTED-PRINTABLE:Anna M=FCller",
        version="2.1",
    )
    assert (person.name, person.family_name, person.note) == ("Anna Müller", "Müller", "eins\nzwei")
    assert person.phones == (Typed("030 1", "fax", is_preferred=True),)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("FN:", "N:Müller;Anna;M.;Dr.;MBA"), "Dr. Anna M. Müller MBA"),
        (("N:;;;;", "FN: ", "FN:Second"), "Second"),
        (("FN:", "NICKNAME:,Anni", "ORG:Beispiel"), "Anni"),
        (("FN:", "ORG:Beispiel GmbH;", "EMAIL:a@example.org"), "Beispiel GmbH"),
        (("FN:", "ORG:;Vertrieb"), "Vertrieb"),
        (("FN:", "TEL:030 1", "EMAIL:a@example.org"), "a@example.org"),
        (("FN:", "TEL:030 1"), "030 1"),
    ],
)
def test_a_name_is_built_from_what_there_is(lines: tuple[str, ...], name: str) -> None:
    assert read_person(*lines).name == name


def test_labels_of_a_group_name_the_kind() -> None:
    person = read_person(
        "item1.TEL;TYPE=HOME:1",
        "ITEM1.X-ABLabel:Ferienhaus",
        "item2.TEL:2",
        "item2.X-ABLabel:_$!<HomeFAX>!$_",
        "item3.TEL;TYPE=iPhone,CELL:3",
        "X-ABLabel:of no group",
        "TEL;TYPE=x-odd:4",
    )
    assert [phone.kind for phone in person.phones] == ["Ferienhaus", "fax", "mobile", ""]


def test_addresses_come_once_in_their_order() -> None:
    person = read_person(
        "EMAIL:anna@example.org",
        "EMAIL;TYPE=WORK,pref:Anna@Example.org",
        "EMAIL:no address",
        "EMAIL:other@example.org",
        "TEL:+49 30 1",
        "TEL;TYPE=WORK:+4930-1",
        "TEL:unknown",
    )
    assert person.emails == (Typed("anna@example.org", is_preferred=True), Typed("other@example.org"))
    assert person.phones == (Typed("+49 30 1"),)
    assert "EMAIL:no address" in person.raw


def test_of_several_preferred_addresses_the_first_is() -> None:
    person = read_person("EMAIL:a@b", "EMAIL;TYPE=pref:b@b", "EMAIL;PREF=1:c@b", "EMAIL;PREF=x:d@b")
    assert [mail.is_preferred for mail in person.emails] == [False, True, False, False]


def test_fields_are_bounded() -> None:
    person = read_person(
        "FN:" + "n" * 1000,
        "NOTE:" + "n" * (NOTE_LENGTH + 1),
        "NOTE:another",
        "UID:" + "u" * 300,
        "item1.X-ABLabel:" + "k" * 100,
        "item1.TEL:1",
        *(f"EMAIL:{number}@example.org" for number in range(MAX_CHANNELS + 1)),
    )
    lengths = (len(person.name), len(person.note), len(person.phones[0].kind), len(person.emails))
    assert lengths == (200, NOTE_LENGTH, 40, MAX_CHANNELS)
    assert person.uid == ""


@pytest.mark.parametrize(
    ("lines", "birthday"),
    [
        (("BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12",), AnnualDate(4, 12)),
        (("BDAY;VALUE=date:1985-02-30", "BDAY:19850412"), AnnualDate(4, 12, 1985)),
        (("BDAY;VALUE=text:circa 1800",), None),
    ],
)
def test_a_birthday_that_is_a_day_is_taken(lines: tuple[str, ...], birthday: AnnualDate | None) -> None:
    assert read_person(*lines).birthday == birthday


def test_several_notes_are_one() -> None:
    assert read_person("NOTE:one", "NOTE:", "NOTE:two").note == "one\n\ntwo"


def test_a_kept_text_reads_as_the_card_did() -> None:
    person = person_in("BEGIN:VCARD\r\nFN:Anna\r\nTEL:1\r\nEND:VCARD")
    assert read_card(person.raw) == person
