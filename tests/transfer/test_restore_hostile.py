"""Hostile files: refused with a sentence that says where, and nothing of them comes in."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import NOBODY, make_contact, make_moment
from tests.transfer.archives import accept, again, changed, exported, job_of, looked_at, packed, restored, with_rows
from transfer.archive import opening
from transfer.archive.problems import Problem
from transfer.archive.writing import fingerprint_of
from transfer.models import Restore
from transfer.words.restores import problem_sentence

CONTACTS, MOMENTS, TOOK_PART = "contacts.contact", "contacts.moment", "contacts.participation"


@pytest.fixture(autouse=True)
def _media(media: Path) -> None:
    """Keep uploaded files in a folder of this test's own."""


@pytest.fixture
def content(charlie: User) -> bytes:
    """What Charlie has once exported: two people and a moment."""
    make_moment(charlie, make_contact(charlie, "Anna Blum"), make_contact(charlie, "Bernd Blum"))
    return exported(charlie)


def _refused(owner: User, content: bytes, problem: Problem, **place: Any) -> None:
    restore = looked_at(owner, content)
    assert (restore.state, restore.failure) == (Restore.State.FAILED, problem)
    found = restore.progress["place"]
    assert {key: found.get(key) for key in place} == place
    assert problem_sentence(restore.failure, found)
    assert restore.file.name == ""
    with acting_as(owner):
        assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("table", "said", "problem", "column"),
    [
        (CONTACTS, {"name": "x" * 201}, Problem.BAD_VALUE, "name"),
        (CONTACTS, {"name": None}, Problem.BAD_VALUE, "name"),
        (CONTACTS, {"name": "An\0na"}, Problem.BAD_VALUE, "name"),
        (CONTACTS, {"name": "An\ud800na"}, Problem.BAD_VALUE, "name"),
        (CONTACTS, {"name": ["Anna"]}, Problem.BAD_VALUE, "name"),
        (CONTACTS, {"closeness": "bosom"}, Problem.BAD_VALUE, "closeness"),
        (CONTACTS, {"anchor_on": "2026-02-30"}, Problem.BAD_VALUE, "anchor_on"),
        (CONTACTS, {"anchor_on": "20260203"}, Problem.BAD_VALUE, "anchor_on"),
        (CONTACTS, {"created_at": "2026-02-03T10:00:00"}, Problem.BAD_VALUE, "created_at"),
        (CONTACTS, {"trust": True}, Problem.BAD_VALUE, "trust"),
        (CONTACTS, {"trust": 10**30}, Problem.BAD_VALUE, "trust"),
        (CONTACTS, {"languages": ["de", 7]}, Problem.BAD_VALUE, "languages"),
        (CONTACTS, {"date_lead_days": [5]}, Problem.BAD_VALUE, "date_lead_days"),
        (CONTACTS, {"is_resting": "yes"}, Problem.BAD_VALUE, "is_resting"),
        (CONTACTS, {"id": "1"}, Problem.BAD_VALUE, "id"),
        (CONTACTS, {"owner_id": 1}, Problem.UNKNOWN_COLUMN, "owner_id"),
        (CONTACTS, {"folded_name": "anna"}, Problem.UNKNOWN_COLUMN, "folded_name"),
        (MOMENTS, {"happened_on": "yesterday"}, Problem.BAD_VALUE, "happened_on"),
        (TOOK_PART, {"contact_id": NOBODY}, Problem.DANGLING, "contact_id"),
        (TOOK_PART, {"moment_id": None}, Problem.BAD_VALUE, "moment_id"),
        (CONTACTS, {"birthday_month": 13, "birthday_day": 1}, Problem.BAD_VALUE, "birthday_day"),
        # Allowed by each column for itself, and not by the rules between them.
        (CONTACTS, {"trust": 5}, Problem.AGAINST_A_RULE, None),
        (CONTACTS, {"name": ""}, Problem.AGAINST_A_RULE, None),
    ],
)
def test_a_row_that_is_not_right_is_named(
    alice: User, content: bytes, *, table: str, said: dict[str, Any], problem: Problem, column: str | None
) -> None:
    wrong = with_rows(content, table, lambda rows: rows[-1].update(said))
    line = 1 if table == MOMENTS else 2
    _refused(alice, wrong, problem, file=f"data/{table}.jsonl", line=line, column=column)


