"""Uploaded files: where they lie, who may read them, how long, and how much of them."""

from __future__ import annotations

import io
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.uploads import BoundedUploadHandler
from netzwerk.core.walls import acting_as
from tests.factories import PASSWORD
from transfer.forms import imports as forms
from transfer.models import ImportFile

CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Blum\r\nEND:VCARD\r\n"
ANSWERS = {"origin": "studies", "closeness": "good", "last_in_touch": "longer"}


def _upload(client: Client, data: bytes = CARD, name: str = "people.vcf", kind: str = "text/vcard") -> Any:
    return client.post("/import/new/", {**ANSWERS, "upload": SimpleUploadedFile(name, data, kind)})


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("is_large", [False, True])
def test_only_the_application_may_read_an_uploaded_file(
    alice: User, member: Client, media: Path, settings: Settings, is_large: bool
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10 if is_large else 10_000

    _upload(member)

    [file] = _files(media)
    assert file.read_bytes() == CARD
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for folder in file.relative_to(media).parents:
        assert stat.S_IMODE((media / folder).stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "name",
    ["../../../../tmp/evil.vcf", "..\\..\\evil.vcf", "/etc/passwd", "evil.php\0.vcf", "evil.html", "con", ".htaccess",
     "a" * 500 + ".vcf", "…/%2e%2e/evil", "<script>.vcf"],
)  # fmt: skip
def test_the_name_of_a_file_decides_nothing(alice: User, member: Client, media: Path, name: str) -> None:
    _upload(member, name=name)

    [file] = _files(media)
    with acting_as(alice):
        kept = ImportFile.objects.get()
    assert file == media / str(alice.files_id) / "imports" / str(kept.pk)
    assert "/" not in kept.name


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/x-php", ""])
def test_the_type_of_a_file_decides_nothing(member: Client, media: Path, kind: str) -> None:
    _upload(member, kind=kind)

    assert [file.suffix for file in _files(media)] == [""]


def test_a_file_is_gone_once_it_is_read_in(alice: User, member: Client, media: Path) -> None:
    _upload(member)

    run_job(str(Job.objects.get(kind="import").pk))

    assert _files(media) == []


def test_a_file_is_gone_with_its_account(
    real_transactions: None, media: Path, settings: Settings, client: Client
) -> None:
    from tests.factories import make_user

    alice = make_user()
    client.defaults["HTTP_HOST"] = "localhost"
    client.force_login(alice)
    _upload(client)
    assert len(_files(media)) == 1

    client.post("/settings/delete/", {"when": "now", "password": PASSWORD})

    assert list(media.rglob("*")) == []


def test_no_address_serves_what_users_upload(alice: User, member: Client, media: Path) -> None:
    _upload(member)
    path = _files(media)[0].relative_to(media)

    for address in (f"/media/{path}", f"/{path}", f"/static/{path}", f"/static/../var/media/{path}", f"/import/{path}"):
        assert member.get(address).status_code == 404


def test_of_a_file_without_end_only_the_beginning_is_kept() -> None:
    handler = BoundedUploadHandler(largest=100)
    handler.new_file("upload", "people.vcf", "text/vcard", None)

    for start in range(0, 10_000, 40):
        assert handler.receive_data_chunk(b"x" * 40, start) is None
    file = handler.file_complete(10_000)

    assert isinstance(file, TemporaryUploadedFile)
    assert (file.size, Path(file.temporary_file_path()).stat().st_size) == (10_000, 80)
    file.close()


def test_what_is_kept_of_it_is_not_taken_for_the_whole(
    member: Client, media: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "UPLOAD_BYTES", 100_000)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000

    response = _upload(member, data=CARD + b" " * 200_000)

    assert response.status_code == 422
    assert "larger than 50 MB" in response.content.decode()
    assert _files(media) == []


def test_many_files_at_once_are_refused(member: Client, media: Path) -> None:
    files = [SimpleUploadedFile(f"{number}.vcf", CARD) for number in range(41)]

    some = member.post("/import/new/", {**ANSWERS, "upload": files[:21]})
    response = member.post("/import/new/", {**ANSWERS, "upload": files})

    assert (some.status_code, response.status_code) == (422, 400)
    assert _files(media) == []


def test_a_visitor_uploads_nothing(visitor: Client, media: Path) -> None:
    response = visitor.post("/import/new/", {"upload": io.BytesIO(CARD)})

    assert response.headers["Location"].startswith("/accounts/login/")
    assert _files(media) == []
