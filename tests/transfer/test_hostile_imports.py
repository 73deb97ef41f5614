"""Files that are none, or that mean harm."""

from __future__ import annotations

import gzip
import io
import zipfile
from functools import partial
from pathlib import Path

import pytest

from accounts.models import User
from tests.transfer.cards import card
from tests.transfer.files import counts_of, names_of, people, read_in, rows_of, stage
from transfer import sources
from transfer.models import Import
from transfer.vcard import Limits, VCardReader

pytestmark = pytest.mark.usefixtures("media")


def _zipped(data: bytes, name: str = "contacts.vcf") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "failure"),
    [
        (b"", "empty_file"),
        (b"\r\n  \r\n", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b"<html><script>alert(1)</script></html>", "unknown_format"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 3000, "unknown_format"),
        (_zipped(b"0" * 10_000_000), "too_large_unpacked"),
        (_zipped(b"Anna", "names.doc"), "nothing_in_archive"),
        (_zipped(b'{"format": "netzwerk-export"}', "manifest.json"), "own_export"),
        (gzip.compress(b"0" * 10_000_000), "unknown_format"),
        (b"x" * 3_000_000, "unknown_format"),
    ],
)
def test_a_file_that_is_none_fails_as_a_whole_with_its_reason(
    alice: User, media: Path, data: bytes, failure: str
) -> None:
    imported = read_in(alice, data)

    assert (imported.state, imported.failure) == (Import.State.FAILED, failure)
    assert counts_of(imported) == (0, 0, 0)
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_of_a_file_with_too_many_cards_the_first_are_shown_and_the_rest_is_said_to_be_missing(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "VCardReader", partial(VCardReader, Limits(cards=3)))

    imported = stage(alice, people("Anna", "Cem", "Dora", "Emil"))

    assert (imported.state, imported.new_count, imported.broken_count) == (Import.State.READY, 3, 1)
    assert rows_of(imported)[-1].reason == "too_many_cards"


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
    again = read_in(alice, card(f"FN:{long}", f"ORG:{long}", "NOTE:again"))
    assert (again.created_count, again.changed_count) == (0, 1)


def test_surrogates_do_no_harm(alice: User) -> None:
    data = card("FN:Anna").encode("utf-16-le") + b"\x00\xd8\x00\xd8"

    assert counts_of(read_in(alice, b"\xff\xfe" + data)) == (1, 0, 0)
