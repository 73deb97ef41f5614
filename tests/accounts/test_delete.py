"""Deleting the account: no row and no file remains, by looking at the whole database."""

from __future__ import annotations

from pathlib import Path

import pytest
from allauth.account.models import EmailAddress as LoginAddress
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from accounts.services import queue_login_mail
from contacts.models import Contact
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.owned import owned_models
from netzwerk.core.walls import acting_as
from reminders.models import Digest, DigestPerson
from tests.factories import PASSWORD, TODAY, make_contact, make_user
from tests.security.furniture import furnish

DELETE = "/settings/delete/"


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
    default_storage.save(f"{user.files_id}/imports/people.vcf", ContentFile(b"BEGIN:VCARD"))
    default_storage.save(f"{user.files_id}/photo.jpg", ContentFile(b"JFIF"))


def _log_in(user: User) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


def test_nothing_of_a_deleted_user_remains_and_everything_of_others_does(
    real_transactions: None, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    charlie = make_user("charlie@example.org")
    make_contact(charlie, "Tomasz")
    _log_in(charlie)
    default_storage.save(f"{charlie.files_id}/photo.jpg", ContentFile(b"JFIF"))
    before, files = _whole_database(), sorted(tmp_path.rglob("*"))

    alice = make_user("alice@example.org")
    here, _elsewhere = _log_in(alice), _log_in(alice)
    _furnish(alice)
    with acting_as(alice):
        assert [model for model in owned_models() if not model._base_manager.exists()] == []

    response = here.post(DELETE, {"password": PASSWORD})

    assert response.headers["Location"] == "/"
    assert _whole_database() == before
    assert sorted(tmp_path.rglob("*")) == files


def test_the_first_page_says_goodbye(alice_client: Client) -> None:
    page = alice_client.post(DELETE, {"password": PASSWORD}, follow=True).content.decode()

    assert "Your account and everything in it is deleted." in page
    assert "Sign up" in page


@pytest.mark.parametrize("password", ["wrong", "", PASSWORD.upper()])
def test_a_wrong_password_deletes_nothing(alice: User, alice_client: Client, password: str) -> None:
    make_contact(alice)

    assert alice_client.post(DELETE, {"password": password}).status_code == 422

    assert User.objects.filter(pk=alice.pk).exists()
    with acting_as(alice):
        assert Contact.objects.count() == 1
    assert alice_client.get("/contacts/").status_code == 200


def test_the_question_itself_deletes_nothing(alice: User, alice_client: Client) -> None:
    assert 'type="password"' in alice_client.get(f"{DELETE}?password={PASSWORD}").content.decode()
    assert User.objects.filter(pk=alice.pk).exists()


def test_guessing_the_password_ends_with_a_refusal(alice: User, alice_client: Client) -> None:
    answers = [alice_client.post(DELETE, {"password": "wrong"}).status_code for _attempt in range(11)]

    assert answers == [422] * 10 + [429]
    assert alice_client.post(DELETE, {"password": PASSWORD}).status_code == 429
    assert User.objects.filter(pk=alice.pk).exists()
