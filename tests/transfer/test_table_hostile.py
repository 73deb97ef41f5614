"""Whatever a table or a list holds: its reader never raises, its records can be stored, and it takes linear time."""

from __future__ import annotations

import io
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import fields
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transfer import cleaning
from transfer.pasted import ListReader
from transfer.records import BrokenRecord, PersonRecord, Reason, Record, RecordReader
from transfer.tables import TableMapping, TableReader, detect
from transfer.tables.fields import common_fields, is_field
from transfer.tables.limits import Limits

LENGTHS = {"name": cleaning.NAME_LENGTH, "organisation": cleaning.NAME_LENGTH, "place": cleaning.PLACE_LENGTH}
FRAGMENTS = (
    "Name", "First Name", "Vorname", "E-mail 1 - Value", "E-mail 1 - Label", "E-mail Address", "E-mail Type", "EX",
    "Telefon", "Geburtstag", "Birth Year", "Birth Day", "Birth Month", "Connected On", "Notes", "Tags", "Language",
    "Address 1 - Formatted", "Street", "Event 1 - Value", "IM 1 - Value", "Custom Field 1 - Value", "sep=;", "Anna",
    ",", ";", "\t", "|", '"', '""', "\n", "\r\n", "\r", "\0", "\ufeff", " ::: ", "a@b.c", "<a@b.c>", "+49 40 123456",
    "0/0/00", "4/5/2024", "14.3.1975", "--03-14", "=1+1", "ü", "\u2028", "(", ")", "1. ", "- ", "https://x.example",
)  # fmt: skip
fragments = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=80).map("".join)
mappings = st.dictionaries(
    st.integers(0, 12), st.sampled_from([*common_fields(), "email.1", "email_kind.1", "extra.1"])
)


def _check(records: list[Record]) -> None:
    assert [record.number for record in records if isinstance(record, PersonRecord | BrokenRecord)] == list(
        range(1, len(records) + 1)
    )
    for record in records:
        for field in fields(record):
            for text in _texts(getattr(record, field.name)):
                text.encode()
                assert "\0" not in text
                assert len(text) <= LENGTHS.get(field.name, 1_000_000)
        assert not isinstance(record, PersonRecord) or record.name


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if not isinstance(value, tuple):
        return []
    return [text for each in value for text in ([each] if isinstance(each, str) else _inner(each)) if text]


def _inner(each: object) -> list[str]:
    return [text for field in fields(each) if isinstance(text := getattr(each, field.name), str)]  # type: ignore[arg-type]


def _read(reader: RecordReader, data: bytes) -> list[Record]:
    records = list(reader.read(io.BytesIO(data)))
    assert reader.count(io.BytesIO(data)) == len(records)
    return records


@given(st.binary(max_size=400))
def test_any_bytes_give_records(data: bytes) -> None:
    detect(data)
    _check(_read(TableReader(), data))
    _check(_read(ListReader(), data))


@given(fragments, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "mac-roman"]))
def test_any_pieces_of_tables_give_records(text: str, encoding: str) -> None:
    data = text.encode(encoding, "replace")
    _check(_read(TableReader(), data))
    _check(_read(ListReader(), data))


@given(fragments, mappings, st.booleans(), st.sampled_from(["dmy", "mdy"]), st.sampled_from(["", "linkedin", "google"]))
def test_any_answer_about_the_columns_gives_records(
    text: str, columns: dict[int, str], has_header: bool, order: str, program: str
) -> None:
    mapping = TableMapping(columns, has_header, program, order)
    assert TableMapping.from_json(mapping.as_json()) == mapping
    _check(_read(TableReader(mapping), text.encode()))


@given(fragments)
def test_every_field_that_is_guessed_is_one(text: str) -> None:
    if found := detect(text.encode(), "a.csv"):
        assert all(map(is_field, found.columns.values()))
        assert found.has_header == bool(found.headings)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(anything)
def test_whatever_is_stored_as_a_mapping_is_harmless(stored: object) -> None:
    TableMapping.from_json(stored)
    TableMapping.from_json({"columns": stored, "date_order": stored, "has_header": stored, "program": stored})


