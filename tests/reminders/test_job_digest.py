"""Sending a digest: once, with what is true at that moment, through a real SMTP conversation."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.db import connection
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from reminders.models import Digest, DigestPerson, PushSubscription
from reminders.services import plan_digest, resume_mails
from tests.factories import TODAY
from tests.reminders.digest_jobs import MONDAY_8, order_mail, run
from tests.reminders.people import make_fresh, make_overdue
from tests.reminders.postmen import SMTP, Postman, body_of

pytestmark = pytest.mark.usefixtures("monday_8")


def run_again(job: Job) -> Digest:
    """Run the job again as after a crash or a failure, whatever its plan."""
    Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING, run_at=timezone.now())
    return run(job)


def named_by(job: Job) -> list[str]:
    assert job.owner_id is not None
    assert job.object_id is not None
    with acting_as(job.owner_id):
        rows = DigestPerson.objects.filter(digest_id=job.object_id).select_related("contact")
        return [row.contact.name for row in rows]


def test_a_digest_arrives_by_smtp_and_is_recorded(alice: User, postman: Postman) -> None:
    make_overdue(alice)

    job = order_mail(alice)
    digest = run(job)

    [mail] = postman.mails
    assert (mail["To"], mail["Subject"]) == ("alice@example.org", "Worth a message: Tomasz")
    assert mail["Message-ID"] == f"<digest-{digest.pk}@localhost>"
    assert "You usually talk every 3 months" in body_of(mail, "plain")
    assert "You usually talk every 3 months" in body_of(mail, "html")
    assert (digest.state, digest.sent_at, digest.problem) == ("sent", MONDAY_8, "")
    assert named_by(job) == ["Tomasz Bielak"]


def test_run_twice_is_sent_once(alice: User, postman: Postman) -> None:
    make_overdue(alice)
    job = order_mail(alice)

    run(job)
    run_again(job)

    assert len(postman.mails) == 1
    assert named_by(job) == ["Tomasz Bielak"]


def test_a_second_run_after_a_crash_names_the_same_people_under_the_same_message_id(
    alice: User, postman: Postman
) -> None:
    alice.digest_people = 1
    alice.save()
    make_overdue(alice)
    job = order_mail(alice)
    run(job)
    with acting_as(alice):
        Digest.objects.update(state=Digest.State.WAITING, sent_at=None)  # the crash came before the record
    make_overdue(alice, "Somebody more urgent", last_moment_on=TODAY - timedelta(days=300))

    run_again(job)

    first, second = postman.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Subject"] == second["Subject"]
    assert named_by(job) == ["Tomasz Bielak"]


def test_whoever_was_written_to_meanwhile_is_not_named_again(alice: User, postman: Postman) -> None:
    tomasz, ruth = make_overdue(alice), make_overdue(alice, "Ruth Okafor")
    job = order_mail(alice)
    postman.refusal = "451 come back later"
    assert run(job).state == "waiting"
    assert set(named_by(job)) == {tomasz.name, ruth.name}

    with acting_as(alice):
        Contact.objects.filter(pk=tomasz.pk).update(last_moment_on=TODAY)
    postman.refusal = ""
    run_again(job)

    assert postman.mails[0]["Subject"] == "Worth a message: Ruth"
    assert named_by(job) == [ruth.name]


def test_with_nothing_to_say_no_mail_goes_out(alice: User, postman: Postman) -> None:
    make_fresh(alice)

    digest = run(order_mail(alice))

    assert (digest.state, postman.mails) == ("empty", [])


def test_a_birthday_alone_is_worth_a_mail(alice: User, postman: Postman) -> None:
    make_fresh(alice, birthday_month=3, birthday_day=19)

    run(order_mail(alice))

    assert "Birthday on Thursday." in body_of(postman.mails[0], "plain")


def test_whoever_stopped_the_mails_meanwhile_gets_none(alice: User, postman: Postman) -> None:
    make_overdue(alice)
    alice.digest_weekdays = []
    alice.save()

    assert run(order_mail(alice)).state == "empty"
    assert postman.mails == []
    assert run(order_mail(alice, kind=Digest.Kind.NOW)).state == "sent", "asked for is asked for"


def test_a_failure_of_the_server_is_recorded_and_tried_again(alice: User, postman: Postman) -> None:
    make_overdue(alice)
    job = order_mail(alice)
    postman.refusal = "451 come back later"

    digest = run(job)

    job.refresh_from_db()
    assert (job.state, job.last_error) == (Job.State.WAITING, "DeliveryError")
    assert (digest.state, digest.problem, digest.attempts) == ("waiting", "address_not_now", 1)
    assert digest.next_try_at == job.run_at
    assert timedelta(seconds=30) <= job.run_at - MONDAY_8 < timedelta(seconds=40)
    postman.refusal = ""
    digest = run_again(job)
    assert (digest.state, digest.problem, digest.attempts, digest.next_try_at) == ("sent", "", 2, None)
    assert len(postman.mails) == 1


def test_a_server_that_is_away_is_tried_for_two_days_and_then_the_digest_has_failed(
    alice: User, settings: LazySettings
) -> None:
    make_overdue(alice)
    job = order_mail(alice)
    settings.EMAIL_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    tries: list[datetime] = []
    while job.state == Job.State.WAITING:
        tries.append(job.run_at)
        with time_machine.travel(job.run_at, tick=False):
            digest = run(job)
        job.refresh_from_db()
        assert digest.problem == "no_server"
        assert digest.state == ("waiting" if job.state == Job.State.WAITING else "failed")

    assert (job.state, job.last_error) == (Job.State.FAILED, "ConnectionRefusedError")
    assert (digest.state, digest.attempts, digest.next_try_at) == ("failed", len(tries), None)
    assert timedelta(hours=45) < tries[-1] - MONDAY_8 <= timedelta(hours=48)
    alice.refresh_from_db()
    assert (alice.digest_refusals, alice.digest_paused_at) == (0, None)


def test_three_refusals_in_a_row_pause_the_mails_and_lose_nothing(alice: User, postman: Postman) -> None:
    make_overdue(alice)
    postman.refusal = "550 no such user"

    for count in range(1, 4):
        assert alice.digest_paused_at is None
        digest = run(order_mail(alice, for_date=TODAY + timedelta(days=count)))
        assert (digest.state, digest.problem) == ("failed", "address_refused")
        alice.refresh_from_db()
        assert alice.digest_refusals == count

    assert (alice.digest_paused_at, alice.next_digest_at) == (MONDAY_8, None)
    assert alice.digest_weekdays == [0]
    resume_mails(alice)
    assert alice.digest_paused_at is None
    assert alice.next_digest_at == MONDAY_8 + timedelta(weeks=1)


def test_an_address_that_refuses_ends_the_mails_and_not_the_notifications(alice: User, postman: Postman) -> None:
    make_overdue(alice)
    with acting_as(alice):
        PushSubscription.objects.create(owner=alice, endpoint="https://push.example.org/1", endpoint_hash="1")
    plan_digest(alice, MONDAY_8)
    postman.refusal = "550 no such user"
    for count in range(1, 4):
        run(order_mail(alice, for_date=TODAY + timedelta(days=count)))
    alice.refresh_from_db()
    assert (alice.digest_paused_at, alice.next_digest_at) == (MONDAY_8, MONDAY_8 + timedelta(weeks=1))
    postman.refusal = ""

    job = order_mail(alice, for_date=TODAY + timedelta(days=4))

    assert (run(job).state, postman.mails) == ("sent", [])
    assert Job.objects.filter(kind="push", object_id=job.object_id).count() == 1
    resume_mails(alice)
    with time_machine.travel(MONDAY_8 + timedelta(days=5), tick=False):
        assert run(order_mail(alice, for_date=TODAY + timedelta(days=5))).state == "sent"
    assert len(postman.mails) == 1


def test_a_mail_that_arrives_starts_the_count_anew(alice: User, postman: Postman) -> None:
    make_overdue(alice)
    alice.digest_refusals = 2
    alice.save()

    run(order_mail(alice))

    alice.refresh_from_db()
    assert alice.digest_refusals == 0


def test_no_transaction_is_open_while_the_server_is_talked_to(
    real_transactions: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.factories import make_user

    alice = make_user()
    make_overdue(alice)
    was_open: list[bool] = []

    def look(*_arguments: object, **_more: object) -> None:
        was_open.append(connection.in_atomic_block)

    monkeypatch.setattr("reminders.tasks.send_mail", look)
    run(order_mail(alice))

    assert was_open == [False]


def test_a_digest_whose_owner_has_left_is_not_sent(alice: User, postman: Postman) -> None:
    make_overdue(alice)
    job = order_mail(alice)
    User.objects.filter(pk=alice.pk).update(is_active=False)

    run(job)

    assert postman.mails == []


def test_another_owners_digest_is_not_sent_by_a_job(alice: User, charlie: User, postman: Postman) -> None:
    make_overdue(alice)
    job = order_mail(alice)
    Job.objects.filter(pk=job.pk).update(owner=charlie)

    run_job(str(job.pk))

    assert postman.mails == []
