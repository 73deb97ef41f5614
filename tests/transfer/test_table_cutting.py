"""Text tables cut into rows: delimiters, quotation marks, line ends, encodings."""

from __future__ import annotations

import csv
import io
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transfer.tables import guess, people_in, read_table
from transfer.records import BrokenRecord, Reason
from transfer.tables import detect
from transfer.tables.cutting import Row, cut_rows
from transfer.tables.guess import layout_of
from transfer.tables.limits import DEFAULT_LIMITS, Limits
from transfer.texts import detect_encoding


def rows_of(text: str, delimiter: str = ",", limits: Limits = DEFAULT_LIMITS) -> list[Row]:
    """Return the rows of a text."""
    return list(cut_rows(iter(text.split("\n")), delimiter, limits))


rows = st.lists(st.text(st.sampled_from('ab ,;"\n'), max_size=6), min_size=1, max_size=5)
tables = st.lists(rows, min_size=1, max_size=6)


@given(tables, st.sampled_from(",;\t|"))
def test_what_the_csv_module_writes_is_read_back(table: list[list[str]], delimiter: str) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(table)
    text = stream.getvalue().removesuffix("\n")
    assert [row.cells for row in rows_of(text, delimiter)] == table


def test_a_cell_may_hold_line_breaks_and_marks_and_its_row_knows_its_line() -> None:
    first, second = rows_of('Anna,"one\ntwo, ""three"""\nBert,x')
    assert first == Row(1, ["Anna", 'one\ntwo, "three"'], 'Anna,"one\ntwo, ""three"""')
    assert second == Row(3, ["Bert", "x"], "Bert,x")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('5" disk,b', ['5" disk', "b"]),
        ('"Bob" Smith,b', ["Bob Smith", "b"]),
        ('a, "b, c"', ["a", "b, c"]),
        ('"",""', ["", ""]),
        ("a,", ["a", ""]),
        ("", [""]),
    ],
)
def test_marks_in_odd_places_do_no_harm(line: str, expected: list[str]) -> None:
    assert [row.cells for row in rows_of(line)] == [expected]


def test_a_mark_that_is_never_closed_costs_its_line_alone() -> None:
    records = read_table('Name,Email\nAnna,"anna@x.example\nBert,bert@x.example\nCarla,carla@x.example\n')
    assert [getattr(record, "name", None) for record in records] == [None, "Bert", "Carla"]
    assert isinstance(records[0], BrokenRecord)
    assert (records[0].reason, records[0].line) == (Reason.QUOTE_NOT_CLOSED, 2)
    assert records[0].raw == 'Anna,"anna@x.example'


def test_after_too_many_such_marks_what_they_swallow_is_reported_as_one() -> None:
    (row,) = cut_rows(iter(['"a', "b", "c"]), ",", Limits(second_looks=0))
    assert (row.line, row.fault, row.raw) == (1, Reason.QUOTE_NOT_CLOSED, '"a\nb\nc')


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(end: str) -> None:
    assert [person.name for person in people_in(f"Name,Email{end}Anna,a@x.example{end}Bert,{end}")] == ["Anna", "Bert"]


def test_other_characters_that_python_takes_for_line_ends_are_none() -> None:
    (person,) = people_in("Name,Email\nAn\x85na\u2028 B\x0c,a@x.example\n")
    assert person.emails[0].value == "a@x.example"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac-roman"]
)
def test_every_encoding_that_address_books_come_in_is_recognised(encoding: str) -> None:
    text = "Vorname;Nachname;Firma;E-Mail\nJürgen;Großmann;Bäckerei Süß;j@x.example\n"
    (person,) = people_in(text.encode(encoding))
    assert (person.name, person.organisation) == ("Jürgen Großmann", "Bäckerei Süß")


def test_single_bytes_of_another_encoding_do_not_spoil_the_rest() -> None:
    plain = "Name;E-Mail\n" + "Anna;a@x.example\n" * 20_000
    data = plain.encode() + "Jürgen;j@x.example\n".encode() + "Jörg;o@x.example\n".encode("cp1252")
    assert [person.name for person in islice(people_in(data), 20_000, None)] == ["Jürgen", "Jörg"]


def test_ascii_alone_is_no_utf_16() -> None:
    assert detect_encoding(b"Name") == ("utf-8", 0)
    assert detect_encoding(b"\0\0\0\0") == ("utf-8", 0)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    text = f'Vorname{delimiter}Nachname{delimiter}Notizen\nAnna{delimiter}Blum{delimiter}"a,b;c|d"\n'
    assert layout_of(text.encode()).delimiter == delimiter


def test_excel_may_say_the_delimiter_itself() -> None:
    (person,) = people_in("sep=|\nName|Notizen\nAnna|a,b;c\n")
    assert (person.name, person.note, person.line) == ("Anna", "a,b;c", 3)


def test_a_column_alone_is_a_table_too() -> None:
    assert [person.name for person in people_in("Name\nAnna\nBert\n")] == ["Anna", "Bert"]


def test_nul_is_dropped() -> None:
    (person,) = people_in(b"Name,Email\rA\0B,a@example.com\r")
    assert person.name == "AB"


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\x89PNG\r\n\x1a\n\0\0\0", b"A letter.\n\nTo you.\n"])
def test_what_is_no_table_is_not_taken_for_one(data: bytes) -> None:
    assert detect(data, "letter.txt") is None


def test_a_header_may_come_after_notes() -> None:
    found = guess("Exported 2024-05-01\n\nOur list\nName,Email,Company\nAnna,a@x.example,Blum KG\n")
    assert found.headings == ("Name", "Email", "Company")
    assert found.samples == (("Anna",), ("a@x.example",), ("Blum KG",))
