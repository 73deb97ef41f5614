"""Where cards begin and end, in which encoding, and what is refused."""

import io
from collections.abc import Iterator

import pytest

from tests.transfer.cards import card, names_in, person_in, read, reasons_in
from transfer.records import BrokenRecord, Reason
from transfer.vcard import Limits, VCardReader

ANNA, BERT = card("FN:Anna Müller"), card("FN:Bert")
NO_END = "BEGIN:VCARD\r\nFN:Cut\r\n"


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (ANNA + BERT, ["Anna Müller", "Bert"]),
        (ANNA + "\r\n\r\n some words \r\n" + BERT, ["Anna Müller", "Bert"]),
        ("words\r\n" + ANNA.lower(), ["anna müller"]),
        ("\ufeff" + ANNA + "\ufeff" + BERT, ["Anna Müller", "Bert"]),
        (" " + ANNA + "\t" + BERT, ["Anna Müller", "Bert"]),
        (ANNA.replace("VCARD", " vCard ").replace("BEGIN", "BEGIN "), ["Anna Müller"]),
        (NO_END + BERT, ["Cut", "Bert"]),
        (ANNA + NO_END, ["Anna Müller", "<unfinished>"]),
        ("FN:Lost\r\nEND:VCARD\r\n" + BERT, ["<no_begin>", "Bert"]),
        (ANNA + "END:VCARD\r\n" + BERT, ["Anna Müller", "Bert"]),
        (card("EMAIL:", "TEL:unknown", "URL:x") + BERT, ["<no_name>", "Bert"]),
        (card("FN:Friends", "KIND:group") + BERT, ["<group>", "Bert"]),
        (card("FN:Friends", "X-ADDRESSBOOKSERVER-KIND:group"), ["<group>"]),
        ("", ["<empty_file>"]),
        ("\ufeff\r\n \r\n", ["<empty_file>"]),
        ("Name;Mail\r\nAnna;anna@example.org\r\n", ["<not_a_vcard>"]),
        ("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", ["<not_a_vcard>"]),
        ("END:VCARD\r\n", ["<empty_file>"]),
    ],
)
def test_cards_are_found(data: str, names: list[str]) -> None:
    assert names_in(data) == names


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\r\n"])
def test_any_line_end_will_do(end: str) -> None:
    data = card("FN:Anna", "NOTE:one", " two").replace("\r\n", end)
    assert person_in(data).note == "onetwo"
    assert person_in(data.rstrip("\r\n")).note == "onetwo"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"]
)
def test_any_encoding_will_do(encoding: str) -> None:
    assert names_in((ANNA + BERT).encode(encoding)) == ["Anna Müller", "Bert"]


def test_one_card_in_another_encoding_spoils_no_other() -> None:
    assert names_in(ANNA.encode("cp1252") + ANNA.encode()) == ["Anna Müller", "Anna Müller"]
    mixed = b"BEGIN:VCARD\nFN:M\xc3\xbcller\nNICKNAME:M\xfcller \x80\x81\nEND:VCARD"
    assert (person_in(mixed).name, person_in(mixed).nickname) == ("Müller", "Müller")


def test_a_charset_is_believed_where_text_is_not_utf_8() -> None:
    data = b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=windows-1251:\xcc\xe8\xf0\nEND:VCARD"
    assert person_in(data).name == "Мир"
    assert "FN;CHARSET=windows-1251:Мир" in person_in(data).raw


def test_a_fold_may_cut_a_character() -> None:
    assert person_in(b"BEGIN:VCARD\nFN:M\xc3\n \xbcller\nEND:VCARD").name == "Müller"


@pytest.mark.parametrize(
    "agent",
    [
        ("AGENT:", "BEGIN:VCARD", "FN:Bert", "END:VCARD"),
        ("AGENT:BEGIN:VCARD", "FN:Bert", "END:VCARD"),
        ("AGENT:BEGIN:VCARD", " FN:Bert", " END:VCARD"),
        ("AGENT;TYPE=x: ", "", "BEGIN:VCARD", "AGENT:", "BEGIN:VCARD", "END:VCARD", "END:VCARD"),
        (r"AGENT:BEGIN:VCARD\nFN:Bert\nEND:VCARD\n",),
        ("AGENT;VALUE=uri:", " cid:bert"),
    ],
)
def test_a_nested_card_does_not_end_the_card(agent: tuple[str, ...]) -> None:
    [anna, cecil] = read(card("FN:Anna", *agent, "NOTE:after") + card("FN:Cecil"))
    assert (anna.raw.count("after"), cecil.raw.count("after")) == (1, 0)
    assert names_in(card("FN:Anna", *agent, "NOTE:after")) == ["Anna"]


