"""Backups: what is refused, and why; that they come back, `tests/e2e/test_backup.py` shows."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from pytest_django import Settings

from netzwerk.core.backup import tools
from netzwerk.core.backup.database import login_parameters
from netzwerk.core.backup.manifest import Manifest, Part, is_known, key_mark, read_manifest
from netzwerk.core.backup.packing import Packer, chunks_of, new_file, opened
from netzwerk.core.backup.problems import BackupError
from netzwerk.core.backup.restoring import restore_backup
from netzwerk.core.backup.tools import find_tools
from tests.factories import make_contact, make_user

Change = Callable[[Manifest], Manifest]


@pytest.fixture
def site(real_transactions: None, settings: Settings, tmp_path: Path) -> None:
    """A site with an account, a person and two files."""
    settings.MEDIA_ROOT = tmp_path / "media"
    make_contact(make_user("alice@example.org"))
    storages["default"].save("imports/1/people.vcf", ContentFile(b"BEGIN:VCARD"))
    storages["photos"].save("1/photo.webp", ContentFile(b"a picture"))


@pytest.fixture
def backup(site: None, tmp_path: Path) -> Path:
    """A backup of that site."""
    path = tmp_path / "site.tar"
    call_command("backup", str(path), stdout=StringIO())
    return path


def changed(backup: Path, change: Change) -> Path:
    """Write a backup again with another manifest, and digests that are right."""
    target = backup.with_name("changed.tar")
    with opened(backup) as found, new_file(target) as file:
        packer = Packer(file, 0)
        for part in found.manifest.parts:
            packer.add(part.name, chunks_of(found.part(part.name)))
        packer.close(change(found.manifest))
    return target


def refusal(path: Path, *, is_replacing: bool = True) -> str:
    """Return why a backup is not restored."""
    with pytest.raises(BackupError) as caught:
        restore_backup(path=path, is_replacing=is_replacing)
    return str(caught.value)


def test_it_holds_all_rows_and_files_and_says_how_many(backup: Path) -> None:
    with opened(backup) as found:
        manifest = found.manifest
        assert manifest.rows["contacts_contact"] == 1
        assert manifest.rows["accounts_user"] == 1
        assert ["core", "0001_application_role"] in manifest.migrations
        names = {part.name for part in manifest.parts}
        assert {"database.dump", "files/media/imports/1/people.vcf", "files/photos/1/photo.webp"} <= names
        assert found.part("files/photos/1/photo.webp").read() == b"a picture"
        found.verify()


def test_a_plain_tar_opens_it_and_nobody_else_reads_it(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    with tarfile.open(backup) as tar:
        assert tar.getnames()[-2:] == ["manifest.json", "manifest.sha256"]
        assert all(member.mode == 0o600 for member in tar.getmembers())


def test_log_ins_are_left_out(backup: Path) -> None:
    with opened(backup) as found:
        assert found.manifest.rows["django_session"] == 0
        assert b"TABLE DATA public django_session" not in found.part("database.dump").read()


def test_into_a_folder_it_gets_a_name_of_its_own_and_replaces_none(site: None, tmp_path: Path) -> None:
    out = StringIO()
    call_command("backup", str(tmp_path), stdout=out)

    (made,) = tmp_path.glob("netzwerk-*.tar")
    assert str(made) in out.getvalue()
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", str(made))
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("backup", str(tmp_path / "nowhere" / "site.tar"))


def test_what_was_interrupted_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), new_file(tmp_path / "site.tar") as file:
        file.write(b"half")
        raise KeyboardInterrupt

    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told_in_a_sentence(backup: Path) -> None:
    with pytest.raises(CommandError, match=r"^The backup was not made: .+ \(.+\)\.$"):
        call_command("backup", "/proc/site.tar")


def test_so_is_a_disk_that_is_full(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="No space left on device"), new_file(tmp_path / "site.tar"):
        Path("/dev/full").write_bytes(b"x")
    assert list(tmp_path.iterdir()) == []


def test_two_at_once_under_one_name_leave_one_of_them_whole(tmp_path: Path) -> None:
    target = tmp_path / "site.tar"
    with new_file(target) as slow:
        slow.write(b"slow")
        with new_file(target) as quick:
            quick.write(b"quick")
        assert target.read_bytes() == b"quick"
        slow.write(b" and whole")

    assert target.read_bytes() == b"slow and whole"
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_accounts_are_not_given_up_without_a_word(backup: Path) -> None:
    assert "add --replace" in refusal(backup, is_replacing=False)
    with pytest.raises(CommandError, match="add --replace"):
        call_command("restore_backup", str(backup))


def test_a_site_that_still_runs_is_not_replaced_below_its_feet(backup: Path) -> None:
    with psycopg.connect(**login_parameters()):  # between two requests: connected, and holding no lock
        assert refusal(backup).startswith("The database is in use. Stop web, worker and beat first")
    restore_backup(path=backup, is_replacing=True)


@pytest.mark.parametrize("where", [0.2, 0.5, 0.97])
def test_a_damaged_file_is_found_out(backup: Path, where: float) -> None:
    content = bytearray(backup.read_bytes())
    with tarfile.open(backup) as tar:
        dump = tar.getmember("database.dump")
    place = dump.offset_data + int(dump.size * where)
    content[place] ^= 0xFF
    backup.write_bytes(content)

    assert "database.dump is not what was written. Nothing was changed" in refusal(backup)


def test_so_is_one_whose_list_was_changed(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes().replace(b'"contacts_contact": 1', b'"contacts_contact": 2'))

    assert "its list of contents is not what was written" in refusal(backup)


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9])
def test_so_is_one_that_is_cut_off(backup: Path, part: float) -> None:
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * part)])

    assert refusal(backup).startswith(("This backup is damaged", f"{backup} cannot be read"))


def test_what_is_none_is_told_so(tmp_path: Path) -> None:
    other = tmp_path / "other.tar"
    other.write_bytes(b"something else" * 1000)

    assert "cannot be read as a backup" in refusal(other)
    assert "There is no file" in refusal(tmp_path / "nowhere.tar")


def test_one_of_a_newer_version_is_refused(backup: Path) -> None:
    def by_migration(old: Manifest) -> Manifest:
        more = [*old.migrations, ["contacts", "0999_what_will_come"]]
        return Manifest(old.made_at, "9", old.postgres, more, old.rows, old.key, old.parts)

    def by_database(old: Manifest) -> Manifest:
        return Manifest(old.made_at, "", 99, old.migrations, old.rows, old.key, old.parts)

    assert refusal(changed(backup, by_migration)).startswith("A newer version of Netzwerk made this backup")
    assert "comes from PostgreSQL 99" in refusal(changed(backup, by_database))


def test_another_secret_key_is_noticed_unless_it_is_still_accepted(settings: Settings) -> None:
    mark = key_mark()

    assert settings.SECRET_KEY not in mark
    assert is_known(mark)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "y" * 40, []
    assert not is_known(mark)
    settings.SECRET_KEY_FALLBACKS = ["x" * 40]
    assert not is_known(mark)
    assert is_known(key_mark("x" * 40))


def test_a_manifest_of_a_later_format_is_refused() -> None:
    text = Manifest("", "", 18, [], {}, "", [Part("database.dump", 1, "")]).as_json()

    assert read_manifest(text).postgres == 18
    with pytest.raises(BackupError, match="A newer version"):
        read_manifest(json.dumps({**json.loads(text), "number": 2}).encode())
    for nonsense in (b"{}", b"[]", b"\xff", b'{"format": "netzwerk-backup", "number": 1}'):
        with pytest.raises(BackupError, match="no backup"):
            read_manifest(nonsense)


def test_the_programs_are_those_of_the_server_or_newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def folder(major: int) -> Path:
        path = tmp_path / str(major)
        path.mkdir()
        for name in tools.PROGRAMS:
            (path / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {major}.1'\n")
            (path / name).chmod(0o755)
        return path

    folders = [folder(18), folder(15), folder(17)]
    monkeypatch.setattr(tools, "postgres_folders", lambda: folders)

    assert find_tools({}, 15).major == 15
    assert find_tools({}, 16).major == 17
    with pytest.raises(BackupError, match="postgresql-client-19"):
        find_tools({}, 19)


def test_the_password_is_in_no_command_line() -> None:
    found = tools.Tools(Path("/bin"), 18, {"dbname": "site", "user": "netzwerk", "password": "very secret"})

    assert "secret" not in " ".join(found.command("pg_dump", f"--dbname={found.address}"))
    assert found.environment["PGPASSWORD"] == "very secret"


def test_a_role_that_owns_nothing_is_refused(site: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with psycopg.connect(**tools.way_in(connection.get_connection_params()), autocommit=True) as owner:
        owner.execute("DROP ROLE IF EXISTS nobody_special")
        owner.execute("CREATE ROLE nobody_special LOGIN PASSWORD 'nobody'")
    given = {**tools.way_in(connection.get_connection_params()), "user": "nobody_special", "password": "nobody"}
    monkeypatch.setattr("netzwerk.core.backup.database.login_parameters", lambda: given)

    with pytest.raises(CommandError, match="does not own the tables"):
        call_command("backup", str(tmp_path))
