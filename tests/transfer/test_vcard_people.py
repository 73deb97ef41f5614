"""What a card says about a person."""

import pytest

from contacts.rules.partial_dates import AnnualDate
from tests.transfer.cards import card, person_in, read_person
from transfer.cleaning import MAX_CHANNELS, NOTE_LENGTH
from transfer.records import DateRecord, HandleRecord, PersonRecord, PostalRecord, Typed
from transfer.vcard import read_card

# As XING writes it: 2.1, a charset that is not always the one of its bytes, an empty address, a linked photo.
XING = card(
    "N;CHARSET=ISO-8859-1:Groß;Jürgen;;Dr.", "FN;CHARSET=ISO-8859-1:Dr. Jürgen Groß", "SORT-STRING:Gross",
    "CLASS:PRIVATE", "ORG;CHARSET=ISO-8859-1:Müller & Söhne GmbH", "TITLE;CHARSET=ISO-8859-1:Geschäftsführer",
    "EMAIL;TYPE=internet;type=WORK;type=pref:j.gross@x.example", "EMAIL;TYPE=internet;type=HOME:jg@home.example",
    "TEL;TYPE=work:+49 40 5550142", "TEL;TYPE=cell,work:+49 171 5550142", "TEL;TYPE=work,fax:+49 40 5550143",
    "ADR;TYPE=work;CHARSET=ISO-8859-1:;;Große Bleichen 1;Hamburg;Hamburg;20354;Deutschland",
    "ADR;TYPE=home;CHARSET=ISO-8859-1:;;;;;;", "URL;TYPE=work:https://www.xing.com/profile/Juergen_Gross",
    "BDAY:19800412", "CATEGORIES;CHARSET=ISO-8859-1:Kunde,Messe", "PHOTO;VALUE=URI:https://www.xing.com/img/x.jpg",
    "PRODID:-//XING//www.xing.com//epublica//www.epublica.de//Version 1.3", "UID:12345678",
    version="2.1",
)  # fmt: skip

EVENT = "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event"


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
        line=1,
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
        addresses=(PostalRecord("Weg 1", "10115", "Berlin", "", "Deutschland", "home"),),
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


@pytest.mark.parametrize(
    ("lines", "addresses"),
    [
        (("ADR;TYPE=work:;;Weg 1;Berlin;BE;10115;DE",), [("Weg 1", "10115", "Berlin", "BE", "DE", "work")]),
        (("ADR:PF 12;Hof 2;Weg 1;Berlin;;;",), [("Weg 1, Hof 2, PF 12", "", "Berlin", "", "", "")]),
        ((r"ADR:;;Weg 1\nHof 2,Haus 3;Berlin;;;",), [("Weg 1, Hof 2, Haus 3", "", "Berlin", "", "", "")]),
        (("item1.ADR;TYPE=home:;;Weg 1;;;;", "item1.X-ABLabel:Ferienhaus"), [("Weg 1", "", "", "", "", "Ferienhaus")]),
        (('ADR;LABEL="Weg 1^n10115 Berlin":;;;;;;',), [("Weg 1, 10115 Berlin", "", "", "", "", "")]),
        ((r"LABEL;TYPE=home:Weg 1\n10115 Berlin",), [("Weg 1, 10115 Berlin", "", "", "", "", "home")]),
        ((r"LABEL;TYPE=home:of the other", "ADR;TYPE=home:;;Weg 1;;;;"), [("Weg 1", "", "", "", "", "home")]),
        (("ADR;ENCODING=QUOTED-PRINTABLE:;;W=C3=BC 1=0D=0AHof;Bonn;;;",), [("Wü 1, Hof", "", "Bonn", "", "", "")]),
        (("ADR:;;;Berlin;;;",), []),
        (("ADR;TYPE=home:;;;Berlin;;;",), [("", "", "Berlin", "", "", "home")]),
        (("ADR:;;;;;;",), []),
    ],
)  # fmt: skip
def test_addresses_are_read(lines: tuple[str, ...], addresses: list[tuple[str, ...]]) -> None:
    assert list(read_person(*lines).addresses) == [PostalRecord(*parts) for parts in addresses]


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (("ADR;TYPE=work:;;Weg 1;Berlin;;;", "ADR;TYPE=home,pref:;;Weg 2;Potsdam;;;"), "Potsdam"),
        (("ADR;TYPE=work,pref:;;Weg 1;Berlin;;;", "ADR:;;;Potsdam;;;"), "Potsdam"),
        (("ADR:;;Weg 1;;;;", "ADR:;;Weg 2;Berlin;;;"), "Berlin"),
    ],
)
def test_a_place_is_a_mere_city_or_that_of_the_preferred_address(lines: tuple[str, ...], place: str) -> None:
    assert read_person(*lines).place == place


