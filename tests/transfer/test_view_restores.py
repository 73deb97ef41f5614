"""The pages of restores: an export is uploaded, looked at, brought in or thrown away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_moment
from tests.transfer.archives import accept, again, exported, job_of, looked_at, put_back, with_rows
from transfer.models import Restore
from transfer.services.restores import MOST_WAITING


@pytest.fixture(autouse=True)
def _media(media: Path) -> None:
    """Keep uploaded files in a folder of this test's own."""


@pytest.fixture
def content(charlie: User) -> bytes:
    """What Charlie has once exported: one person and a moment."""
    make_moment(charlie, make_contact(charlie, "Anna Blum"))
    return exported(charlie)


def _upload(client: Client, content: bytes, name: str = "netzwerk.zip", **more: Any) -> HttpResponse:
    upload = SimpleUploadedFile(name, content, "application/zip")
    return client.post(reverse("transfer:restore-create"), {"upload": upload}, **more)  # type: ignore[return-value]


def test_an_export_is_uploaded_shown_and_brought_in(alice: User, alice_client: Client, content: bytes) -> None:
    answer = _upload(alice_client, content)
    with acting_as(alice):
        restore = Restore.objects.get()
    page = reverse("transfer:restore-detail", args=[restore.pk])
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert "Being read" in alice_client.get(page).content.decode()

    run_job(str(job_of(restore).pk))
    preview = alice_client.get(page).content.decode()
    assert "Your account is empty, so all of it comes in." in preview
    assert "People" in preview and "1 new" in preview

    alice_client.post(reverse("transfer:restore-accept", args=[restore.pk]), {"with_settings": "on"})
    run_job(str(job_of(restore, "restore-accept").pk))
    assert "Everything that was new is here now" in alice_client.get(page).content.decode()
    assert "Anna Blum" in alice_client.get(reverse("contacts:contact-list")).content.decode()


def test_both_answers_to_a_preview_carry_their_token(alice: User, alice_client: Client, content: bytes) -> None:
    restore = looked_at(alice, content)
    page = alice_client.get(reverse("transfer:restore-detail", args=[restore.pk])).content.decode()
    for name in ("accept", "discard"):
        form = page.partition(f'action="{reverse(f"transfer:restore-{name}", args=[restore.pk])}"')[2].partition(
            "</form>"
        )[0]
        assert 'name="csrfmiddlewaretoken"' in form, name


def test_the_part_of_a_restore_asks_on_until_there_is_something_to_see(
    alice: User, alice_client: Client, content: bytes
) -> None:
    restore = put_back(alice, content)
    page = reverse("transfer:restore-detail", args=[restore.pk])
    part = alice_client.get(page, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and 'hx-trigger="every 1s"' in part
    run_job(str(job_of(restore).pk))
    part = alice_client.get(page, headers={"HX-Request": "true"}).content.decode()
    assert "every 1s" not in part and 'role="status"' in part


def test_what_is_no_zip_is_refused_with_a_sentence(alice: User, alice_client: Client) -> None:
    for wrong in (b"BEGIN:VCARD\r\nEND:VCARD\r\n", b"PK\x03\x04 and nothing more", b"\0" * 100):
        answer = _upload(alice_client, wrong, "x\0" * 300 + ".zip")
        assert answer.status_code == 422
        assert "This is no ZIP, or only a part of one." in answer.content.decode()
    assert alice_client.post(reverse("transfer:restore-create")).status_code == 422


def test_a_form_without_its_token_is_refused(alice: User, content: bytes) -> None:
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    client.force_login(alice)
    assert _upload(client, content).status_code == 403


def test_an_export_may_be_larger_than_other_uploads(
    alice: User, alice_client: Client, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netzwerk.core.uploads.LARGEST_FILE", 10)
    assert _upload(alice_client, content).status_code == 302
    monkeypatch.setattr("transfer.forms.restores.MOST_BYTES_PACKED", 10)
    answer = _upload(alice_client, content)
    assert (answer.status_code, "larger than 1 GB" in answer.content.decode()) == (422, True)


def test_only_some_files_wait_at_a_time(alice: User, alice_client: Client, content: bytes) -> None:
    for _each in range(MOST_WAITING):
        assert _upload(alice_client, content).status_code == 302
    answer = _upload(alice_client, content)
    assert (answer.status_code, "wait for your answer" in answer.content.decode()) == (422, True)


def test_a_file_is_thrown_away_with_its_row(
    alice: User, alice_client: Client, content: bytes, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    restore = looked_at(alice, content)
    with django_capture_on_commit_callbacks(execute=True):
        answer = alice_client.post(reverse("transfer:restore-discard", args=[restore.pk]))
    assert answer["Location"] == reverse("transfer:restore-list")
    with acting_as(alice):
        assert not Restore.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_what_is_coming_in_is_not_thrown_away(alice: User, alice_client: Client, content: bytes) -> None:
    restore = looked_at(alice, content)
    accept(restore)
    alice_client.post(reverse("transfer:restore-discard", args=[restore.pk]))
    assert again(restore).state == Restore.State.RESTORING


def test_a_refused_file_says_why_and_where(alice: User, alice_client: Client, content: bytes) -> None:
    wrong = with_rows(content, "contacts.contact", lambda rows: rows[0].update(closeness="bosom"))
    restore = looked_at(alice, wrong)
    page = alice_client.get(reverse("transfer:restore-detail", args=[restore.pk])).content.decode()
    assert "It is in data/contacts.contact.jsonl, line 1, at closeness." in page
    assert "Nothing was brought in." in page


def test_a_stranger_sees_nothing(alice: User, charlie_client: Client, content: bytes) -> None:
    restore = looked_at(alice, content)
    assert charlie_client.get(reverse("transfer:restore-detail", args=[restore.pk])).status_code == 404
    for name in ("accept", "discard"):
        assert charlie_client.post(reverse(f"transfer:restore-{name}", args=[restore.pk])).status_code == 404
    assert again(restore).state == Restore.State.READY


def test_the_list_asks_no_more_for_many(
    alice: User, alice_client: Client, content: bytes, django_assert_same_queries: Any
) -> None:
    put_back(alice, content)
    page = reverse("transfer:restore-list")
    alice_client.get(page)
    with django_assert_same_queries() as one:
        alice_client.get(page)
    put_back(alice, content)
    put_back(alice, content)
    with django_assert_same_queries() as three:
        assert alice_client.get(page).content.decode().count("netzwerk.zip") == 3
    assert len(three) == len(one)
