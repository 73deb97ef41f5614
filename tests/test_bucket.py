"""All files of users in a bucket of the S3 API, on a real local server: what goes in, comes out, and is gone again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zipfile import ZipFile

import boto3
import pytest
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from accounts.services import delete_user
from accounts.services.files import forget_files
from contacts.models import Contact
from contacts.services.photos import sweep_photos
from netzwerk.core.models import Job
from netzwerk.core.opening import open_once
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from netzwerk.local.ports import free_port
from netzwerk.settings.files import BUCKET, FOLDER, WRONG, read_bucket, storages_of
from tests.factories import make_contact, make_picture, make_user
from tests.transfer.archives import exported
from tests.transfer.files import people, put_in, stage, upload
from transfer.models import Export, Import, ImportRow, Restore
from transfer.services.sweeping import sweep_files

# Characters that an address has to quote.
SECRET = "a/b+c=d@e:f"
LATER = timedelta(days=2)
HOSTILE_NAMES = ["../../etc/passwd", "a/b\\c.vcf", "%2e%2e%2fx.vcf", "Žluťoučký 🐎.vcf", "x" * 10_000, "<script>.vcf"]


@pytest.fixture
def bucket(bucket_server: str, settings: Settings, tmp_path: Path) -> Iterator[Any]:
    """Keep all files in a bucket of this test's own, as `FILES_URL` asks for it, and no folder at all."""
    name = f"files-{tmp_path.name.replace('_', '-')}"[:60].rstrip("-").lower()
    options = read_bucket(f"s3+http://key:{quote(SECRET, safe='')}@{bucket_server}/{name}?region=eu-central-1")
    settings.STORAGES = storages_of(options, tmp_path, "", {})
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "scratch"
    api = boto3.resource(
        "s3", endpoint_url=f"http://{bucket_server}", aws_access_key_id="key", aws_secret_access_key=SECRET,
        region_name="eu-central-1",
    )  # fmt: skip
    bucket = api.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    yield bucket
    bucket.objects.delete()
    assert not (tmp_path / "media").exists() and not (tmp_path / "photos").exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()], "nothing is left on this host"


def keys(bucket: Any) -> list[str]:
    return sorted(found.key for found in bucket.objects.all())


def work_off() -> None:
    """Do what is due."""
    while jobs := list(Job.objects.filter(state=Job.State.WAITING, run_at__lte=timezone.now())):
        for job in jobs:
            run_job(str(job.pk))


def give_photo(client: Client, contact: Contact) -> None:
    file = SimpleUploadedFile("me.png", make_picture(), "image/png")
    assert client.post(f"/contacts/{contact.pk}/photo/edit/", {"photo": file}).status_code == 302


def test_a_photo_is_uploaded_shown_to_its_owner_alone_and_swept(
    bucket: Any, alice: User, alice_client: Client, charlie_client: Client
) -> None:
    contact = make_contact(alice)
    give_photo(alice_client, contact)
    [key] = keys(bucket)
    assert key.startswith(f"photos/{alice.files_id}/") and key.endswith(".webp")

    shown = alice_client.get(f"/contacts/{contact.pk}/photo/")
    assert shown.content[:4] == b"RIFF"
    assert charlie_client.get(f"/contacts/{contact.pk}/photo/").status_code == 404

    alice_client.post(f"/contacts/{contact.pk}/photo/remove/")
    assert alice_client.get(f"/contacts/{contact.pk}/photo/").status_code == 404
    assert sweep_photos(now=timezone.now()) == 0
    assert sweep_photos(now=timezone.now() + LATER) == 1
    assert keys(bucket) == []


def test_a_photo_whose_object_is_lost_is_no_error(bucket: Any, alice: User, alice_client: Client) -> None:
    contact = make_contact(alice)
    give_photo(alice_client, contact)
    bucket.objects.delete()

    assert alice_client.get(f"/contacts/{contact.pk}/photo/").status_code == 404
    assert exported(alice)


def test_while_the_bucket_is_away_a_photo_is_told_as_such(
    bucket: Any, alice: User, alice_client: Client, settings: Settings, tmp_path: Path
) -> None:
    contact = make_contact(alice)
    give_photo(alice_client, contact)
    nobody = read_bucket(f"s3+http://key:secret@127.0.0.1:{free_port()}/files?region=eu-central-1")
    settings.STORAGES = storages_of(nobody, tmp_path, "", {})
    alice_client.raise_request_exception = False

    shown = alice_client.get(f"/contacts/{contact.pk}/photo/")

    assert (shown.status_code, shown["Retry-After"]) == (503, "10")