@pytest.mark.parametrize(
    ("line", "link"),
    [
        ("URL:https://example.org/a,b", Typed("https://example.org/a,b")),
        ("URL;TYPE=work:www.example.org", Typed("https://www.example.org", "work")),
        (r"URL:http\://example.org", Typed("http://example.org")),
        ("X-SOCIALPROFILE;type=twitter:https://twitter.com/anna", Typed("https://twitter.com/anna")),
        ("item1.URL:https://example.org\r\nitem1.X-ABLabel:_$!<HomePage>!$_", Typed("https://example.org", "HomePage")),
    ],
)  # fmt: skip
def test_links_are_read(line: str, link: Typed) -> None:
    assert read_person(*line.split("\r\n")).links == (link,)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org", "my page", "", "https://", "x" * 600])
def test_what_leads_nowhere_on_the_web_is_no_link(url: str) -> None:
    assert read_person(f"URL:{url}").links == ()


@pytest.mark.parametrize(
    ("line", "service", "handle"),
    [
        ("IMPP:xmpp:anna@example.org", "xmpp", "anna@example.org"),
        ("IMPP;TYPE=home:im:telegram:anna", "telegram", "anna"),
        ("IMPP;X-SERVICE-TYPE=Skype;type=HOME:skype:anna?chat", "Skype", "anna"),
        ("IMPP;X-SERVICE-TYPE=WhatsApp:x-apple:%2B49%20170", "whatsapp", "+49 170"),
        ("IMPP;SERVICE-TYPE=Signal:sgnl://anna", "signal", "anna"),
        ("IMPP;X-SERVICE-TYPE=GoogleTalk:xmpp:anna@example.org", "Google Talk", "anna@example.org"),
        ("IMPP;X-SERVICE-TYPE=Own:own:anna", "Own", "anna"),
        ("IMPP:aim:goim?screenname=anna", "AIM", "anna"),
        ("IMPP:anna", "IM", "anna"),
        ("X-AIM;TYPE=WORK:anna", "AIM", "anna"),
        ("X-JABBER:anna@example.org", "xmpp", "anna@example.org"),
        ("X-SKYPE-USERNAME:anna", "Skype", "anna"),
        ("X-WHATSAPP:+49 170", "whatsapp", "+49 170"),
        ("X-GOOGLE TALK:anna", "Google Talk", "anna"),
    ],
)
def test_messengers_are_read_in_all_dialects(line: str, service: str, handle: str) -> None:
    assert read_person(line).messengers == (HandleRecord(service, handle),)