class Trickle(io.BytesIO):
    """A file that gives few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__(data)
        self.size = size

    def read(self, size: int | None = -1) -> bytes:
        return super().read(self.size if size is None or size < 0 else min(self.size, size))


@given(fragments, st.integers(1, 7), st.sampled_from(["utf-8", "utf-16"]))
def test_it_does_not_matter_how_a_table_comes_in(text: str, size: int, encoding: str) -> None:
    data = text.encode(encoding, "replace")
    assert list(TableReader().read(Trickle(data, size))) == list(TableReader().read(io.BytesIO(data)))
    assert list(ListReader().read(Trickle(data, size))) == list(ListReader().read(io.BytesIO(data)))


# Each makes a file about n bytes long of what invites to look at things again and again.
HEAD = b"Name,Email,Notes\n"
TRAPS: dict[str, Callable[[int], bytes]] = {
    "short rows": lambda n: HEAD + b"a\n" * (n // 2),
    "rows": lambda n: HEAD + b"Anna,anna@example.org,note\n" * (n // 27),
    "empty rows": lambda n: HEAD + b",,\n" * (n // 3),
    "empty lines": lambda n: HEAD + b"\n" * n,
    "carriage returns": lambda n: HEAD + b"a\r" * (n // 2),
    "a quote that is never closed": lambda n: HEAD + b'"' + b"a,b\n" * (n // 4),
    "quotes that are never closed": lambda n: HEAD + b'x,"""\n' * (n // 6),
    "quotes in quotes": lambda n: HEAD + b'"' + b'""' * (n // 2),
    "quotes in the middle": lambda n: HEAD + b'a"b' * (n // 3),
    "quoted cells": lambda n: HEAD + b'"a",' * (n // 4),
    "quoted lines": lambda n: HEAD + b'"' + b"a\n" * (n // 2) + b'"\n',
    "spaces before quotes": lambda n: HEAD + b' ' * n + b'"',
    "spaces between cells": lambda n: HEAD + b"   ," * (n // 4),
    "delimiters": lambda n: HEAD + b"," * n,
    "headings": lambda n: b"E-mail 1 - Value," * (n // 17) + b"\na,b\n",
    "one line": lambda n: HEAD + b"x" * n,
    "mails in a cell": lambda n: HEAD + b"a," + b"a@b;" * (n // 4),
    "at signs": lambda n: HEAD + b"a," + b"@" * n,
    "numbers in a cell": lambda n: b"Name,Phone\na," + b"1;" * (n // 2),
    "colons": lambda n: b"Name,Phone\na," + b":" * n,
    "tags": lambda n: b"Name,Tags\na," + b"a;" * (n // 2),
    "digits of a date": lambda n: b"Name,Birthday\na," + b"1" * n,
    "slashes of a date": lambda n: b"Name,Birthday\na," + b"0/" * (n // 2),
    "letters of a date": lambda n: b"Name,Birthday\na,1 " + b"a" * n,
    "an address": lambda n: b'Name,Address 1 - Formatted,E-mail 1 - Value\na,"' + b"20095 \n" * (n // 7) + b'",',
    "words": lambda n: b"a b " * (n // 4),
    "brackets": lambda n: b"a (" * (n // 3),
    "bullets": lambda n: b"- " * (n // 2),
    "mails in a list": lambda n: b"a <a@b>, " * (n // 9),
    "at signs in a list": lambda n: (b"@" * 1_000 + b"\n") * (n // 1_000),
    "numbers in a list": lambda n: (b"1 " * 900 + b"\n") * (n // 1_800),
    "one character a line": lambda n: b"a\n" * (n // 2),
}  # fmt: skip
READERS: dict[str, RecordReader] = {"table": TableReader(), "list": ListReader()}


def _calls_for(reader: RecordReader, data: bytes) -> int:
    """Count function calls, ours and those into C: the same on any machine."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        _drain(reader, data)
    finally:
        sys.setprofile(before)
    return calls


def _drain(reader: RecordReader, data: bytes) -> None:
    for _ in reader.read(io.BytesIO(data)):
        pass


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("kind", READERS)
def test_twice_the_bytes_take_twice_the_steps(kind: str, trap: str) -> None:
    small, large = (_calls_for(READERS[kind], TRAPS[trap](size)) for size in (20_000, 40_000))
    assert large <= 2.3 * small + 2_000


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("kind", READERS)
def test_no_single_call_hides_more_than_linear_time(kind: str, trap: str) -> None:
    """Eight times the bytes would take 64 times as long if it were quadratic; generous, as machines are busy."""
    small = min(_seconds_for(READERS[kind], TRAPS[trap](25_000)) for _ in range(2))
    assert _seconds_for(READERS[kind], TRAPS[trap](200_000)) <= 24 * small + 0.15


def _seconds_for(reader: RecordReader, data: bytes) -> float:
    begun = time.process_time()
    _drain(reader, data)
    return time.process_time() - begun


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"a,b," + b"x" * 10_000_000,
        HEAD + b'a,b,"' + b"xxxxxxxxx\n" * 1_000_000 + b'"\nBert,b@example.org,\n',
        HEAD + b'a,b,"' + b"x" * 10_000_000,
        b"a," * 5_000_000,
        HEAD + b"\n".join([b"a" * 2_000] * 5_000),
    ],
    ids=["a cell", "a cell of many lines", "a cell that is not closed", "columns", "long rows"],
)
def test_ten_megabytes_in_one_place_take_little_memory(data: bytes) -> None:
    tracemalloc.start()
    try:
        list_of = sum(1 for _ in TableReader(limits=Limits(records=100)).read(io.BytesIO(data)))
        assert list_of
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


def test_a_cell_of_ten_megabytes_is_reported_and_the_rest_comes_in() -> None:
    huge = HEAD + b'Anna,a@example.org,"' + b"xxxxxxxxx\n" * 1_000_000 + b'"\nBert,b@example.org,\n'
    broken, bert = TableReader().read(io.BytesIO(huge))
    assert isinstance(broken, BrokenRecord) and broken.reason is Reason.FIELD_TOO_LARGE and len(broken.raw) <= 10_000
    assert isinstance(bert, PersonRecord) and bert.name == "Bert" and bert.line == 1_000_003


def test_ten_thousand_columns_are_refused_as_a_whole() -> None:
    names = ",".join(f"Name {at}" for at in range(10_000))
    (broken,) = TableReader().read(io.BytesIO(f"{names}\n{names}\n".encode()))
    assert isinstance(broken, BrokenRecord) and broken.reason is Reason.TOO_MANY_COLUMNS


def test_a_row_that_is_too_wide_is_reported_and_the_rest_comes_in() -> None:
    broken, bert = TableReader().read(io.BytesIO(HEAD + b"a," * 600 + b"b\nBert,,\n"))
    assert isinstance(broken, BrokenRecord) and broken.reason is Reason.ROW_TOO_WIDE
    assert isinstance(bert, PersonRecord) and bert.name == "Bert"


def test_what_comes_after_too_many_rows_is_left_out_and_said() -> None:
    reader = TableReader(limits=Limits(records=3))
    *people, last = _read(reader, HEAD + b"a,,\n" * 10)
    assert len(people) == 3
    assert isinstance(last, BrokenRecord) and last.reason is Reason.TOO_MANY_CARDS
