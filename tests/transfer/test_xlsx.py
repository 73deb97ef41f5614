"""Excel workbooks: what stands in their cells, and what is refused before it does harm."""

from __future__ import annotations

import datetime
import io
import random
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contacts.rules.partial_dates import AnnualDate
from tests.transfer.tables import read_workbook, workbook
from transfer.records import BrokenRecord, PersonRecord, Reason, Typed
from transfer.tables import TableGuess, TableMapping, XlsxReader, detect_xlsx, is_workbook
from transfer.tables.limits import Limits

SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
HEAD = ["Name", "Telefon", "Geburtstag", "E-Mail", "Notizen"]
WHOLE = workbook([HEAD, ["Anna", 1, 2, 3, 4]]).getvalue()


def rewritten(stream: io.BytesIO, part: str, change: Callable[[bytes], bytes]) -> io.BytesIO:
    """Return a workbook of which one part is another; a part that is not there is added."""
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
        if part not in old.namelist():
            new.writestr(part, change(b""))
    out.seek(0)
    return out


def reason_of(stream: io.BytesIO) -> Reason:
    """Return why a workbook is refused, and check that its detection and its reader agree."""
    (broken,) = read_workbook(stream)
    assert isinstance(broken, BrokenRecord)
    assert detect_xlsx(stream) == broken.reason
    return broken.reason


def test_cells_come_as_they_would_be_written() -> None:
    midnight = datetime.datetime.fromisoformat("1975-03-14")
    evening = datetime.datetime.fromisoformat("2020-01-02T03:04:00")
    stream = workbook([
        HEAD,
        ["Anna Blum", 4915112345678, midnight, "a@x.example", 1.5],
        ["Bert", 4.9e10, datetime.date(1980, 1, 2), "", True],
        [None, None, None, None, None],
        ["Carla", "040 5550142", "--03-14", "c@x.example", evening],
    ])  # fmt: skip
    anna, bert, carla = read_workbook(stream)
    assert isinstance(anna, PersonRecord) and isinstance(bert, PersonRecord) and isinstance(carla, PersonRecord)
    assert (anna.phones, anna.birthday, anna.note) == (
        (Typed("4915112345678"),), AnnualDate(3, 14, 1975), "1.5",
    )  # fmt: skip
    assert (bert.phones, bert.birthday, bert.note) == ((Typed("49000000000"),), AnnualDate(1, 2, 1980), "1")
    assert (carla.number, carla.line, carla.birthday) == (3, 5, AnnualDate(3, 14))
    assert carla.note == "2020-01-02 03:04:00"


def test_the_first_visible_sheet_with_a_header_is_the_table() -> None:
    people = [["Our list"], [], ["Name", "E-Mail"], ["Anna", "a@x.example"]]
    stream = workbook([["Read me"]], [["Name", "E-Mail"], ["Hidden", "h@x.example"]], people, hidden=[1])
    (anna,) = read_workbook(stream)
    assert isinstance(anna, PersonRecord) and (anna.name, anna.line) == ("Anna", 4)
    found = detect_xlsx(stream)
    assert isinstance(found, TableGuess)
    assert (found.format, found.headings, found.needs_asking) == ("xlsx", ("Name", "E-Mail"), False)


def test_without_a_header_the_first_sheet_with_anything_is_asked_about() -> None:
    found = detect_xlsx(workbook([], [["Anna", "a@x.example"]]))
    assert isinstance(found, TableGuess)
    assert (found.has_header, found.columns) == (False, {0: "name", 1: "email"})


