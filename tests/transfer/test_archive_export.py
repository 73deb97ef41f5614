"""What an export of everything holds: every model or a reason, the published schema, one picture of the database."""

from __future__ import annotations

import csv
import json
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import jsonschema
import pytest
from django.db import connections

from accounts.models import User
from contacts.models import Contact, Moment
from contacts.services.photos import read_photo, store_photo
from netzwerk.core.owned import owned_models
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_moment, make_picture, make_user
from tests.security.furniture import furnish
from tests.transfer.archives import changed, exported, restored
from transfer.archive import build_schema, opening, write_everything, writing
from transfer.archive.copies import copies_of
from transfer.archive.ids import IdMap
from transfer.archive.rows import rows_in_batches
from transfer.archive.tables import DERIVED, LEFT_OUT, WITHOUT, all_tables, table_called
from transfer.exporting import batches
from transfer.management.commands.export_schema import PAPER, schema_text


@pytest.fixture(autouse=True)
def _media(media: Path) -> None:
    """Keep uploaded files in a folder of this test's own."""


def _files(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_owned_model_is_in_an_export_or_has_a_reason() -> None:
    every = {model._meta.label for model in owned_models()}
    written = {table.model._meta.label for table in all_tables()}
    assert written | set(LEFT_OUT) == every
    assert not written & set(LEFT_OUT)
    assert set(DERIVED) | set(WITHOUT) <= written
    assert all(LEFT_OUT.values())


def test_each_table_comes_behind_those_that_it_points_at() -> None:
    seen: set[str] = set()
    for table in all_tables():
        assert set(table.links.values()) <= seen | {table.name}
        seen.add(table.name)


def test_the_published_schema_is_up_to_date() -> None:
    assert PAPER.read_text() == schema_text(), "run manage.py export_schema and commit what it writes"


def test_a_whole_export_is_as_its_schema_says(alice: User) -> None:
    furnish(alice)
    files = _files(exported(alice))
    whole = {
        "manifest": json.loads(files["manifest.json"]),
        "account": json.loads(files["account.json"]),
        "data": {
            name.removeprefix("data/").removesuffix(".jsonl"): [json.loads(line) for line in data.splitlines()]
            for name, data in files.items()
            if name.startswith("data/")
        },
    }
    schema = json.loads(files["schema.json"])
    assert schema == json.loads(json.dumps(build_schema()))
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(schema, format_checker=checker).validate(whole)
    assert set(whole["data"]) == {table.name for table in all_tables()}
    whole["data"]["contacts.contact"][0]["closeness"] = "bosom"
    assert not jsonschema.Draft202012Validator(schema).is_valid(whole)


def test_the_manifest_knows_every_file(alice: User) -> None:
    furnish(alice)
    files = _files(exported(alice))
    manifest = json.loads(files.pop("manifest.json"))
    assert {name: noted["sha256"] for name, noted in manifest["files"].items()} == {
        name: sha256(data).hexdigest() for name, data in files.items()
    }
    assert manifest["rows"]["contacts.contact"] == files["data/contacts.contact.jsonl"].count(b"\n") > 1
    assert (manifest["format"], manifest["version"], manifest["photos"]) == ("netzwerk-export", 1, 1)


def test_nothing_of_the_log_in_and_of_other_people_is_in_it(alice: User, charlie: User) -> None:
    make_contact(charlie, "Somebody else")
    furnish(alice)
    files = _files(exported(alice))
    everything = b"\n".join(files.values()) + json.dumps(sorted(files)).encode()
    for secret in (alice.password, alice.email, str(alice.files_id), "Somebody else"):
        assert secret.encode() not in everything


def test_other_programs_find_cards_and_tables(alice: User) -> None:
    make_moment(alice, make_contact(alice, "Anna Blum"), note="At the fair")
    files = _files(exported(alice))
    assert files["people.vcf"].startswith(b"BEGIN:VCARD\r\nVERSION:4.0") and b"FN:Anna Blum" in files["people.vcf"]
    for name in ("people.csv", "moments.csv"):
        assert len(list(csv.reader(StringIO(files[name].decode("utf-8-sig"))))) == 2
    assert b"people.vcf" in files["README.txt"]


def test_the_readme_is_in_the_language_of_the_user(alice: User) -> None:
    assert b"This file holds everything" in _files(exported(alice))["README.txt"]
    User.objects.filter(pk=alice.pk).update(language="de")
    alice.refresh_from_db()
    assert "Wiederherstellen" in _files(exported(alice))["README.txt"].decode()


def test_it_is_told_how_far_it_is(alice: User) -> None:
    furnish(alice)
    told: list[tuple[int, int]] = []
    counts = write_everything(alice, BytesIO(), on_progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    with acting_as(alice):
        copied = sum(copy.rows.count() for copy in copies_of(alice))
    assert told[-1][0] == told[-1][1] == sum(counts.values()) + 1 + copied


def test_the_job_is_held_within_a_large_table_and_within_its_copies(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "CHUNK", 1)
    monkeypatch.setattr(writing, "NOTED_AFTER", 2)
    monkeypatch.setattr(batches, "BATCH", 2)
    for number in range(4):
        make_contact(alice, f"Person {number}")
    told: list[int] = []
    write_everything(alice, BytesIO(), on_progress=lambda done, _total: told.append(done))
    # Four people as rows, as cards, and as lines of a table.
    assert set(told) == {0, 2, 4, 6, 8, 10, 12}


def test_photos_come_back_with_every_byte(alice: User, charlie: User) -> None:
    anna = make_contact(charlie, "Anna Blum")
    with acting_as(charlie):
        store_photo(contact=anna, content=make_picture())
        before = read_photo(contact=anna)
    restored(alice, exported(charlie))
    with acting_as(alice):
        here = Contact.objects.get()
        assert here.photo_name.startswith(f"{alice.files_id}/") and read_photo(contact=here) == before


def test_the_job_is_held_while_photos_are_looked_at(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PHOTOS_AT_ONCE", 1)
    with acting_as(alice):
        store_photo(contact=make_contact(alice), content=make_picture())
    held: list[bool] = []
    opening.OpenArchive(BytesIO(exported(alice))).check_files(lambda: held.append(True))
    assert held == [True]


def test_rows_are_looked_at_once_in_a_file_that_is_read_to_its_end(alice: User) -> None:
    make_contact(alice)
    archive, contacts = opening.OpenArchive(BytesIO(exported(alice))), table_called("contacts.contact")
    next(rows_in_batches(archive, contacts))
    assert not archive.looked_at
    first = [*rows_in_batches(archive, contacts)]
    assert archive.looked_at == {contacts.name}
    assert [*rows_in_batches(archive, contacts)] == first


def test_a_photo_that_was_changed_is_cleaned_and_what_is_none_is_left_out(alice: User, charlie: User) -> None:
    for name in ("Anna Blum", "Bernd Blum"):
        with acting_as(charlie):
            store_photo(contact=make_contact(charlie, name), content=make_picture())
    anna, bernd = sorted(name for name in _files(exported(charlie)) if name.startswith("photos/"))

    def change(files: dict[str, bytes]) -> None:
        files[anna] = make_picture() + b"<script>"
        files[bernd] = b"<svg onload=alert(1)>"

    done = restored(alice, changed(exported(charlie), change))
    assert done.progress["photos_left_out"] == 1
    with acting_as(alice):
        kept = [read_photo(contact=each) for each in Contact.objects.exclude(photo_name="")]
    assert len(kept) == 1
    assert kept[0] is not None and kept[0][8:12] == b"WEBP" and b"<script>" not in kept[0]


def test_what_is_changed_meanwhile_is_not_half_in_it(real_transactions: None) -> None:
    alice = make_user()
    anna = make_contact(alice, "Anna Blum")
    stream, told = BytesIO(), []

    def change(done: int, _total: int) -> None:
        with acting_as(alice):
            told.append(done)
            Contact.objects.filter(pk=anna.pk).update(name="Anna Busch")
            make_moment(alice, anna)

    counts = write_everything(alice, stream, on_progress=change)

    assert told and counts["contacts.moment"] == counts["contacts.participation"] == 0
    assert b"Anna Blum" in _files(stream.getvalue())["people.vcf"]
    with acting_as(alice):
        assert Moment.objects.count() == len(told)


def test_an_error_of_the_progress_ends_the_export(real_transactions: None) -> None:
    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        write_everything(make_user(), BytesIO(), on_progress=stop)


def test_the_map_of_ids_is_the_same_again_keeps_the_order_and_leads_back() -> None:
    pks = [f"01a21811-07f6-78b4-9cd5-{number:012x}" for number in range(0, 2**48, 2**41)]
    there, back, elsewhere = IdMap("a", "b"), IdMap("b", "a"), IdMap("a", "c")
    mapped = [there.fresh(pk) for pk in pks]
    assert mapped == sorted(mapped) and not set(mapped) & set(pks)
    assert [back.fresh(pk) for pk in mapped] == pks
    assert mapped != [elsewhere.fresh(pk) for pk in pks]
    assert [IdMap("a", "a").fresh(pk) for pk in pks] == pks


def test_ids_are_followed_into_texts_and_json_where_they_are_known() -> None:
    known, other = "01a21811-07f6-78b4-9cd5-000000000001", "01a21811-07f6-78b4-9cd5-000000000002"
    ids = IdMap("a", "b", named=[known], moved={known: "here"})
    value: Any = {known: [f"tag={known}&tag={other}", 1, None, {"x": other}]}
    assert ids.in_value(value) == {"here": [f"tag=here&tag={other}", 1, None, {"x": other}]}


def test_two_exports_at_once_do_not_mind_each_other(real_transactions: None) -> None:
    alice = make_user()
    make_contact(alice, "Anna Blum")

    def export() -> dict[str, int]:
        try:
            return write_everything(alice, BytesIO(), on_progress=lambda _done, _total: None)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        first, second = both.map(lambda _each: export(), range(2))
    assert first == second