@pytest.mark.parametrize("name", ["people.vcf", *HOSTILE_NAMES])
def test_an_import_goes_from_upload_to_done_and_leaves_no_object(
    bucket: Any, alice: User, alice_client: Client, name: str
) -> None:
    answers = {"origin": "studies", "closeness": "good", "last_in_touch": "longer", "data_purpose": "Work"}
    file = SimpleUploadedFile(name, people("Anna Blum", "Vera Kraus").encode(), "text/vcard; x=\u00fc\u017e")
    posted = alice_client.post(reverse("transfer:import-create"), {**answers, "upload": file})
    assert posted.status_code == 302, posted.content.decode()
    [key] = keys(bucket)
    assert key.startswith(f"files/{alice.files_id}/imports/") and key.count("/") == 3
    assert bucket.Object(key).content_type == "application/octet-stream"

    work_off()
    with acting_as(alice):
        imported = Import.objects.get()
    alice_client.post(reverse("transfer:import-accept", args=[imported.pk]))
    work_off()

    with acting_as(alice):
        assert sorted(Contact.objects.values_list("name", flat=True)) == ["Anna Blum", "Vera Kraus"]
    assert keys(bucket) == []


def test_a_workbook_is_read_back_and_forth(bucket: Any, alice: User) -> None:
    from openpyxl import Workbook

    book, stream = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in [("First Name", "Last Name", "E-mail"), ("Anna", "Blum", "anna@example.org")]:
        sheet.append(row)
    book.save(stream)
    imported = stage(alice, stream.getvalue())

    with acting_as(alice):
        assert Import.objects.get(pk=imported.pk).failure == ""
        assert ImportRow.objects.filter(imported=imported).count() == 1


def test_an_import_whose_object_is_lost_says_so(bucket: Any, alice: User) -> None:
    put_in(alice, people("Anna Blum"))
    bucket.objects.delete()
    work_off()

    with acting_as(alice):
        assert Import.objects.get().files.get().failure == "file_is_gone"


def test_an_export_is_streamed_to_its_owner_alone(
    bucket: Any, alice: User, alice_client: Client, charlie_client: Client
) -> None:
    give_photo(alice_client, make_contact(alice, "Anna Blum"))
    alice_client.post(reverse("transfer:export-create"), {"whom": "all", "kind": "everything"})
    work_off()
    with acting_as(alice):
        export = Export.objects.get()
    assert f"files/{alice.files_id}/exports/{export.pk}" in keys(bucket)

    address = reverse("transfer:export-file", args=[export.pk])
    answer = alice_client.get(address)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer["Content-Length"] == str(len(content)) == str(export.size)
    assert "no-store" in answer["Cache-Control"]
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert sum(name.startswith("photos/") for name in archive.namelist()) == 1
    assert charlie_client.get(address).status_code == 404

    bucket.Object(f"files/{alice.files_id}/exports/{export.pk}").delete()
    assert "is not here" in alice_client.get(address, follow=True).content.decode()

    alice_client.post(reverse("transfer:export-discard", args=[export.pk]))
    assert [key for key in keys(bucket) if "/exports/" in key] == []


def test_an_export_comes_back_with_its_photos(
    bucket: Any, alice: User, alice_client: Client, charlie: User, charlie_client: Client
) -> None:
    give_photo(charlie_client, make_contact(charlie, "Anna Blum"))
    file = SimpleUploadedFile("../netzwerk.zip", exported(charlie), "application/zip")
    posted = alice_client.post(reverse("transfer:restore-create"), {"upload": file})
    assert posted.status_code == 302, posted.content.decode()
    work_off()
    with acting_as(alice):
        restore = Restore.objects.get()
    assert restore.state == Restore.State.READY
    alice_client.post(reverse("transfer:restore-accept", args=[restore.pk]))
    work_off()

    with acting_as(alice):
        contact = Contact.objects.get()
        assert Restore.objects.get().state == Restore.State.DONE
    assert alice_client.get(f"/contacts/{contact.pk}/photo/").content[:4] == b"RIFF"
    assert [key for key in keys(bucket) if str(alice.files_id) in key] == [f"photos/{contact.photo_name}"]


def test_a_deleted_account_leaves_no_object(bucket: Any, real_transactions: None) -> None:
    alice, charlie = make_user("alice@example.org"), make_user("charlie@example.org")
    for owner in (alice, charlie):
        client = Client(HTTP_HOST="localhost")
        client.force_login(owner)
        give_photo(client, make_contact(owner))
        put_in(owner, people("Anna Blum"))
    folder = alice.files_id

    delete_user(user=alice, now=timezone.now())
    assert [key for key in keys(bucket) if str(folder) in key] == []

    default_storage.save(f"{folder}/imports/late", ContentFile(b"a worker was still at it"))
    forget_files(folder)
    forget_files(folder)
    assert len(keys(bucket)) == 2 and all(str(charlie.files_id) in key for key in keys(bucket))


