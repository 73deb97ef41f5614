"""Tables of the programs that people leave, and of any other: what becomes of their columns."""

from __future__ import annotations

from datetime import date

import pytest

from contacts.rules.partial_dates import AnnualDate
from tests.transfer.tables import guess, people_in, read_table
from transfer.records import BrokenRecord, DateRecord, HandleRecord, PostalRecord, Reason, Typed
from transfer.tables import TableMapping
from transfer.tables.headings import field_of, signature_of


def table(**cells: str) -> str:
    """Return a table with one row; underscores of a heading are what its program writes there."""
    return ",".join(f'"{name}"' for name in cells) + "\n" + ",".join(f'"{value}"' for value in cells.values()) + "\n"


def google(**cells: str) -> str:
    """Return a table of Google with one row."""
    return table(**{"First Name": "Anna", "Last Name": "Blum", "Labels": "", **cells})


def test_google_writes_kinds_beside_and_several_values_into_one_cell() -> None:
    (anna,) = people_in(
        google(**{
            "E-mail 1 - Label": "* Work", "E-mail 1 - Value": "a@x.example ::: b@x.example",
            "E-mail 2 - Label": "Ferien", "E-mail 2 - Value": "c@x.example",
            "Phone 1 - Label": "Work Fax", "Phone 1 - Value": "+49 40 5550142 ::: +49 40 5550143",
            "IM 1 - Service": "Signal", "IM 1 - Value": "+49 171 5550142",
            "Event 1 - Label": "Wedding", "Event 1 - Value": "2010-06-01",
            "Event 2 - Label": "Anniversary", "Event 2 - Value": "--06-02",
            "Relation 1 - Label": "Spouse", "Relation 1 - Value": "Otto",
            "Custom Field 1 - Label": "Shoe size", "Custom Field 1 - Value": "=40+1",
            "Labels": "Sailing ::: * myContacts ::: * starred", "Photo": "https://lh3.example/photo",
        })
    )  # fmt: skip
    assert anna.emails == (
        Typed("a@x.example", "work", is_preferred=True), Typed("b@x.example", "work"), Typed("c@x.example", "Ferien"),
    )  # fmt: skip
    assert anna.phones == (Typed("+49 40 5550142", "fax"), Typed("+49 40 5550143", "fax"))
    assert anna.messengers == (HandleRecord("signal", "+49 171 5550142"),)
    assert anna.own_dates == (
        DateRecord("Wedding", AnnualDate(6, 1, 2010)), DateRecord("anniversary", AnnualDate(6, 2)),
    )  # fmt: skip
    assert anna.tags == ("Sailing",)
    assert anna.note == "Spouse: Otto\nShoe size: =40+1"
    assert "lh3.example" in anna.raw


def test_an_address_that_is_written_as_a_whole_is_taken_apart() -> None:
    address = "Hauptstr. 1\n20095 Hamburg\nDE"
    (anna,) = people_in(google(**{"Address 1 - Label": "Home", "Address 1 - Formatted": address}))
    assert anna.addresses == (PostalRecord("Hauptstr. 1", "20095", "Hamburg", "", "DE", "home"),)
    assert anna.place == "Hamburg"


