"""A list that was pasted: a name a line, and what else stands beside it."""

from __future__ import annotations

import io

import pytest

from tests.transfer.tables import read_list
from transfer.pasted import ListReader
from transfer.pasted.reader import Limits
from transfer.records import BrokenRecord, PersonRecord, Reason


@pytest.mark.parametrize(
    ("line", "name", "organisation", "ways"),
    [
        ("Anna Blum", "Anna Blum", "", ()),
        ("Anna Blum, Nordlicht GmbH, anna@x.example", "Anna Blum", "Nordlicht GmbH", ("anna@x.example",)),
        ("Anna Blum; Moos, Farn & Partner; anna@x.example", "Anna Blum", "Moos, Farn & Partner", ("anna@x.example",)),
        ("Anna Blum\tNordlicht\t040 5550142", "Anna Blum", "Nordlicht", ("040 5550142",)),
        ("Anna Blum | Nordlicht", "Anna Blum", "Nordlicht", ()),
        ("Anna Blum – Nordlicht", "Anna Blum", "Nordlicht", ()),
        ("Anna Blum <anna@x.example>", "Anna Blum", "", ("anna@x.example",)),
        ('"Blum, Anna" <anna@x.example>', "Anna Blum", "", ("anna@x.example",)),
        ("anna@x.example", "anna@x.example", "", ("anna@x.example",)),
        ("mailto:anna@x.example", "anna@x.example", "", ("anna@x.example",)),
        ("Anna Blum anna@x.example", "Anna Blum", "", ("anna@x.example",)),
        ("Anna Blum (Nordlicht)", "Anna Blum", "Nordlicht", ()),
        ("Anna Blum (anna@x.example)", "Anna Blum", "", ("anna@x.example",)),
        ("Anna Blum (Nordlicht) +49 40 5550142", "Anna Blum", "Nordlicht", ("+49 40 5550142",)),
        ("Anna Blum, Tel.: 040/555 01 42", "Anna Blum", "", ("040/555 01 42",)),
        ("Anna Blum +49 (0)40 5550142", "Anna Blum", "", ("+49 (0)40 5550142",)),
        ("- Anna Blum", "Anna Blum", "", ()),
        ("• Anna Blum", "Anna Blum", "", ()),
        ("* [ ] Anna Blum", "Anna Blum", "", ()),
        ("12. Anna Blum", "Anna Blum", "", ()),
        ("(3) Anna Blum", "Anna Blum", "", ()),
        ("Anna Blum, https://www.linkedin.com/in/anna", "Anna Blum", "", ("https://www.linkedin.com/in/anna",)),
        ("Karl-Heinz Müller-Lüdenscheidt", "Karl-Heinz Müller-Lüdenscheidt", "", ()),
        ("Anna Blum, Studio 54", "Anna Blum", "Studio 54", ()),
        ("X Æ A-12", "X Æ A-12", "", ()),
    ],
)
def test_a_line_is_a_person(line: str, name: str, organisation: str, ways: tuple[str, ...]) -> None:
    (person,) = read_list(line)
    assert isinstance(person, PersonRecord)
    assert (person.name, person.organisation) == (name, organisation)
    assert tuple(each.value for each in (*person.emails, *person.phones, *person.links)) == ways
    assert person.raw == line


def test_what_else_stands_on_a_line_is_kept() -> None:
    (person,) = read_list("Anna Blum, Nordlicht, Buying, met in Kiel")
    assert isinstance(person, PersonRecord) and person.note == "Buying\nmet in Kiel"


def test_several_addresses_of_a_mail_are_several_people() -> None:
    records = read_list('Anna <a@x.example>, "Blum, Bert" <b@x.example>; c@x.example\nDora\n')
    assert [(record.number, record.line, record.name) for record in records if isinstance(record, PersonRecord)] == [
        (1, 1, "Anna"), (2, 1, "Bert Blum"), (3, 1, "c@x.example"), (4, 2, "Dora"),
    ]  # fmt: skip


def test_a_broken_line_is_told_with_its_number_and_the_rest_comes_in() -> None:
    records = read_list("Anna\n\n---\n" + "x" * 3_000 + "\nBert\n")
    assert [(type(record), getattr(record, "line", 0)) for record in records] == [
        (PersonRecord, 1), (BrokenRecord, 3), (BrokenRecord, 4), (PersonRecord, 5),
    ]  # fmt: skip
    reasons = [record.reason for record in records if isinstance(record, BrokenRecord)]
    assert reasons == [Reason.NO_NAME, Reason.FIELD_TOO_LARGE]


def test_an_empty_list_and_one_that_is_too_long_are_told() -> None:
    (empty,) = read_list(" \n\n")
    assert isinstance(empty, BrokenRecord) and empty.reason is Reason.EMPTY_FILE
    reader = ListReader(Limits(records=2))
    records = list(reader.read(io.BytesIO(b"a\nb\nc\nd\n")))
    assert [getattr(record, "reason", "") for record in records] == ["", "", Reason.TOO_MANY_CARDS]
    assert reader.count(io.BytesIO(b"a\nb\nc\nd\n")) == 3