def test_what_no_row_names_is_swept_once_it_is_a_day_old(bucket: Any, alice: User) -> None:
    put_in(alice, people("Anna Blum"))
    kept = keys(bucket)
    for part in ("imports", "exports", "restores"):
        default_storage.save(f"{alice.files_id}/{part}/lost", ContentFile(b"left behind"))

    assert sweep_files(now=timezone.now()) == 0
    assert sweep_files(now=timezone.now() + LATER) == 3
    assert keys(bucket) == kept


def test_a_large_file_is_stored_in_parts_and_comes_back_whole(bucket: Any) -> None:
    content = bytes(range(256)) * 40_000
    name = default_storage.save("large", ContentFile(content))
    with default_storage.open(name) as file:
        file.seek(-1000, 2)
        assert file.read() == content[-1000:]
        file.seek(0)
        assert file.read() == content
    with open_once(default_storage, name) as stream:
        assert stream.read(5) == content[:5]
        assert stream.read() == content[5:]


def test_nothing_is_replaced_and_nothing_lies_outside_its_place(bucket: Any) -> None:
    first = default_storage.save("name", ContentFile(b"first"))
    second = default_storage.save("name", ContentFile(b"second"))
    with default_storage.open(first) as file:
        assert first != second and file.read() == b"first"
    storages["photos"].save("name", ContentFile(b"photo"))
    assert len(keys(bucket)) == 3

    for name in ("../photos/name", "/etc/passwd", "a/../../photos/name"):
        with pytest.raises((SuspiciousOperation, FileNotFoundError)):
            default_storage.open(name)
        with pytest.raises((SuspiciousOperation, FileNotFoundError)):
            open_once(default_storage, name)


def test_objects_are_private_and_have_no_address(bucket: Any) -> None:
    name = default_storage.save("name", ContentFile(b"x"))
    for grant in bucket.Object(f"files/{name}").Acl().grants:
        assert grant["Grantee"].get("Type") == "CanonicalUser"
    with pytest.raises(NotImplementedError):
        default_storage.url(name)


def test_a_bucket_is_named_by_an_address() -> None:
    assert read_bucket("") == {}
    assert read_bucket(f"s3://key:{quote(SECRET, safe='')}@s3.example.org/files?region=eu-central-1") == {
        "endpoint_url": "https://s3.example.org",
        "bucket_name": "files",
        "access_key": "key",
        "secret_key": SECRET,
        "region_name": "eu-central-1",
    }
    assert read_bucket("s3+http://localhost:9000/files")["access_key"] is None


@pytest.mark.parametrize(
    "url",
    ["files", "http://host/bucket", "s3://host", "s3:///bucket", "s3://host/a/b", "s3://host:x/b", "s3://host/b?acl=public"],
)  # fmt: skip
def test_an_address_of_another_kind_is_refused_in_a_sentence(url: str) -> None:
    with pytest.raises(ValueError, match="FILES_URL must look like"):
        read_bucket(url)
    assert WRONG.count("\n") == 0


def test_folders_are_usual_and_a_class_for_photos_wins(tmp_path: Path) -> None:
    options = read_bucket("s3+http://localhost:9000/files")

    usual = storages_of({}, tmp_path, "", {})
    assert usual["default"] == {"BACKEND": FOLDER}
    assert usual["photos"] == {"BACKEND": FOLDER, "OPTIONS": {"location": tmp_path / "photos"}}
    both = storages_of(options, tmp_path, "", {})
    assert (both["default"]["BACKEND"], both["photos"]["BACKEND"]) == (BUCKET, BUCKET)
    assert both["default"]["OPTIONS"]["location"] != both["photos"]["OPTIONS"]["location"]
    mixed = storages_of(options, tmp_path, "my.Photos", {"a": 1})
    assert (mixed["default"]["BACKEND"], mixed["photos"]) == (BUCKET, {"BACKEND": "my.Photos", "OPTIONS": {"a": 1}})
    assert storages_of(options, tmp_path, FOLDER, {})["photos"]["OPTIONS"] == {"location": tmp_path / "photos"}


def test_what_dead_processes_left_is_cleared_away(settings: Settings, tmp_path: Path) -> None:
    import os
    import time

    from netzwerk.core.scratch import DEAD_AFTER, scratch_folder

    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "new" / "scratch"
    folder = tmp_path / "new" / "scratch"
    folder.mkdir(parents=True)
    old, young = folder / "old.upload", folder / "young.upload"
    for file in (old, young):
        file.touch()
    long_ago = time.time() - DEAD_AFTER - 60
    os.utime(old, (long_ago, long_ago))

    assert scratch_folder() == folder
    assert (old.exists(), young.exists()) == (False, True)
    assert upload("x").size == 1
