"""Deleting the account: no row and no file remains, by looking at the whole database."""

from __future__ import annotations

from pathlib import Path

import pytest
from allauth.account.models import EmailAddress as LoginAddress
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from accounts.services import queue_login_mail
from accounts.tasks import queue_due_deletions
from contacts.models import Contact
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.models import Job
from netzwerk.core.owned import owned_models
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from reminders.models import Digest, DigestPerson
from tests.factories import PASSWORD, TODAY, make_contact, make_user
from tests.security.furniture import furnish

DELETE = "/settings/delete/"
FILES = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
NOW = {"when": "now", "password": PASSWORD}


def _whole_database() -> dict[str, list[str]]:
    """Return every row of every table as text, as the tables' owner, whom no wall stops."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        rows = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
            rows[table] = [row[0] for row in cursor.fetchall()]
    return rows


def _furnish(user: User) -> None:
    """Give the user a row in every owned table, jobs, an unsent mail, and files."""
    there = furnish(user)
    with acting_as(user):
        digest = Digest.objects.create(owner=user, kind=Digest.Kind.TEST, for_date=TODAY)
        DigestPerson.objects.create(owner=user, digest=digest, contact_id=there["contact"], named_on=TODAY)
    enqueue_job(kind="import", owner=user, object_id=there["imported"])
    queue_login_mail(recipient=user.email, subject="Choose a new password", text="secret link")
    queue_login_mail(recipient=user.email.title(), subject="Choose a new password", text="secret link")
    queue_login_mail(recipient="new@example.org", subject="Please confirm", text="secret link")
    LoginAddress.objects.create(user=user, email="new@example.org")
    for path in ("imports/people.vcf", "exports/everything.zip", "restores/everything.zip", "photo.jpg"):
        default_storage.save(f"{user.files_id}/{path}", ContentFile(b"Miriam"))


def _work_off() -> None:
    """Do what is still to be done, also by jobs that outlive an account: say goodbye, look for files once more."""
    waiting = Job.objects.filter(state=Job.State.WAITING)
    while jobs := list(waiting):
        waiting.update(run_at=timezone.now())
        for job in jobs:
            run_job(str(job.pk))


def _log_in(user: User) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


@pytest.mark.parametrize("when", ["now", "later"])
def test_nothing_of_a_deleted_user_remains_and_everything_of_others_does(
    real_transactions: None, settings: Settings, tmp_path: Path, mailoutbox: list[EmailMessage], when: str
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {**settings.STORAGES, "photos": {**FILES, "OPTIONS": {"location": tmp_path / "photos"}}}
    charlie = make_user("charlie@example.org")
    make_contact(charlie, "Tomasz")
    _log_in(charlie)
    for storage in (default_storage, storages["photos"]):
        storage.save(f"{charlie.files_id}/photo.jpg", ContentFile(b"JFIF"))
    before, files = _whole_database(), sorted(tmp_path.rglob("*"))

    alice = make_user("alice@example.org")
    here, _elsewhere = _log_in(alice), _log_in(alice)
    _furnish(alice)
    with acting_as(alice):
        assert [model for model in owned_models() if not model._base_manager.exists()] == []

    assert len(list(tmp_path.glob(f"*/{alice.files_id}/*"))) >= 4, "in the storage of photos as well"

    response = here.post(DELETE, NOW | {"when": when})
    if when == "later":
        _work_off()
        User.objects.filter(pk=alice.pk).update(deletion_due_at=timezone.now())
        assert queue_due_deletions() == 1
    _work_off()

    assert response.headers["Location"] == ("/" if when == "now" else "/settings/")
    after = _whole_database()
    assert {job.kind for job in Job.objects.all()} <= {"login-mail", "forget-files"}, "which know no owner"
    assert not [row for row in after["core_job"] if "Miriam" in row or "alice" in row]
    belongs_to_nobody: dict[str, list[str]] = {"core_job": [], "core_heartbeat": []}
    assert after | belongs_to_nobody == before | belongs_to_nobody
    assert sorted(tmp_path.rglob("*")) == files
    assert mailoutbox[-1].subject == "Your account is deleted"
    assert mailoutbox[-1].to == ["alice@example.org"]


def test_the_first_page_says_goodbye(alice_client: Client) -> None:
    page = alice_client.post(DELETE, NOW, follow=True).content.decode()

    assert "Your account and everything in it is deleted. A mail confirms it." in page
    assert "Sign up" in page


@pytest.mark.parametrize("password", ["wrong", "", PASSWORD.upper()])
def test_a_wrong_password_deletes_nothing(alice: User, alice_client: Client, password: str) -> None:
    make_contact(alice)

    assert alice_client.post(DELETE, {"when": "now", "password": password}).status_code == 422

    assert User.objects.filter(pk=alice.pk).exists()
    with acting_as(alice):
        assert Contact.objects.count() == 1
    assert alice_client.get("/contacts/").status_code == 200


def test_the_question_itself_deletes_nothing(alice: User, alice_client: Client) -> None:
    assert 'type="password"' in alice_client.get(f"{DELETE}?password={PASSWORD}").content.decode()
    assert User.objects.filter(pk=alice.pk).exists()


def test_guessing_the_password_ends_with_a_refusal(alice: User, alice_client: Client) -> None:
    answers = [alice_client.post(DELETE, {"when": "now", "password": "wrong"}).status_code for _attempt in range(11)]

    assert answers == [422] * 10 + [429]
    assert alice_client.post(DELETE, NOW).status_code == 429
    assert User.objects.filter(pk=alice.pk).exists()


def test_a_form_that_does_not_say_when_deletes_nothing(alice: User, alice_client: Client) -> None:
    for when in ("", "tomorrow", "\x00", "now" * 9999):
        assert alice_client.post(DELETE, {"when": when, "password": PASSWORD}).status_code == 422

    assert User.objects.get(pk=alice.pk).deletion_due_at is None