OUTLOOK_DE = {
    "Anrede": "Herr", "Vorname": "Jürgen", "Nachname": "Müller", "Firma": "Müller GmbH", "Position": "Meister",
    "Straße geschäftlich": "Große Bleichen 1", "Straße geschäftlich 2": "Hof", "Ort geschäftlich": "Hamburg",
    "Postleitzahl geschäftlich": "20354", "Land/Region geschäftlich": "Deutschland", "Telefon (privat)": "040 5550142",
    "Fax geschäftlich": "040 5550143", "E-Mail-Adresse": "j@x.example", "E-Mail-Typ": "SMTP",
    "E-Mail 2: Adresse": "/o=Firma/cn=jm", "E-Mail 2: Typ": "EX", "Geburtstag": "14.3.1975", "Jahrestag": "0.0.00",
    "Kategorien": "Kunden;Freunde", "Notizen": "Größe", "Privat": "Aus", "Kinder": "Mia", "Webseite": "x.example",
}  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_outlook_in_german_comes_as_the_code_page_of_windows(delimiter: str) -> None:
    text = delimiter.join(OUTLOOK_DE) + "\r\n" + delimiter.join(f'"{cell}"' for cell in OUTLOOK_DE.values()) + "\r\n"
    found = guess(text.encode("cp1252"))
    assert (found.program, found.needs_asking) == ("outlook", False)
    (jurgen,) = people_in(text.encode("cp1252"))
    assert (jurgen.name, jurgen.prefix, jurgen.title) == ("Jürgen Müller", "Herr", "Meister")
    assert jurgen.emails == (Typed("j@x.example"),)
    assert jurgen.phones == (Typed("040 5550142", "home"), Typed("040 5550143", "fax"))
    assert jurgen.addresses == (
        PostalRecord("Große Bleichen 1, Hof", "20354", "Hamburg", "", "Deutschland", "work"),
    )  # fmt: skip
    assert (jurgen.birthday, jurgen.own_dates) == (AnnualDate(3, 14, 1975), ())
    assert jurgen.tags == ("Kunden", "Freunde")
    assert jurgen.note == "Größe\nKinder: Mia"
    assert jurgen.links == (Typed("https://x.example"),)


def test_an_address_inside_an_exchange_server_is_no_mail_address() -> None:
    cells = {"First Name": "Grace", "Last Name": "Hopper", "E-mail Address": "g@x.example", "E-mail Type": "EX"}
    (grace,) = people_in(table(**cells, **{"E-mail 2 Address": "h@x.example", "E-mail 2 Type": "SMTP"}))
    assert grace.emails == (Typed("h@x.example"),)


def test_outlook_in_english_writes_the_month_first_unless_the_column_says_otherwise() -> None:
    head = "First Name,Last Name,E-mail Address,Birthday\n"
    assert people_in(f"{head}A,B,,4/5/1980\n")[0].birthday == AnnualDate(4, 5, 1980)
    assert people_in(f"{head}A,B,,4/5/1980\nC,D,,25/5/1980\n")[0].birthday == AnnualDate(5, 4, 1980)
    assert guess(f"{head}A,B,,4/5/1980\n").has_ambiguous_dates


LINKEDIN = (
    'Notes:\n"When exporting, you may notice that some addresses are missing."\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Max,Muster,https://www.linkedin.com/in/max,,ACME,CTO,05 Mar 2024\n"
    ",,,,,,\n"
    ",,,,,,12 Jan 2023\n"
    'Erika,Muster,https://www.linkedin.com/in/erika,e@x.example,"Müller, Schmidt & Co.",Head,01 Feb 2025\n'
)


