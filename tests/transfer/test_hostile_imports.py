"""Files that are none, or that mean harm."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from accounts.models import User
from tests.transfer.cards import card
from tests.transfer.files import counts_of, names_of, people, read_in
from transfer import tasks
from transfer.models import Import
from transfer.vcard import Limits, VCardReader

pytestmark = pytest.mark.usefixtures("media")


def _zipped(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("contacts.vcf", data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "failure"),
    [
        (b"", "empty_file"),
        (b"\r\n  \r\n", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b"Name;Mail\r\nAnna Blum;anna@example.org\r\n", "not_a_vcard"),
        (b"<html><script>alert(1)</script></html>", "not_a_vcard"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 3000, "not_a_vcard"),
        (_zipped(b"0" * 10_000_000), "not_a_vcard"),
        (gzip.compress(b"0" * 10_000_000), "not_a_vcard"),
        (b"x" * 3_000_000, "not_a_vcard"),
    ],
)
def test_a_file_that_is_none_fails_as_a_whole_with_its_reason(
    alice: User, media: Path, data: bytes, failure: str
) -> None:
    imported = read_in(alice, data)

    assert (imported.state, imported.failure) == (Import.State.FAILED, failure)
    assert counts_of(imported) == (0, 0, 0)
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_a_file_with_too_many_cards_brings_in_nobody(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Limits(cards=3)
    monkeypatch.setattr(tasks, "DEFAULT_LIMITS", limits)
    monkeypatch.setitem(tasks.READERS, "vcf", VCardReader(limits))

    imported = read_in(alice, people("Anna", "Cem", "Dora", "Emil"))

    assert (imported.state, imported.failure) == (Import.State.FAILED, "too_many_cards")
    assert names_of(alice) == []


def test_a_line_without_end_costs_one_card(alice: User) -> None:
    imported = read_in(alice, people("Anna") + card("FN:Big", "NOTE:" + "x" * 5_000_000) + people("Cem"))

    assert names_of(alice) == ["Anna", "Cem"]
    assert counts_of(imported) == (2, 0, 1)


def test_nul_and_other_signs_that_the_database_refuses_come_in_as_nothing(alice: User) -> None:
    data = card("UID:a\0b", "FN:An\0na", "NOTE;ENCODING=QUOTED-PRINTABLE:a=00b=FF")

    imported = read_in(alice, data)

    assert names_of(alice) == ["Anna"]
    assert counts_of(imported) == (1, 0, 0)


def test_letters_that_unfold_into_many_fit_into_their_columns(alice: User) -> None:
    # One sign that stands for eighteen letters.
    long = "\ufdfa" * 200

    imported = read_in(alice, card(f"FN:{long}", f"ORG:{long}", f"TITLE:{long}", f"ADR:;;;{long}"))

    assert counts_of(imported) == (1, 0, 0)
    assert counts_of(read_in(alice, card(f"FN:{long}", f"ORG:{long}", "NOTE:again"))) == (0, 1, 0)


def test_surrogates_do_no_harm(alice: User) -> None:
    data = card("FN:Anna").encode("utf-16-le") + b"\x00\xd8\x00\xd8"

    assert counts_of(read_in(alice, b"\xff\xfe" + data)) == (1, 0, 0)