def test_a_row_that_lacks_what_it_has_to_say_is_named(alice: User, content: bytes) -> None:
    wrong = with_rows(content, MOMENTS, lambda rows: rows[0].pop("happened_on"))
    _refused(alice, wrong, Problem.MISSING_COLUMN, line=1, column="happened_on")


def test_a_column_that_an_older_version_did_not_know_gets_its_default(alice: User, content: bytes) -> None:
    older = with_rows(content, CONTACTS, lambda rows: [rows[0].pop(name) for name in ("data_source", "trust")])
    assert restored(alice, older).state == Restore.State.DONE


def test_rows_come_once_and_in_their_order(alice: User, content: bytes) -> None:
    _refused(alice, with_rows(content, CONTACTS, lambda rows: rows.append(rows[0])), Problem.BAD_ORDER, line=3)
    _refused(alice, with_rows(content, CONTACTS, lambda rows: rows.reverse()), Problem.BAD_ORDER, line=2)


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b"7",
        b'"a"',
        b"{" * 100_000,
        b"[" * 100_000,
        b'{"id": NaN}',
        b'{"id": ' + b"9" * 5000 + b"}",
        b"\xff\xfe",
    ],
)
def test_a_line_that_is_no_row_is_named(alice: User, content: bytes, line: bytes) -> None:
    def break_line(files: dict[str, bytes]) -> None:
        files[f"data/{CONTACTS}.jsonl"] += line + b"\n"

    _refused(alice, changed(content, break_line), Problem.NOT_JSON, line=3)


def test_a_line_without_end_is_not_read_to_its_end(
    alice: User, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "LONGEST_LINE", 100)
    _refused(alice, content, Problem.LINE_TOO_LONG, line=1)


def test_a_zip_that_is_none_of_ours_is_refused(alice: User, content: bytes) -> None:
    _refused(alice, packed({"a.vcf": b"BEGIN:VCARD"}), Problem.NOT_OURS)
    _refused(alice, packed({"manifest.json": b"[]"}), Problem.NOT_OURS)
    _refused(alice, packed({"manifest.json": b"\xff"}), Problem.NOT_OURS)
    _refused(alice, packed({"manifest.json": b'{"format": "monica", "version": 1}'}), Problem.NOT_OURS)
    _refused(alice, b"PK\x05\x06 no zip", Problem.NOT_A_ZIP)


def test_an_export_of_a_later_version_is_refused(alice: User, content: bytes) -> None:
    _refused(alice, _with_manifest(content, version=2), Problem.NEWER)


@pytest.mark.parametrize("said", [{"files": []}, {"files": {"account.json": 1}}, {"account": 7}, {"account": ""}])
def test_a_manifest_that_is_none_is_refused(alice: User, content: bytes, said: dict[str, Any]) -> None:
    _refused(alice, _with_manifest(content, **said), Problem.DAMAGED)