@pytest.mark.parametrize("before", [" ", "\t", "\ufeff", " \ufeff"])
def test_what_stands_before_begin_is_not_kept(before: str) -> None:
    [_, bert] = read(ANNA + before + BERT)
    assert bert.raw == BERT.strip().replace("\r\n", "\n")


def test_a_broken_card_says_where_it_is_and_keeps_its_text() -> None:
    [_, broken] = read(ANNA + "\r\n" + NO_END)
    assert broken == BrokenRecord(2, 6, Reason.UNFINISHED, "BEGIN:VCARD\nFN:Cut")


def test_the_raw_text_is_the_card_with_plain_line_ends_and_nothing_postgresql_refuses() -> None:
    assert person_in(card("FN:An\0na", "PHOTO;ENCODING=b:AAAA", " BBBB")).raw == (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Anna\nPHOTO;ENCODING=b:AAAA\n BBBB\nEND:VCARD"
    )


@pytest.mark.parametrize(
    ("data", "limits", "names"),
    [
        (card("FN:A", "NOTE:" + "x" * 100) + BERT, Limits(line_bytes=80), ["<line_too_long>", "Bert"]),
        (card("FN:A", *["NOTE:x"] * 40) + BERT, Limits(card_bytes=200), ["<card_too_large>", "Bert"]),
        (card("FN:A", *["NOTE:x"] * 9) + BERT, Limits(properties=8), ["<too_many_properties>", "Bert"]),
        (
            card("FN:A", *["AGENT:", "BEGIN:VCARD"] * 3, *["END:VCARD"] * 3) + BERT,
            Limits(nesting=2),
            ["<nested_too_deep>", "Bert"],
        ),
        (card("FN:A", *["NOTE:x", " x"] * 30) + BERT, Limits(value_letters=20), ["A", "Bert"]),
        (
            card("FN:A", "PHOTO;ENCODING=b:" + "A" * 50, " AAAA") + BERT,
            Limits(value_letters=50),
            ["<field_too_large>", "Bert"],
        ),
        (BERT * 3, Limits(cards=2), ["Bert", "Bert", "<too_many_cards>"]),
        ("words\n" * 100 + BERT, Limits(preamble_bytes=300), ["<not_a_vcard>"]),
    ],
)
def test_what_goes_beyond_a_limit_is_refused_and_the_rest_is_read(data: str, limits: Limits, names: list[str]) -> None:
    assert names_in(data, limits) == names


def test_a_property_of_10_mb_is_refused_with_its_beginning_kept() -> None:
    huge = card("FN:A", "NOTE:" + "x" * 10_000_000)
    [broken, _] = read(huge + BERT)
    assert broken == BrokenRecord(1, 1, Reason.LINE_TOO_LONG, "BEGIN:VCARD\nVERSION:3.0\nFN:A")
    assert reasons_in(card("FN:A", *["NOTE:" + "x" * 100_000] * 60)) == [Reason.CARD_TOO_LARGE]


def test_some_reasons_are_about_the_whole_file() -> None:
    about_file = {reason for reason in Reason if reason.is_about_file}
    assert {Reason.EMPTY_FILE, Reason.NOT_A_VCARD, Reason.TOO_MANY_CARDS} <= about_file
    assert not about_file & {Reason.NO_NAME, Reason.GROUP, Reason.LINE_TOO_LONG, Reason.UNREADABLE}


class Endless(io.RawIOBase):
    """A file that never ends, and knows how much of it was read."""

    def __init__(self, part: bytes) -> None:
        self.parts: Iterator[bytes] = iter(lambda: part, b"")
        self.given = 0

    def read(self, _size: int = -1) -> bytes:
        part = next(self.parts)
        self.given += len(part)
        return part


def test_cards_are_read_one_by_one() -> None:
    stream = Endless(ANNA.encode())
    reading = VCardReader().read(stream)  # type: ignore[arg-type]  # a BinaryIO in all that is used
    assert [next(reading).number for _ in range(3)] == [1, 2, 3]
    assert stream.given <= 5 * len(ANNA.encode())


def test_another_kind_of_file_is_given_up_soon() -> None:
    stream = Endless(b"words, words\n" * 1000)
    [broken] = VCardReader().read(stream)  # type: ignore[arg-type]  # a BinaryIO in all that is used
    assert isinstance(broken, BrokenRecord)
    assert broken.reason is Reason.NOT_A_VCARD
    assert stream.given < 2_000_000


def test_cards_are_counted_as_they_are_read() -> None:
    data = (NO_END + ANNA + "FN:Lost\r\nEND:VCARD\r\n" + NO_END).encode()
    assert VCardReader().count(io.BytesIO(data)) == len(read(data)) == 4
    assert VCardReader().count(io.BytesIO(b"")) == 1
