"""Whatever a file holds: the reader never raises, its records can be stored, and it takes no more than linear time."""

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

from tests.transfer.cards import read
from transfer import cleaning
from transfer.records import PersonRecord
from transfer.vcard import Limits, VCardReader, read_card
from transfer.vcard.reader import Card
from transfer.vcard.writer import CardToWrite, write_card

FRAGMENTS = (
    "BEGIN:VCARD", "END:VCARD", "AGENT:", "VERSION:2.1", "KIND:group", "FN", "N", "ORG", "EMAIL", "TEL", "BDAY",
    "NOTE", "UID", "X-ABLabel", "item1.", ";TYPE=home", ";ENCODING=QUOTED-PRINTABLE", ";CHARSET=iso-2022-jp",
    ";CHARSET=shift_jis", ";PREF=1", ";X-APPLE-OMIT-YEAR=1604", ":", ";", ",", "\\", "\\n", '"', "^n", "=", "=C3",
    "=ED=A0=80", "=\r\n", "\r\n", "\n", "\r", " ", "\t", "\n ", "a@b", "mailto:", "tel:1;ext=2", "+49 30",
    "--0412", "1985-04-12", "ü", "\u2028", "\0", "\ufeff",
)  # fmt: skip
LENGTHS = {
    "name": cleaning.NAME_LENGTH,
    "uid": cleaning.UID_LENGTH,
    "organisation": cleaning.NAME_LENGTH,
    "unit": cleaning.NAME_LENGTH,
    "title": cleaning.NAME_LENGTH,
    "place": cleaning.PLACE_LENGTH,
    "note": cleaning.NOTE_LENGTH,
}
fragments = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=60).map("".join)
in_a_card = fragments.map(lambda text: f"BEGIN:VCARD\nFN:A\n{text}\nEND:VCARD\n")


def _check(records: list[Card]) -> None:
    assert [record.number for record in records] == list(range(1, len(records) + 1))
    for record in records:
        _check_texts(record)
        if isinstance(record, PersonRecord):
            assert record.name
            assert read_card(record.raw, number=record.number, line=record.line) == record


def _check_texts(record: Card) -> None:
    for field in fields(record):
        value = getattr(record, field.name)
        for text in [value] if isinstance(value, str) else _channel_texts(value):
            text.encode()
            assert "\0" not in text
            assert len(text) <= LENGTHS.get(field.name, 10_000_000)


def _channel_texts(value: object) -> list[str]:
    return [text for each in value for text in (each.value, each.kind)] if isinstance(value, tuple) else []


@given(st.binary(max_size=400))
def test_any_bytes_give_records(data: bytes) -> None:
    _check(read(data))


@given(fragments | in_a_card, st.sampled_from(["utf-8", "utf-16", "utf-16-be", "cp1252"]))
def test_any_pieces_of_cards_give_records(text: str, encoding: str) -> None:
    _check(read(text.encode(encoding, "replace")))


@given(in_a_card, st.binary(max_size=20))
def test_broken_bytes_in_a_card_give_records(text: str, noise: bytes) -> None:
    _check(read(text.replace("ü", "\udc80").encode("utf-8", "surrogateescape") + noise))