def test_what_is_not_as_the_manifest_says_is_refused(alice: User, content: bytes) -> None:
    with ZipFile(BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    contacts = f"data/{CONTACTS}.jsonl"
    changed_by_hand = files[contacts].replace(b"Anna", b"Anne")
    _refused(alice, packed({**files, contacts: changed_by_hand}), Problem.DAMAGED, file=contacts)
    _refused(alice, packed({**files, "account.json": b"{}"}), Problem.DAMAGED, file="account.json")
    del files[contacts]
    _refused(alice, packed(files), Problem.DAMAGED, file=contacts)


def test_a_zip_that_breaks_off_or_has_a_wrong_byte_is_refused(alice: User, content: bytes) -> None:
    _refused(alice, content[: len(content) // 2], Problem.NOT_A_ZIP)
    with ZipFile(BytesIO(content)) as archive:
        info = archive.getinfo(f"data/{CONTACTS}.jsonl")
    place = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    _refused(alice, content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :], Problem.DAMAGED)


def test_a_bomb_is_refused_before_it_is_unpacked(alice: User, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "RATIO_COUNTS_FROM", 2**20)

    def swell(files: dict[str, bytes]) -> None:
        files[f"data/{CONTACTS}.jsonl"] = b" " * 50_000_000

    _refused(alice, changed(content, swell), Problem.TOO_LARGE)


def test_more_than_an_export_has_is_refused(alice: User, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, problem in (("MOST_FILES", Problem.TOO_MANY_FILES), ("MOST_BYTES_UNPACKED", Problem.TOO_LARGE)):
        with monkeypatch.context() as smaller:
            smaller.setattr(opening, name, 3)
            _refused(alice, content, problem)
    monkeypatch.setattr("transfer.archive.checking.MOST_ROWS", 3)
    _refused(alice, content, Problem.TOO_MANY_ROWS)


def test_names_of_files_lead_nowhere_and_what_is_not_ours_is_passed_over(
    alice: User, content: bytes, media: Path
) -> None:
    evil = {"../../evil": b"x", "/etc/evil": b"x", "photos/../evil.webp": b"x", "data/accounts.user.jsonl": b"{}\n"}
    done = restored(alice, changed(content, lambda files: files.update(evil)))
    assert done.state == Restore.State.DONE
    assert not [path for path in media.parent.rglob("*evil*") if path.is_file()]


def test_a_name_twice_or_a_packing_that_nobody_uses_is_refused(alice: User, content: bytes) -> None:
    with ZipFile(BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_LZMA) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    _refused(alice, stream.getvalue(), Problem.DAMAGED)
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive, pytest.warns(UserWarning, match="Duplicate"):
        for name, data in [*files.items(), ("account.json", b"{}")]:
            archive.writestr(name, data)
    _refused(alice, stream.getvalue(), Problem.DAMAGED, file="account.json")


@pytest.mark.parametrize(
    "said",
    [
        {"email": "mallory@example.org"}, {"is_staff": True}, {"time_zone": "Mars/Base"}, {"language": "xx"},
        {"digest_weekdays": [9]}, {"digest_hour": 99}, {"theme": "pink"}, {"digest_people": 1000},
    ],
)  # fmt: skip
def test_settings_that_nobody_may_have_are_refused(alice: User, content: bytes, said: dict[str, Any]) -> None:
    def set_them(files: dict[str, bytes]) -> None:
        files["account.json"] = json.dumps({**json.loads(files["account.json"]), **said}).encode()

    _refused(alice, changed(content, set_them), Problem.BAD_SETTINGS)


def test_an_export_that_claims_to_be_ones_own_takes_nobody_elses_rows(
    alice: User, charlie: User, content: bytes
) -> None:
    forged = _with_manifest(content, account=fingerprint_of(alice))
    restore = restored(alice, forged)
    assert (restore.state, restore.failure) == (Restore.State.FAILED, Problem.FOREIGN)
    with acting_as(alice):
        assert not Contact.objects.exists()
    with acting_as(charlie):
        assert Contact.objects.count() == 2


def test_a_file_that_vanished_is_said_to_be_gone(alice: User, content: bytes) -> None:
    restore = looked_at(alice, content)
    accept(restore)
    restore.file.storage.delete(str(restore.file.name))
    run_job(str(job_of(restore, "restore-accept").pk))
    assert (again(restore).state, again(restore).failure) == (Restore.State.FAILED, Problem.FILE_IS_GONE)


def _with_manifest(content: bytes, **said: Any) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["manifest.json"] = json.dumps({**json.loads(files["manifest.json"]), **said}).encode()
    return packed(files)