def test_linkedin_tells_how_and_when_one_met_and_who_left_is_passed_over() -> None:
    assert guess(LINKEDIN).program == "linkedin"
    records = people_in(LINKEDIN)
    assert [(person.number, person.line, person.name) for person in records] == [
        (1, 5, "Max Muster"),
        (2, 8, "Erika Muster"),
    ]
    max_muster = records[0]
    assert (max_muster.met_through, max_muster.met_on) == ("LinkedIn", date(2024, 3, 5))
    assert max_muster.links == (Typed("https://www.linkedin.com/in/max"),)
    assert (max_muster.organisation, max_muster.title) == ("ACME", "CTO")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_thunderbird_takes_a_birthday_apart(delimiter: str) -> None:
    english = {
        "First Name": "Ada", "Last Name": "Lange", "Display Name": "Ada L.", "Primary Email": "a@x.example",
        "Work Phone": "040 5550142", "Home Address": "Weg 1", "Home ZipCode": "20095", "Home City": "Hamburg",
        "Birth Year": "1970", "Birth Month": "11", "Birth Day": "15", "Custom 1": "blue",
    }  # fmt: skip
    german = {
        "Vorname": "Ada", "Nachname": "Lange", "Anzeigename": "Ada L.", "Primäre E-Mail-Adresse": "a@x.example",
        "Telefon dienstlich": "040 5550142", "Adresse": "Weg 1", "PLZ": "20095", "Ort": "Hamburg",
        "Geburtsjahr": "1970", "Geburtsmonat": "11", "Geburtstag": "15", "Benutzerdef. 1": "blue",
    }  # fmt: skip
    for cells in (english, german):
        text = delimiter.join(cells) + "\n" + delimiter.join(cells.values()) + "\n"
        assert guess(text).program == "thunderbird"
        (ada,) = people_in(text)
        assert (ada.name, ada.birthday) == ("Ada L.", AnnualDate(11, 15, 1970))
        assert ada.phones == (Typed("040 5550142", "work"),)
        assert (ada.addresses[0].street, ada.addresses[0].city) == ("Weg 1", "Hamburg")
        assert ada.note.endswith("1: blue")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Name", "name"), ("VORNAME", "given_name"), ("last_name", "family_name"), ("Straße", "street"),
        ("Telefon geschäftlich 2", "phone.work"), ("Home Fax", "phone.fax"), ("Handy", "phone.mobile"),
        ("Tel.", "phone"), ("E-Mail (privat)", "email.home"), ("Geb.-Datum", "birthday"), ("PLZ", "postal_code"),
        ("Kennengelernt am", "met_on"), ("XING-Profil", "link"), ("Jobtitel", "title"),
        ("Threema", "messenger.threema"),
        ("E-mail 3 - Value", "email.3"), ("Lieblingsfarbe", None), ("", None), ("E-mail 0 - Value", "email"),
    ],
)  # fmt: skip
def test_headings_are_known_in_both_languages(heading: str, field: str | None) -> None:
    assert field_of(heading) == field


def test_a_title_stands_before_a_name_only_where_something_else_is_the_role() -> None:
    assert people_in("Name,Title\nAnna,Head\n")[0].title == "Head"
    assert people_in("Name,Title,Position\nAnna,Dr.,Head\n")[0].prefix == "Dr."


def test_a_sign_that_is_left_over_between_two_values_is_no_note() -> None:
    [person] = people_in('Name,Phone 1 - Value,E-mail 1 - Value\nAnna,"205246;;,;",; a@example.org ;\n')
    assert (person.phones, person.emails, person.note) == ((Typed("205246"),), (Typed("a@example.org"),), "")


def test_what_does_not_fit_its_field_goes_to_the_note_with_its_heading() -> None:
    (anna,) = people_in(
        "Name,E-Mail,Telefon,Geburtstag,Sprache,Lieblingsfarbe\nAnna,none,at night,spring,Klingonisch,blau\n"
    )
    assert (anna.emails, anna.phones, anna.birthday, anna.languages) == ((), (), None, ())
    assert sorted(anna.note.splitlines()) == [
        "E-Mail: none", "Geburtstag: spring", "Lieblingsfarbe: blau", "Sprache: Klingonisch", "Telefon: at night",
    ]  # fmt: skip


def test_the_row_is_kept_as_it_stands() -> None:
    (anna,) = people_in("Name;Farbe;Leer\nAnna;=1+1;\n")
    assert anna.raw == '[["Name", "Anna"], ["Farbe", "=1+1"]]'


def test_a_row_that_names_nobody_is_broken_and_an_empty_one_is_passed_over() -> None:
    _anna, broken = read_table("Name,Email,Farbe\nAnna,,\n,,\n,,blau\n")
    assert isinstance(broken, BrokenRecord)
    assert (broken.number, broken.line, broken.reason) == (2, 4, Reason.NO_NAME)


def test_without_a_name_somebody_is_called_by_what_is_known() -> None:
    names = [person.name for person in people_in("Name,Firma,E-Mail\n,Blum KG,\n,,a@x.example\n")]
    assert names == ["Blum KG", "a@x.example"]


