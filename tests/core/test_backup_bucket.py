"""Files in a bucket of the S3 API come along in a backup, and go back into another bucket or a folder."""

from __future__ import annotations

from io import BytesIO, StringIO
from pathlib import Path

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.core.management import call_command
from pytest_django import Settings

from netzwerk.core.backup.files import all_files, put_back, storage_of
from netzwerk.core.backup.packing import opened
from netzwerk.settings.files import read_bucket, storages_of

FILES = {"default": ("exports/1/all.zip", b"everything"), "photos": ("1/photo.webp", b"a picture")}


@pytest.fixture
def bucket(bucket_server: str, settings: Settings, tmp_path: Path) -> None:
    """Keep all files in a bucket."""
    endpoint = f"http://{bucket_server}"
    api = boto3.resource("s3", endpoint_url=endpoint, aws_access_key_id="key", aws_secret_access_key="secret")
    name = tmp_path.name.replace("_", "-")[:40].rstrip("-").lower()
    api.create_bucket(Bucket=name)
    options = read_bucket(f"s3+http://key:secret@{bucket_server}/{name}?region=us-east-1")
    settings.STORAGES = storages_of(options, tmp_path, "", {})


def test_files_of_a_bucket_are_in_the_backup(bucket: None, real_transactions: None, tmp_path: Path) -> None:
    for storage, (name, content) in FILES.items():
        storages[storage].save(name, ContentFile(content))

    call_command("backup", str(tmp_path / "site.tar"), stdout=StringIO())

    with opened(tmp_path / "site.tar") as backup:
        found = {part.name for part in backup.manifest.parts if part.name.startswith("files/")}
        assert found == {"files/media/exports/1/all.zip", "files/photos/1/photo.webp"}
        assert backup.part("files/photos/1/photo.webp").read() == b"a picture"
        backup.verify()


def test_they_go_back_under_their_own_names(bucket: None, tmp_path: Path) -> None:
    for storage in (storage_of("photos"), FileSystemStorage(location=tmp_path / "photos")):
        for content in (b"what lay there", b"what comes back"):
            put_back(storage, "1/photo.webp", BytesIO(content))

        assert list(all_files(storage)) == ["1/photo.webp"]
        with storage.open("1/photo.webp") as file:
            assert file.read() == b"what comes back"


def test_a_storage_that_was_never_used_has_no_files(bucket: None, tmp_path: Path) -> None:
    assert list(all_files(storage_of("photos"))) == []
    assert list(all_files(FileSystemStorage(location=tmp_path / "nothing"))) == []
