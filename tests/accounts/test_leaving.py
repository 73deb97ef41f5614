"""Leaving in 14 days: the day is said, nothing comes meanwhile, there is a way back, and then all of it goes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from accounts.models import LoginMail, User
from accounts.services import delete_user, keep_account, schedule_deletion
from accounts.services.leaving import due_accounts
from accounts.tasks import queue_due_deletions
from contacts.models import Contact
from netzwerk.core.jobs import claim_job, enqueue_job
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from reminders.models import Digest
from reminders.services import claim_due_users, plan_digest
from reminders.services.unplanned import plan_unplanned
from reminders.tasks import send_digest
from tests.accounts.conftest import SendMails, path_in
from tests.factories import PASSWORD, make_contact, make_user
from tests.plans import analyse, plan_left_alone
from tests.racing import all_at_once

DELETE = "/settings/delete/"
LATER = {"when": "later", "password": PASSWORD}
# A Thursday; the next mail would come on Monday at eight.
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
DUE = NOW + timedelta(days=14)


@pytest.fixture
def leaving(alice: User) -> User:
    """Alice, whose account goes in 14 days."""
    plan_digest(alice, NOW)
    with time_machine.travel(NOW, tick=False):
        schedule_deletion(user=alice, now=NOW)
    return alice


def test_the_account_goes_in_14_days_and_each_page_says_so(alice: User, alice_client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        page = alice_client.post(DELETE, LATER, follow=True).content.decode()
        assert "Your account goes on 10 December. Until then, each page offers to keep it." in page
        for address in ("/", "/contacts/", "/settings/", DELETE):
            assert (
                "Your account goes on 10 December, with everything in it." in alice_client.get(address).content.decode()
            )

    alice.refresh_from_db()
    assert alice.deletion_due_at == DUE


def test_nobody_else_sees_that_banner_and_it_asks_nothing_of_the_database(
    alice: User, alice_client: Client, charlie_client: Client
) -> None:
    with CaptureQueriesContext(connection) as before:
        assert "Your account goes" not in alice_client.get("/settings/").content.decode()
    User.objects.filter(pk=alice.pk).update(deletion_due_at=timezone.now() + timedelta(days=3))
    with CaptureQueriesContext(connection) as after:
        assert "Your account goes" in alice_client.get("/settings/").content.decode()

    assert len(after) == len(before)
    assert "Your account goes" not in charlie_client.get("/settings/").content.decode()


def test_a_second_click_puts_nothing_off(leaving: User) -> None:
    assert schedule_deletion(user=leaving, now=NOW + timedelta(days=5)) == DUE


def test_a_mail_says_when_and_its_link_keeps_the_account(leaving: User, visitor: Client, send_mails: SendMails) -> None:
    [mail] = send_mails()
    assert (mail.to, mail.subject) == (["alice@example.org"], "Your account goes on 10 Dec 2026")
    assert LoginMail.objects.count() == 0

    link = path_in(mail)
    asked = visitor.get(link)
    assert "Your account goes on 10 December" in asked.content.decode()
    assert "no-store" in asked.headers["Cache-Control"]
    leaving.refresh_from_db()
    assert leaving.deletion_due_at == DUE, "a mail program that opens each link keeps nothing"

    assert "Your account stays" in visitor.post(link).content.decode()
    assert User.objects.get(pk=leaving.pk).deletion_due_at is None
    assert visitor.post(link).status_code == visitor.get(link).status_code == 410


def test_a_link_of_an_earlier_change_of_mind_keeps_nothing(
    leaving: User, visitor: Client, send_mails: SendMails
) -> None:
    [mail] = send_mails()
    keep_account(user=leaving)
    schedule_deletion(user=leaving, now=NOW + timedelta(days=1))

    assert visitor.post(path_in(mail)).status_code == 410
    leaving.refresh_from_db()
    assert leaving.deletion_due_at == DUE + timedelta(days=1)


@pytest.mark.parametrize("token", ["forged", "x" * 3000, "WzEsMl0:1u:a"])
def test_a_forged_link_keeps_nothing(leaving: User, visitor: Client, token: str) -> None:
    assert visitor.post(f"/settings/keep/{token}/").status_code == 404


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("de", "Ihr Konto wird am 10. Dezember 2026 gelöscht", "Sie möchten es doch behalten?"),
        ("de-du", "Dein Konto wird am 10. Dezember 2026 gelöscht", "Du möchtest es doch behalten?"),
    ],
)
def test_the_mails_speak_the_language_of_their_reader(
    alice: User, send_mails: SendMails, language: str, subject: str, words: str
) -> None:
    alice.language = language
    alice.save()
    schedule_deletion(user=alice, now=NOW)
    [mail] = send_mails()
    assert (mail.subject, words in str(mail.body)) == (subject, True)

    delete_user(user=alice, now=NOW)
    [goodbye] = send_mails()
    assert goodbye.subject == ("Ihr Konto ist gelöscht" if language == "de" else "Dein Konto ist gelöscht")


def test_without_mail_nothing_is_promised_and_none_is_written(
    alice: User, alice_client: Client, settings: Settings
) -> None:
    settings.IS_MAIL_SET_UP = False

    assert "mail confirms" not in alice_client.get(DELETE).content.decode()
    alice_client.post(DELETE, LATER)
    assert LoginMail.objects.count() == 0
    page = alice_client.post(DELETE, LATER | {"when": "now"}, follow=True).content.decode()
    assert "Your account and everything in it is deleted." in page
    assert "mail confirms" not in page
    assert LoginMail.objects.count() == 0


def test_no_mail_comes_by_itself_while_the_account_waits(leaving: User) -> None:
    leaving.refresh_from_db()
    assert leaving.next_digest_at is None
    assert plan_digest(leaving, NOW) is None
    assert plan_unplanned(now=NOW) == 0
    assert claim_due_users(now=DUE) == 0


def test_a_mail_that_was_on_its_way_stays_where_it_is(alice: User, mailoutbox: list[EmailMessage]) -> None:
    with time_machine.travel(NOW, tick=False):
        User.objects.filter(pk=alice.pk).update(next_digest_at=NOW)
        assert claim_due_users(now=NOW) == 1
        schedule_deletion(user=alice, now=NOW)
        claimed = claim_job(Job.objects.get(kind="digest").pk, now=NOW)
        assert claimed is not None
        send_digest(claimed)

    assert mailoutbox == []
    with acting_as(alice):
        assert Digest.objects.get().state != Digest.State.SENT


def test_keeping_the_account_brings_the_next_mail_back(leaving: User) -> None:
    client = Client(HTTP_HOST="localhost")
    client.force_login(leaving)
    with time_machine.travel(NOW, tick=False):
        answer = client.post("/settings/keep/", {"next": "/contacts/"})

    leaving.refresh_from_db()
    assert answer.headers["Location"] == "/contacts/"
    assert leaving.deletion_due_at is None
    assert leaving.next_digest_at == datetime(2026, 11, 30, 7, tzinfo=UTC)
    assert client.get("/settings/keep/").status_code == 405


def test_the_tick_lets_go_who_is_due_and_nobody_else(leaving: User, charlie: User) -> None:
    with time_machine.travel(DUE - timedelta(minutes=1), tick=False):
        assert queue_due_deletions() == 0
    with time_machine.travel(DUE, tick=False):
        assert queue_due_deletions() == 1
        assert queue_due_deletions() == 0, "there is a job already"
        run_job(str(Job.objects.get(kind="delete-account").pk))

    assert list(User.objects.all()) == [charlie]


def test_who_changes_their_mind_after_the_job_was_written_stays(leaving: User) -> None:
    with time_machine.travel(DUE, tick=False):
        queue_due_deletions()
        keep_account(user=leaving)
        job = Job.objects.get(kind="delete-account")
        run_job(str(job.pk))

    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert User.objects.filter(pk=leaving.pk).exists()


def test_a_worker_killed_at_it_leaves_all_of_it_to_the_next(leaving: User) -> None:
    with time_machine.travel(DUE, tick=False):
        queue_due_deletions()
        job = claim_job(Job.objects.get(kind="delete-account").pk, now=DUE)
        assert job is not None, "and then the worker dies"
        assert queue_due_deletions() == 0
    with time_machine.travel(DUE + timedelta(hours=1), tick=False):
        run_job(str(job.pk))

    assert not User.objects.filter(pk=leaving.pk).exists()


def test_what_a_worker_wrote_into_the_folder_after_the_account_went_goes_as_well(alice: User) -> None:
    delete_user(user=alice, now=NOW)
    path = default_storage.save(f"{alice.files_id}/exports/late.zip", ContentFile(b"Miriam"))
    job = Job.objects.get(kind="forget-files")
    assert (job.owner_id, job.object_id, job.run_at) == (None, alice.files_id, NOW + timedelta(hours=1))

    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        run_job(str(job.pk))

    assert not default_storage.exists(path)


def test_accounts_that_are_due_are_found_by_their_index(db: None) -> None:
    waiting = [User(email=f"user-{number}@example.org") for number in range(3000)]
    waiting += [User(email=f"later-{number}@example.org", deletion_due_at=DUE) for number in range(500)]
    waiting += [User(email="due@example.org", deletion_due_at=NOW)]
    User.objects.bulk_create(waiting)
    analyse("accounts_user")

    plan = plan_left_alone(
        str(due_accounts(NOW).values_list("pk", flat=True)[:500].query).replace(str(NOW), f"'{NOW.isoformat()}'")
    )

    assert "accounts_user_deletion" in plan
    assert "Seq Scan" not in plan


def test_workers_who_write_while_the_account_goes_leave_no_row_and_no_file(real_transactions: None) -> None:
    for number in range(5):
        user = make_user(f"user{number}@example.org")
        make_contact(user)

        def write(user: User = user) -> None:
            for place in range(10):
                try:
                    with acting_as(user.pk):
                        make_contact(user, f"Person {place}")
                        default_storage.save(f"{user.files_id}/exports/{place}", ContentFile(b"Miriam"))
                        enqueue_job(kind="export", owner=user.pk)
                except Exception:
                    return

        going = User.objects.get(pk=user.pk)
        all_at_once(write, write, partial(delete_user, user=going, now=timezone.now()))
        Job.objects.filter(kind="forget-files").update(run_at=timezone.now())
        run_job(str(Job.objects.get(kind="forget-files", object_id=user.files_id).pk))

        assert not User.objects.filter(pk=user.pk).exists()
        assert not Job.objects.filter(owner_id=user.pk).exists()
        with acting_as(user.pk):
            assert Contact.objects.count() == 0
        assert not default_storage.exists(f"{user.files_id}/exports")