def test_a_formula_is_never_calculated() -> None:
    stream = workbook([["Name", "Notizen"], ["Anna", '=HYPERLINK("http://x.example")'], ["Bert", "=1+1"]])
    stream = rewritten(stream, SHEET, lambda xml: xml.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"))
    stream = rewritten(stream, SHEET, lambda xml: xml.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>"))
    anna, bert = read_workbook(stream)
    assert isinstance(anna, PersonRecord) and isinstance(bert, PersonRecord)
    assert anna.note == '=HYPERLINK("http://x.example")'
    assert "'=HYPERLINK" in anna.raw
    assert bert.note == "2"


def test_a_cell_in_which_a_formula_failed_is_empty() -> None:
    anna, bert = read_workbook(workbook([["Name", "E-Mail"], ["Anna", "#N/A"], ["Bert", "#REF!"]]))
    assert isinstance(anna, PersonRecord) and isinstance(bert, PersonRecord)
    assert (anna.note, bert.note) == ("", "")


def test_texts_that_stand_beside_the_sheet_are_found() -> None:
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    told = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    texts = b'<sst xmlns="' + main + b'"><si><t>Anna</t></si><si><r><t>Blum</t></r><r><t> KG</t></r></si></sst>'
    row = b'<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row></sheetData>'
    stream = workbook([["Name", "Firma"]])
    stream = rewritten(stream, "[Content_Types].xml", lambda xml: xml.replace(b"</Types>", told))
    stream = rewritten(stream, TEXTS, lambda _xml: texts)
    stream = rewritten(stream, SHEET, lambda xml: xml.replace(b"</sheetData>", row))
    (anna,) = read_workbook(stream)
    assert isinstance(anna, PersonRecord) and (anna.name, anna.organisation) == ("Anna", "Blum KG")


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    stream = workbook([["Name"], ["Anna"]])
    stream = rewritten(stream, SHEET, lambda xml: xml.replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"'))
    assert [getattr(record, "name", "") for record in read_workbook(stream)] == ["Anna"]


def test_a_locked_workbook_and_an_old_one_are_told_apart() -> None:
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert reason_of(io.BytesIO(compound + "EncryptedPackage".encode("utf-16-le"))) is Reason.LOCKED
    assert reason_of(io.BytesIO(compound)) is Reason.UNKNOWN_FORMAT
    assert is_workbook(io.BytesIO(compound))


def test_an_xml_bomb_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'
    for part in (SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", TEXTS, "docProps/core.xml"):
        assert reason_of(rewritten(workbook([HEAD, ["Anna"]]), part, lambda _xml: bomb)) is Reason.DANGEROUS_XML
    utf16 = bomb.decode().replace("1.0", '1.0" encoding="utf-16').encode("utf-16")
    assert reason_of(rewritten(workbook([HEAD, ["Anna"]]), SHEET, lambda _xml: utf16)) is Reason.DANGEROUS_XML


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    stream = rewritten(workbook([HEAD]), SHEET, lambda _xml: b"<row>" * 45_000_000)
    tracemalloc.start()
    try:
        assert reason_of(stream) is Reason.TOO_LARGE_UNPACKED
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_cell_of_ten_megabytes_a_row_without_end_and_too_many_texts_are_refused() -> None:
    plain = workbook([HEAD, ["Anna"]])
    cell = b'<row r="3"><c t="inlineStr"><is><t>' + b"x" * 10_000_000 + b"</t></is></c></row></sheetData>"
    row = b'<row r="3">' + b"<c><v>1</v></c>" * 500_000 + b"</row></sheetData>"
    for huge, reason in ((cell, Reason.FIELD_TOO_LARGE), (row, Reason.TOO_MANY_COLUMNS)):
        stream = rewritten(plain, SHEET, lambda xml, huge=huge: xml.replace(b"</sheetData>", huge))  # type: ignore[misc]
        assert reason_of(stream) is reason
    stream = rewritten(plain, TEXTS, lambda _xml: b"<sst>" + b"<si/>" * 4_000_000 + b"</sst>")
    assert reason_of(stream) is Reason.TOO_LARGE_UNPACKED


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b" \n" * 40])
def test_texts_under_another_name_are_looked_through_as_well(start: bytes) -> None:
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    told = b'<Override PartName="/xl/media/photo.png" ContentType="' + kind + b'"/></Types>'
    plain = workbook([HEAD, ["Anna"]])
    plain = rewritten(plain, "[Content_Types].xml", lambda xml: xml.replace(b"</Types>", told))
    for texts, reason in (
        (b"<sst>" + b"<si/>" * 4_000_000 + b"</sst>", Reason.TOO_LARGE_UNPACKED),
        (b"<!DOCTYPE a><sst/>", Reason.DANGEROUS_XML),
    ):
        stream = rewritten(plain, "xl/media/photo.png", lambda _old, texts=texts: start + texts)  # type: ignore[misc]
        assert reason_of(stream) is reason


def test_a_picture_is_no_text_without_end() -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"<" * 9_000_000
    (anna,) = read_workbook(rewritten(workbook([HEAD, ["Anna"]]), "xl/media/image1.png", lambda _old: picture))
    assert isinstance(anna, PersonRecord)


def test_too_many_rows_are_cut_and_said() -> None:
    stream = workbook([["Name"], *([f"Anna {number}"] for number in range(10))])
    records = list(XlsxReader(limits=Limits(records=3)).read(stream))
    assert [getattr(record, "reason", "") for record in records] == ["", "", "", Reason.TOO_MANY_CARDS]


def test_too_many_columns_are_refused() -> None:
    assert reason_of(workbook([[f"Name {at}" for at in range(600)], ["a"] * 600])) is Reason.TOO_MANY_COLUMNS


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"x" * 5_000, b"Name,Email\n"])
def test_what_is_no_workbook_is_told(data: bytes) -> None:
    assert reason_of(io.BytesIO(data)) in {Reason.DAMAGED_ARCHIVE, Reason.UNKNOWN_FORMAT}
    assert not is_workbook(io.BytesIO(data))


def test_a_zip_of_something_else_is_no_workbook() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("people.vcf", "BEGIN:VCARD")
    assert not is_workbook(stream)


def test_an_empty_workbook_says_so() -> None:
    assert reason_of(workbook([])) is Reason.EMPTY_FILE


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from([SHEET, TEXTS, "xl/workbook.xml", "xl/styles.xml"]))
def test_a_damaged_part_never_raises(chance: random.Random, part: str) -> None:
    def damage(xml: bytes) -> bytes:
        at = chance.randrange(len(xml) + 1)
        return (
            xml[:at]
            + bytes(chance.randrange(256) for _ in range(chance.randrange(4)))
            + xml[at + chance.randrange(30) :]
        )

    stream = rewritten(workbook([HEAD, ["Anna", 1, datetime.date(2020, 1, 1), "a@x.example", "=1+1"]]), part, damage)
    detect_xlsx(stream)
    numbers = [getattr(record, "number", 0) for record in read_workbook(stream, TableMapping({0: "name"}))]
    assert numbers == list(range(1, len(numbers) + 1))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_file_never_raises(data: st.DataObject) -> None:
    whole = WHOLE
    at, length = data.draw(st.integers(0, len(whole))), data.draw(st.integers(0, 200))
    stream = io.BytesIO(whole[:at] + data.draw(st.binary(max_size=50)) + whole[at + length :])
    is_workbook(stream)
    detect_xlsx(stream)
    assert read_workbook(stream)