class Trickle(io.BytesIO):
    """A file that gives few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__(data)
        self.size = size

    def read(self, _size: int | None = -1) -> bytes:
        return super().read(self.size)


@given(fragments | in_a_card, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.integers(1, 7))
def test_it_does_not_matter_how_a_file_comes_in(text: str, encoding: str, size: int) -> None:
    data = text.encode(encoding, "replace")
    assert list(VCardReader().read(Trickle(data, size))) == read(data)


@given(fragments | in_a_card)
def test_as_many_are_counted_as_are_read(text: str) -> None:
    data = text.encode()
    assert VCardReader().count(io.BytesIO(data)) == len(read(data))


# Each makes a file about n bytes long of what invites to look at things again and again.
TRAPS: dict[str, Callable[[int], bytes]] = {
    "cards": lambda n: b"BEGIN:VCARD\nFN:A\nEND:VCARD\n" * (n // 27),
    "begins": lambda n: b"BEGIN:VCARD\n" * (n // 12),
    "ends": lambda n: b"x\nEND:VCARD\n" * (n // 12),
    "nested cards": lambda n: b"BEGIN:VCARD\n" + b"AGENT:\nBEGIN:VCARD\n" * (n // 19),
    "folds": lambda n: _card(b"NOTE:" + b"a\r\n " * (n // 4)),
    "folds cut by carriage returns": lambda n: _card(b"NOTE:" + b"a\r " * (n // 3)),
    "folds that are not UTF-8": lambda n: _card(b"NOTE:" + b"\xff\r\n " * (n // 4)),
    "soft breaks": lambda n: _card(b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"a=\r\n" * (n // 4)),
    "soft breaks in folds": lambda n: _card(b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"=\r\n " * (n // 4)),
    "soft breaks after a long line": lambda n: _card(
        b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"a" * (n // 2) + b"=\r\n" * (n // 6)
    ),
    "equal signs": lambda n: _card(b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"=" * n),
    "short lines": lambda n: _card(b"x\n" * (n // 2)),
    "empty lines": lambda n: _card(b"\n" * n),
    "no line end": lambda n: b"x" * n,
    "no line end in a card": lambda n: b"BEGIN:VCARD\nFN:" + b"x" * n,
    "spaces": lambda n: _card(b"FN:" + b" " * n + b"x"),
    "spaces in names": lambda n: _card(b"FN" + b" " * n + b"x"),
    "spaces after BEGIN": lambda n: b"BEGIN" + b" " * n + b"\n",
    "backslashes": lambda n: _card(b"N:" + b"\\" * n),
    "escaped parts": lambda n: _card(b"N:" + b"\\;,;" * (n // 4)),
    "nicknames": lambda n: _card(b"NICKNAME:" + b"a," * (n // 2)),
    "open quotes": lambda n: _card(b"TEL;X=" + b'"a' * (n // 2) + b'":":1'),
    "quoted parameters": lambda n: _card(b"TEL" + b';A="b"' * (n // 6) + b":1"),
    "parameters": lambda n: _card(b"TEL" + b";" * n + b":1"),
    "types": lambda n: _card(b"TEL;TYPE=" + b"a," * (n // 2) + b":1"),
    "carets": lambda n: _card(b"TEL;TYPE=" + b"^" * n + b":1"),
    "charsets": lambda n: _card(b"FN" + b";CHARSET" * (n // 8) + b":\xff"),
    "dots": lambda n: _card(b"a." * (n // 2) + b"TEL:1"),
    "mails": lambda n: _card(*(b"EMAIL:%d@b" % number for number in range(min(n // 10, 4_900)))),
    "at signs": lambda n: _card(b"EMAIL:" + b"@" * n),
    "brackets": lambda n: _card(b"EMAIL:" + b"<" * n + b">"),
    "notes": lambda n: _card(*[b"NOTE:n"] * min(n // 7, 4_900)),
    "parts of addresses": lambda n: _card(b"ADR:;;" + b"a," * (n // 4) + b"a;" * (n // 4)),
    "lines of addresses": lambda n: _card(b"ADR:;;" + b"\\n" * (n // 2), b'ADR;LABEL="' + b"^n" * (n // 2) + b'":;;'),
    "addresses": lambda n: _card(*[b"ADR:;;;B;;;"] * min(n // 13, 4_900)),
    "messengers in messengers": lambda n: _card(b"IMPP:" + b"im:" * (n // 3)),
    "percent signs": lambda n: _card(b"IMPP:skype:" + b"%2" * (n // 2), b"PHOTO:data:," + b"%2" * (n // 2)),
    "tags": lambda n: _card(b"CATEGORIES:" + b"a," * (n // 2)),
    "many tags": lambda n: _card(*(b"CATEGORIES:%d" % number for number in range(min(n // 16, 4_900)))),
    "labels": lambda n: _card(*(b"i%d.X-ABLabel:a\r\ni%d.TEL:%d" % (at, at, at) for at in range(min(n // 30, 2_400)))),
    "photos": lambda n: _card(*[b"PHOTO;ENCODING=b:AAAA"] * min(n // 23, 4_900)),
    "data that is none": lambda n: _card(b"PHOTO:data:" + b";" * n, b"PHOTO:" + b"data:" * (n // 5)),
    "base64 of nothing": lambda n: _card(b"PHOTO;ENCODING=b:" + b"=" * n, b"NOTE;ENCODING=b:" + b"-" * n),
    "Android's own": lambda n: _card(b"X-ANDROID-CUSTOM:" + b";" * n),
    "sorting keys": lambda n: _card("FN:山".encode(), b'N;SORT-AS="' + b"," * n + b'":a'),
    "digits": lambda n: _card(b"BDAY:" + b"1" * n, b"TEL:" + b"1" * n, b"TEL;PREF=" + b"1" * n + b":1"),
}


def _card(*lines: bytes) -> bytes:
    return b"\r\n".join([b"BEGIN:VCARD", b"FN:A", *lines, b"END:VCARD", b""])


def _write_again(data: bytes) -> None:
    for record in read(data):
        if isinstance(record, PersonRecord):
            write_card(CardToWrite(record, kept=record.raw), version="4.0")


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("work", [read, _write_again])
def test_twice_the_bytes_are_at_most_twice_the_work(trap: str, work: Callable[[bytes], object]) -> None:
    assert _calls_for(work, TRAPS[trap](16_000)) <= 2.1 * _calls_for(work, TRAPS[trap](8_000)) + 200


def _calls_for(work: Callable[[bytes], object], data: bytes) -> int:
    """Count function calls, ours and those into C: the same on any machine."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work(data)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("trap", TRAPS)
def test_no_single_call_hides_more_than_linear_time(trap: str) -> None:
    """Eight times the bytes would take 64 times as long if it were quadratic; generous, as machines are busy."""
    small = min(_seconds_for(TRAPS[trap](50_000)) for _ in range(2))
    assert _seconds_for(TRAPS[trap](400_000)) <= 24 * small + 0.2


def test_five_megabytes_of_soft_breaks_take_ten_times_as_long_as_half_a_megabyte() -> None:
    small, large = TRAPS["soft breaks"](500_000), TRAPS["soft breaks"](5_000_000)
    assert _seconds_for(large) <= 30 * min(_seconds_for(small) for _ in range(3)) + 0.5


def _seconds_for(data: bytes) -> float:
    begun = time.process_time()
    _write_again(data)
    return time.process_time() - begun


def test_what_is_refused_takes_no_memory() -> None:
    limits = Limits(line_bytes=10_000, card_bytes=100_000)
    huge = b"BEGIN:VCARD\n" + b"x" * 3_000_000 + b"\n" + b"NOTE:x\n" * 60_000
    stream = io.BytesIO(huge)
    tracemalloc.start()
    try:
        assert [record.number for record in VCardReader(limits).read(stream)] == [1]
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