def test_a_table_of_nobody_is_asked_about_and_its_guess_goes_by_what_stands_in_it() -> None:
    found = guess("John,Doe,john@doe.example,+49 40 5550142\nJane,Roe,jane@roe.example,+49 40 5550143\n")
    assert (found.has_header, found.needs_asking, found.headings) == (False, True, ())
    assert found.columns == {0: "given_name", 1: "family_name", 2: "email", 3: "phone"}
    assert found.samples[0] == ("John", "Jane")


def test_headings_in_another_language_are_headings() -> None:
    found = guess("Prénom;Courriel\nAnne;a@b.example\n")
    assert (found.has_header, found.columns[1]) == (True, "email")


def test_what_the_user_says_goes_before_what_is_guessed() -> None:
    text = "A,B,C\nBlum,Anna,1.2.2020\n"
    mapping = TableMapping({0: "family_name", 1: "given_name", 2: "met_on"}, has_header=True)
    (anna,) = people_in(text, mapping)
    assert (anna.name, anna.met_on, anna.number) == ("Anna Blum", date(2020, 2, 1), 1)
    first, _second = people_in(text, TableMapping({0: "name"}, has_header=False))
    assert first.name == "A"


def test_nothing_can_be_read_where_no_column_is_anything() -> None:
    (broken,) = read_table("A,B\n1,2\n", TableMapping({}))
    assert isinstance(broken, BrokenRecord) and broken.reason is Reason.NO_COLUMNS


def test_the_same_headings_have_the_same_signature_however_they_are_spelled() -> None:
    assert signature_of(["E-Mail", "Straße"]) == signature_of([" e mail ", "STRASSE"])
    assert signature_of(["E-Mail", "Straße"]) != signature_of(["Straße", "E-Mail"])


def test_our_own_table_needs_no_question() -> None:
    found = guess("Name,Former name,Phonetic name,E-mail 1,E-mail 1 kind,How we met\nAnna,,,a@x.example,work,\n")
    assert (found.program, found.needs_asking) == ("netzwerk", False)


@pytest.mark.parametrize(
    ("text", "needs_asking"),
    [
        ("Name;Firma;E-Mail;Telefon\nAnna Blum;Blum KG;a@x.example;040 5550142\n", False),
        ("First name,Last name,Birthday\nAnna,Blum,1980-04-12\n", False),
        # A heading that says nothing, or a column without any.
        ("Name;E-Mail;Punkte\nAnna Blum;a@x.example;3\n", True),
        ("Name;E-Mail\nAnna Blum;a@x.example;3\n", True),
        # Values that are not what their heading says, and a date that can be read in two ways.
        ("Name;Nummer\nAnna Blum;K-7\n", True),
        ("Name;E-Mail\nAnna Blum;none yet\n", True),
        ("Name,Birthday\nAnna Blum,4/5/1980\n", True),
        # Twice the same, and nobody's name.
        ("Name;Full name\nAnna;Anna Blum\n", True),
        ("Firma;E-Mail\nBlum KG;a@x.example\n", True),
        ("Firma\nBlum KG\n", True),
    ],
)
def test_a_table_is_asked_about_unless_nothing_about_it_is_a_guess(text: str, needs_asking: bool) -> None:
    found = guess(text)
    assert (found.program, found.needs_asking) == ("", needs_asking)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vorname;Name;Firma\nAnna;Blum;Blum KG\n", "Anna Blum"),
        ("Name;Vorname;Firma\nBlum;Anna;Blum KG\n", "Anna Blum"),
        ("Vorname;Name;Firma\nAnna;Anna Blum;Blum KG\n", "Anna Blum"),
        ("Vorname;Nachname;Name\nAnna;Blum;Anna B. Blum\n", "Anna B. Blum"),
    ],
)
def test_name_beside_the_given_name_is_the_family_name_unless_it_holds_both(text: str, name: str) -> None:
    (anna,) = people_in(text)
    assert anna.name == name


def test_an_organisation_with_an_address_is_somebody_as_in_other_address_books() -> None:
    (blum,) = people_in("Firma;E-Mail\nBlum KG;a@x.example\n")
    assert (blum.name, blum.organisation) == ("Blum KG", "Blum KG")
