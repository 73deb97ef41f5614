"""Tables and lists all the way in: what is asked, what is known again, and what becomes of the people."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.transfer.files import accept, again, names_of, read_in, rows_of, stage
from tests.transfer.tables import workbook
from transfer import services
from transfer.models import Import, ImportFile, SourceCard
from transfer.tables import TableMapping
from transfer.tables.fields import CHANNELS, SINGLE
from transfer.words.failures import failure_sentence

LINKEDIN = (
    "Notes:\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Max,Muster,https://www.linkedin.com/in/max,max@x.example,ACME,CTO,05 Mar 2024\n,,,,,,\n"
)
OWN = "Wer;Wo;Punkte\nAnna Blum;Blum KG;3\nBert Klee;Klee KG;\n"


@pytest.fixture(autouse=True)
def _files(media: Path) -> None:
    """Keep uploads where the test can throw them away."""


def test_connections_come_in_with_how_and_when_one_met(alice: User) -> None:
    imported = read_in(alice, LINKEDIN, names=["Connections.csv"])
    assert (imported.state, imported.created_count, imported.broken_count) == (Import.State.DONE, 1, 0)
    with acting_as(alice):
        contact = Contact.objects.get()
        assert contact.name == "Max Muster"
        assert "LinkedIn" in contact.how_met and "2024" in contact.how_met
        assert SourceCard.objects.get().source == ImportFile.Source.CSV


def test_the_same_table_twice_brings_nobody_new(alice: User) -> None:
    read_in(alice, LINKEDIN, names=["Connections.csv"])
    twice = read_in(alice, LINKEDIN, names=["Connections.csv"])
    assert (twice.created_count, twice.known_count) == (0, 1)


def test_an_unknown_table_asks_once_and_is_known_the_next_time(alice: User) -> None:
    imported = stage(alice, OWN, names=["own.csv"])
    assert (imported.state, imported.position) == (Import.State.ASKING, 0)
    imported = answer(imported, TableMapping({0: "name", 1: "organisation", 2: "note.named"}))
    assert (imported.state, imported.new_count) == (Import.State.READY, 2)
    accept(imported)
    assert names_of(alice) == ["Anna Blum", "Bert Klee"]
    with acting_as(alice):
        assert Contact.objects.get(name="Anna Blum").note == "Punkte: 3"

    later = stage(alice, OWN.replace("Bert", "Bodo"), names=["later.csv"])
    assert (later.state, later.new_count) == (Import.State.READY, 1)


def test_a_table_headed_by_known_words_alone_is_shown_at_once_and_can_still_be_changed(
    alice: User, alice_client: Client
) -> None:
    imported = stage(alice, "Name;Firma;E-Mail\nAnna Blum;Blum KG;a@x.example\n", names=["plain.csv"])

    assert (imported.state, imported.new_count) == (Import.State.READY, 1)
    page = alice_client.get(f"/import/{imported.pk}/").content.decode()
    assert f"/import/{imported.pk}/columns/0/" in page
    imported = answer(imported, TableMapping({0: "organisation", 1: "name", 2: "email"}))
    assert [row.name for row in rows_of(imported)] == ["Blum KG"]


def test_what_was_said_can_be_said_otherwise_before_it_comes_in(alice: User) -> None:
    imported = answer(stage(alice, OWN, names=["own.csv"]), TableMapping({0: "name"}))
    imported = answer(imported, TableMapping({0: "organisation", 1: "name"}))
    assert (imported.state, imported.new_count, imported.position) == (Import.State.READY, 2, 2)
    accept(imported)
    assert names_of(alice) == ["Blum KG", "Klee KG"]


def test_what_is_longer_than_its_column_is_cut_and_comes_in(alice: User) -> None:
    """A cell of an address book that somebody filled with notes must not keep the others from coming in."""
    keys = [*sorted(SINGLE), "street", "postal_code", "city", "region", "country", "messenger.skype", *CHANNELS]
    table = f"{';'.join(f'c{at}' for at in range(len(keys)))}\n{';'.join('Lange Worte ' * 60 for _ in keys)}\n"
    imported = answer(stage(alice, table, names=["long.csv"]), TableMapping(dict(enumerate(keys))))
    imported = accept(imported)
    assert (imported.state, imported.created_count) == (Import.State.DONE, 1)


@pytest.mark.parametrize("length", [491, 492, 493, 500, 501])
def test_a_link_fits_with_the_scheme_that_it_gets(alice: User, length: int) -> None:
    table = f"a;b\nAnna Blum;{'example.org/'.ljust(length, 'a')}\n"
    imported = answer(stage(alice, table, names=["links.csv"]), TableMapping({0: "name", 1: "link"}))
    assert accept(imported).state == Import.State.DONE


def test_a_workbook_comes_in(alice: User) -> None:
    stream = workbook([["Name", "Former name", "Phonetic name", "How we met"], ["Anna Blum", "", "", "At the fair"]])
    imported = read_in(alice, stream.getvalue(), names=["people.xlsx"])
    assert (imported.state, names_of(alice)) == (Import.State.DONE, ["Anna Blum"])


def huge_field() -> bytes:
    """Return a workbook with a field that Excel itself would not write."""
    whole, written = io.BytesIO(), workbook([["Name"], ["Anna"]])
    with ZipFile(written) as parts, ZipFile(whole, "w", ZIP_DEFLATED) as changed:
        for name in parts.namelist():
            changed.writestr(name, parts.read(name).replace(b">Anna<", b">" + b"x" * 10 * 2**20 + b"<"))
    return whole.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked.xlsx"),
        (b"Name," * 10_000 + b"\n" + b"a," * 10_000, "wide.csv"),
        (b"\x01\x02\x03", "x.csv"),
        (huge_field(), "field.xlsx"),
    ],
)
def test_what_cannot_be_read_says_why(alice: User, data: bytes, name: str) -> None:
    imported = stage(alice, data, names=[name])
    assert imported.state == Import.State.FAILED
    assert failure_sentence(imported.failure) != failure_sentence("nonsense")


def answer(imported: Import, columns: TableMapping) -> Import:
    """Say what the columns of the only file are, and have it read once more."""
    with acting_as(imported.owner):
        file = ImportFile.objects.get(imported=imported)
        services.answer_columns(imported=imported, file=file, columns=columns, signature=file.signature)
    for job in Job.objects.filter(kind="import", object_id=imported.pk):
        run_job(str(job.pk))
    return again(imported)