@pytest.mark.parametrize(
    ("lines", "dates"),
    [
        (("ANNIVERSARY:20090808",), [("anniversary", AnnualDate(8, 8, 2009))]),
        (("X-EVOLUTION-ANNIVERSARY:2009-08-08",), [("anniversary", AnnualDate(8, 8, 2009))]),
        (("item1.X-ABDATE:2009-08-08", "item1.X-ABLabel:Namenstag"), [("Namenstag", AnnualDate(8, 8, 2009))]),
        (
            ("i.X-ABDATE:2009-08-08", "i.X-ABLabel:_$!<Anniversary>!$_", "X-MS-ANNIVERSARY:20090808"),
            [("anniversary", AnnualDate(8, 8, 2009))],
        ),
        (("X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-08-08",), [("anniversary", AnnualDate(8, 8))]),
        ((f"{EVENT};2009-08-08;0;Namenstag;;",), [("Namenstag", AnnualDate(8, 8, 2009))]),
        ((f"{EVENT};--08-08;1;;;",), [("anniversary", AnnualDate(8, 8))]),
        (("ANNIVERSARY;VALUE=text:in spring",), []),
    ],
)  # fmt: skip
def test_days_of_ones_own_are_read(lines: tuple[str, ...], dates: list[tuple[str, AnnualDate]]) -> None:
    assert list(read_person(*lines).own_dates) == [DateRecord(label, day) for label, day in dates]


def test_tags_and_languages_are_words() -> None:
    person = read_person(
        r"CATEGORIES:Verein,Freunde\, alte", "CATEGORIES:myContacts,verein,", "LANG;PREF=1:de-DE", "LANG:fr", "LANG:?"
    )
    assert person.tags == ("Verein", "Freunde, alte")
    assert person.languages == ("de", "fr")


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        (("X-MAIDENNAME:Schmidt",), "former_name", "Schmidt"),
        (("X-PHONETIC-FIRST-NAME:Anna", "X-PHONETIC-LAST-NAME:Bloom"), "phonetic_name", "Anna Bloom"),
        (("FN:山田 太郎", "SORT-STRING:yamada"), "phonetic_name", "yamada"),
        (("FN:山田 太郎", 'N;SORT-AS="Yamada,Taro":山田;太郎;;;'), "phonetic_name", "Taro Yamada"),
        (("SORT-STRING:Müller",), "phonetic_name", ""),
        (("X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Anni;1;;;",), "nickname", "Anni"),
        (("N;ALTID=1;LANGUAGE=jp:山田;太郎;;;", "N;ALTID=1;PREF=1:Yamada;Taro;;;"), "given_name", "Taro"),
        (("NOTE;ENCODING=BASE64:w5xiZXI=",), "note", "Über"),
        (("TEL;TYPE=HOME,TYPE=FAX:1",), "phones", (Typed("1", "fax"),)),
    ],
)
def test_further_names_and_odd_spellings_are_read(lines: tuple[str, ...], field: str, value: object) -> None:
    assert getattr(read_person(*lines), field) == value


def test_a_label_of_apple_that_is_no_known_kind_is_kept_without_its_marks() -> None:
    assert read_person("item1.TEL:1", "item1.X-ABLabel:_$!<Radio>!$_").phones == (Typed("1", "Radio"),)


def test_somebody_with_a_messenger_alone_is_called_by_it() -> None:
    assert read_person("FN:", "IMPP:xmpp:anna@example.org").name == "anna@example.org"


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_a_card_of_xing_is_read_whatever_its_encoding_really_is(encoding: str) -> None:
    person = person_in(XING.encode(encoding))

    assert (person.name, person.given_name, person.family_name, person.prefix) == (
        "Dr. Jürgen Groß", "Jürgen", "Groß", "Dr.",
    )  # fmt: skip
    assert (person.organisation, person.title) == ("Müller & Söhne GmbH", "Geschäftsführer")
    assert person.emails == (Typed("j.gross@x.example", "work", is_preferred=True), Typed("jg@home.example", "home"))
    assert person.phones == (
        Typed("+49 40 5550142", "work"), Typed("+49 171 5550142", "mobile"), Typed("+49 40 5550143", "fax"),
    )  # fmt: skip
    assert person.links == (Typed("https://www.xing.com/profile/Juergen_Gross", "work"),)
    assert [(each.street, each.city, each.kind) for each in person.addresses] == [
        ("Große Bleichen 1", "Hamburg", "work")
    ]
    assert (person.birthday, person.tags, person.has_photo) == (AnnualDate(4, 12, 1980), ("Kunde", "Messe"), False)
