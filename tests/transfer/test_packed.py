"""Address books in a ZIP: found, numbered through, and refused before they become too much."""

from __future__ import annotations

import io
import struct
import tracemalloc
from collections.abc import Iterable
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.transfer.cards import card
from transfer.packed import DEFAULT_PACKED_LIMITS, PackedLimits, PackedReader
from transfer.records import BrokenRecord, PersonRecord, Reason
from transfer.vcard import Limits, VCardReader
from transfer.vcard.reader import Card

ANNA, BERT = card("FN:Anna"), card("FN:Bert")
Members = Iterable[tuple[str, str | bytes]]


def pack(members: Members, compression: int = ZIP_DEFLATED) -> bytes:
    """Return a ZIP with these members."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def lock(data: bytes) -> bytes:
    """Say of every member that it needs a password."""
    locked = bytearray(data)
    for mark, flags_at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            locked[at + flags_at] |= 1
            at = data.find(mark, at + 1)
    return bytes(locked)


def read(data: bytes, limits: PackedLimits = DEFAULT_PACKED_LIMITS, cards: Limits | None = None) -> list[Card]:
    """Read a whole ZIP; as many records are counted as are read."""
    reader = PackedReader(VCardReader(cards) if cards else VCardReader(), limits)
    records = list(reader.read(io.BytesIO(data)))
    assert reader.count(io.BytesIO(data)) == len(records)
    assert [record.number for record in records] == list(range(1, len(records) + 1))
    return records


def names_in(data: bytes, limits: PackedLimits = DEFAULT_PACKED_LIMITS, cards: Limits | None = None) -> list[str]:
    """Return the name of each person, and the reason of each broken record in angle brackets."""
    return [r.name if isinstance(r, PersonRecord) else f"<{r.reason}>" for r in read(data, limits, cards)]


def test_cards_of_all_members_come_in_their_order() -> None:
    data = pack([("b/deep/er.vcf", ANNA + BERT), ("a.VCF", "words\n" + BERT), ("c.vcf", card("FN:Cem"))])
    records = read(data)
    assert names_in(data) == ["Anna", "Bert", "Bert", "Cem"]
    assert [record.line for record in records] == [1, 5, 2, 1]


@pytest.mark.parametrize(
    ("members", "names"),
    [
        ([("a.vcf", ANNA), ("__MACOSX/._a.vcf", BERT), ("b/._c.vcf", BERT), (".DS_Store", BERT)], ["Anna"]),
        ([("folder/", ""), ("photo.jpg", b"\xff\xd8" * 5000), ("a.vcf", ANNA)], ["Anna"]),
        ([("contacts.txt", ANNA), ("../../etc/passwd", BERT)], ["Anna", "Bert"]),
        ([("a.bin", ANNA.encode("utf-16"))], ["Anna"]),
        ([("empty.vcf", ""), ("notes.vcf", "words"), ("a.vcf", ANNA)], ["Anna"]),
        ([("late.txt", "words\n" * 5000 + ANNA), ("a.vcf", ANNA)], ["Anna"]),
        ([("a.vcf", "BEGIN:VCARD\nFN:Cut"), ("b.vcf", BERT)], ["<unfinished>", "Bert"]),
        ([("inner.zip", pack([("a.vcf", ANNA)], ZIP_DEFLATED))], ["<nothing_in_archive>"]),
        ([("photo.jpg", b"\xff\xd8"), ("notes.vcf", "words")], ["<nothing_in_archive>"]),
        ([], ["<nothing_in_archive>"]),
    ],
)
def test_what_is_a_card_is_read_whatever_it_is_called(members: Members, names: list[str]) -> None:
    assert names_in(pack(members)) == names


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"words" * 100, pack([("a.vcf", ANNA)])[:-30], b"PK\x05\x06" + b"\xff" * 18]
)
def test_what_is_no_archive_says_so(data: bytes) -> None:
    assert names_in(data) == ["<damaged_archive>"]


def test_a_locked_archive_says_so() -> None:
    assert names_in(lock(pack([("a.vcf", ANNA), ("b.vcf", BERT)]))) == ["<locked>"]


def test_a_damaged_member_spoils_no_other() -> None:
    whole = pack([("a.vcf", ANNA), ("b.vcf", BERT), ("c.vcf", card("FN:Cem"))], ZIP_STORED)
    spoilt = whole.replace(b"FN:Bert", b"FN:Xert")
    assert names_in(spoilt) == ["Anna", "Cem", "<unreadable>"]
    assert names_in(pack([("b.vcf", BERT)], ZIP_STORED).replace(b"PK\x03\x04", b"PK\x03\x05")) == ["<damaged_archive>"]


def test_only_what_unpacks_within_bounds_is_unpacked() -> None:
    assert names_in(pack([("a.vcf", ANNA), ("b.vcf", BERT)], ZIP_BZIP2)) == ["<damaged_archive>"]


BOMB = "BEGIN:VCARD\nFN:A\nNOTE:" + "x" * 3_000_000 + "\nEND:VCARD\n"


@pytest.mark.parametrize(
    ("data", "limits", "names"),
    [
        (pack([("a.vcf", BOMB * 4)]), DEFAULT_PACKED_LIMITS, ["A", "A", "<too_large_unpacked>"]),
        (pack([("a.vcf", BOMB)]), PackedLimits(unpacked_bytes=1_000_000), ["<too_large_unpacked>"]),
        (pack([("a", BOMB), ("b", BOMB)]), PackedLimits(unpacked_bytes=4_000_000), ["A", "<too_large_unpacked>"]),
        (pack([(f"{n}.vcf", ANNA) for n in range(9)]), PackedLimits(members=8), ["<too_large_unpacked>"]),
        (pack([("n" * 900, ANNA)]), PackedLimits(directory_bytes=500), ["<too_large_unpacked>"]),
    ],
)
def test_a_bomb_is_refused_with_its_reason(data: bytes, limits: PackedLimits, names: list[str]) -> None:
    assert names_in(data, limits) == names


def test_the_limits_of_cards_hold_for_all_members_together() -> None:
    data = pack([("a.vcf", ANNA), ("b.vcf", BERT), ("c.vcf", ANNA)])
    assert names_in(data, cards=Limits(cards=2)) == ["Anna", "Bert", "<too_many_cards>"]
    assert names_in(data, cards=Limits(cards=3)) == ["Anna", "Bert", "Anna"]


def test_an_archive_that_lies_about_sizes_is_not_believed() -> None:
    data = bytearray(pack([("a.vcf", BOMB)]))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 10)  # the size it would unpack to
    assert [type(record) for record in read(bytes(data))] == [BrokenRecord]


def test_a_large_archive_takes_little_memory() -> None:
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive, archive.open(ZipInfo("a.vcf"), "w") as member:
        for number in range(20_000):
            member.write(card(f"FN:Anna {number}", f"NOTE:{number * 'x'}"[:900]).encode())
    tracemalloc.start()
    try:
        assert sum(1 for _record in PackedReader().read(stream)) == 20_000
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


def test_some_reasons_are_about_the_whole_archive() -> None:
    assert all(
        reason.is_about_file
        for reason in (Reason.LOCKED, Reason.DAMAGED_ARCHIVE, Reason.NOTHING_IN_ARCHIVE, Reason.TOO_LARGE_UNPACKED)
    )
    assert not Reason.UNREADABLE.is_about_file


@examples(100)
@given(st.binary(max_size=300), st.integers(0, 300), st.integers(0, 10))
def test_any_bytes_in_an_archive_give_records(noise: bytes, at: int, length: int) -> None:
    data = pack([("a.vcf", ANNA), ("b.vcf", noise)])
    place = at * len(data) // 300
    spoilt = data[:place] + noise[:length] + data[place + length :]
    assert read(noise)
    assert read(spoilt)
