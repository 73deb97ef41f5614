"""Sending a digest when something goes wrong: none is lost, and a second copy has one narrow way to come to be."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.db import OperationalError, connection
from django.utils import timezone

from accounts.models import User
from netzwerk.core import jobs, postal
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from reminders import tasks
from reminders.models import Digest
from reminders.services import outcomes, try_again
from tests.reminders.digest_jobs import MONDAY_8, digest_of, order_for_somebody, run
from tests.reminders.postmen import BREAK_OFF, Postman

pytestmark = pytest.mark.usefixtures("monday_8")


class KilledError(BaseException):
    """The end of a worker in the middle of something: nothing catches it, nothing is recorded."""


def run_later(job: Job) -> Digest:
    """Let the lease run out, or the next try come, and the tick find the job."""
    with time_machine.travel(MONDAY_8 + timedelta(minutes=30), tick=False):
        for job_id in jobs.due_job_ids(now=timezone.now()):
            run_job(str(job_id))
    return digest_of(job)


def ours_of(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was logged, but for the server's own conversation."""
    return [record.getMessage() for record in caplog.records if record.name != "mail.log"]


def die(*_arguments: object, **_more: object) -> None:
    raise KilledError


@pytest.mark.parametrize(
    ("where", "copies"),
    [
        ("reminders.services.eligibility.is_wanted", 1),
        ("reminders.services.take_turn", 1),
        ("reminders.tasks.write_mail", 1),
        ("reminders.tasks.extend_lease", 1),
        ("reminders.services.outcomes.record_sent", 2),
    ],
)
def test_a_worker_killed_at_any_step_loses_no_mail(
    alice: User, postman: Postman, monkeypatch: pytest.MonkeyPatch, where: str, copies: int
) -> None:
    job = order_for_somebody(alice)
    with monkeypatch.context() as patch:
        patch.setattr(where, die)
        with pytest.raises(KilledError):
            run(job)
    assert digest_of(job).state == "waiting"

    assert run_later(job).state == "sent"
    assert len(postman.mails) == copies
    assert len({mail["Message-ID"] for mail in postman.mails}) == 1


def test_of_two_workers_the_one_that_lost_the_job_sends_nothing(
    alice: User, postman: Postman, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = order_for_somebody(alice)
    real = postal.send_mail

    def be_overtaken(message: Any, **callbacks: Any) -> None:
        monkeypatch.setattr(tasks, "send_mail", real)
        assert run_later(job).state == "sent"  # the other worker, while this one slept
        real(message, **callbacks)

    monkeypatch.setattr(tasks, "send_mail", be_overtaken)
    digest = run(job)

    assert (digest.state, len(postman.mails)) == ("sent", 1)


def test_a_database_that_is_restarted_after_the_yes_is_waited_for(
    alice: User, postman: Postman, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    real, failures = outcomes.record_sent, [OperationalError(), OperationalError()]

    def record(**arguments: Any) -> None:
        if failures:
            raise failures.pop()
        real(**arguments)

    monkeypatch.setattr(outcomes, "record_sent", record)
    monkeypatch.setattr(tasks, "sleep", slept.append)
    monkeypatch.setattr(connection, "close", lambda: None)

    assert run(order_for_somebody(alice)).state == "sent"
    assert (len(postman.mails), slept) == (1, [0.5, 1])


@pytest.mark.parametrize(
    ("stage", "answer", "expected"),
    [
        ("RCPT", "550 5.1.1 no such user", ("failed", "address_refused", 1)),
        ("RCPT", "550 5.7.1 we do not know you", ("waiting", "sender_refused", 0)),
        ("RCPT", "552 5.2.2 mailbox full", ("waiting", "address_not_now", 0)),
        ("MAIL", "550 5.7.1 not you", ("waiting", "sender_refused", 0)),
        ("DATA", "451 not now", ("waiting", "address_not_now", 0)),
        ("END", "554 5.6.0 no", ("failed", "message_refused", 0)),
        ("END", BREAK_OFF, ("waiting", "broken_off", 0)),
    ],
)
def test_what_the_server_says_decides_what_follows(
    alice: User, postman: Postman, stage: str, answer: str, expected: tuple[str, str, int]
) -> None:
    postman.answers = {stage: answer}
    job = order_for_somebody(alice)

    digest = run(job)

    job.refresh_from_db()
    alice.refresh_from_db()
    assert (digest.state, digest.problem, alice.digest_refusals) == expected
    assert (digest.next_try_at is None) == (digest.state == "failed")
    assert job.state == ("done" if digest.state == "failed" else "waiting")


def test_an_error_of_our_own_is_told_as_ours_and_tried_again(
    alice: User, postman: Postman, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(**_arguments: object) -> None:
        raise ValueError(f"no words for Tomasz and {alice.email}")

    job = order_for_somebody(alice)
    with monkeypatch.context() as patch, caplog.at_level(logging.INFO):
        patch.setattr(tasks, "write_mail", fail)
        digest = run(job)

    assert (digest.state, digest.problem) == ("waiting", "ours")
    ours = ours_of(caplog)
    assert any("ours (ValueError)" in line for line in ours)
    assert not any(word in line for line in ours for word in ("Tomasz", alice.email))
    assert run_later(job).state == "sent"


def test_what_the_server_says_is_not_logged(alice: User, postman: Postman, caplog: pytest.LogCaptureFixture) -> None:
    postman.refusal = f"550 5.1.1 <{alice.email}> unknown"
    with caplog.at_level(logging.INFO):
        run(order_for_somebody(alice))

    ours = ours_of(caplog)
    assert any("address_refused (recipient 550 5.1.1)" in line for line in ours)
    assert not any(alice.email in line for line in ours)


def test_a_mail_that_failed_goes_out_when_it_is_tried_again(alice: User, postman: Postman) -> None:
    postman.answers = {"END": "554 no"}
    digest = run(order_for_somebody(alice))
    postman.answers = {}
    with acting_as(alice):
        try_again(digest=digest, now=timezone.now())

    again = run(Job.objects.get(kind="digest-asked"))

    assert (again.state, again.attempts) == ("sent", 1)
    assert [mail["Message-ID"] for mail in postman.mails] == [f"<digest-{digest.pk}@localhost>"]


def test_one_that_a_newer_mail_has_replaced_meanwhile_is_not_sent_again(alice: User, postman: Postman) -> None:
    postman.answers = {"END": "554 no"}
    digest = run(order_for_somebody(alice, for_date=date(2026, 3, 9)))
    postman.answers = {}
    newer = run(order_for_somebody(alice))
    with acting_as(alice):
        try_again(digest=digest, now=timezone.now())

    again = run(Job.objects.get(kind="digest-asked"))

    assert (newer.state, again.state, len(postman.mails)) == ("sent", "replaced", 1)


def test_a_worker_that_fails_after_another_took_over_unsays_nothing(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = order_for_somebody(alice)

    def send_too_slowly(_message: object, **_hooks: object) -> None:
        Job.objects.filter(pk=job.pk).update(attempts=7)
        with acting_as(alice):
            Digest.objects.for_user(alice).update(state=Digest.State.SENT, sent_at=MONDAY_8)
        raise TimeoutError

    monkeypatch.setattr(tasks, "send_mail", send_too_slowly)

    digest = run(job)

    assert (digest.state, digest.problem, digest.sent_at) == ("sent", "", MONDAY_8)


def test_a_refusal_of_an_address_that_was_changed_meanwhile_does_not_count(
    alice: User, postman: Postman, monkeypatch: pytest.MonkeyPatch
) -> None:
    postman.refusal = "550 5.1.1 no such user"
    job, send = order_for_somebody(alice), postal.send_mail

    def send_after_a_change(message: EmailMessage, **hooks: Any) -> None:
        User.objects.filter(pk=alice.pk).update(email="new@example.org")
        send(message, **hooks)

    monkeypatch.setattr(tasks, "send_mail", send_after_a_change)

    digest = run(job)

    assert (digest.state, digest.problem) == ("failed", "address_refused")
    assert User.objects.get(pk=alice.pk).digest_refusals == 0


@pytest.mark.parametrize(
    "fields",
    [{"digest_paused_at": MONDAY_8}, {"digest_weekdays": []}, {"digest_paused_until": date(2026, 4, 1)}],
    ids=["address refused", "days switched off", "on holiday"],
)
def test_a_mail_that_is_tried_again_goes_out_whatever_is_wished_of_those_to_come(
    alice: User, postman: Postman, fields: dict[str, object]
) -> None:
    postman.refusal = "550 5.1.1 no such user"
    digest = run(order_for_somebody(alice))
    postman.refusal = ""
    User.objects.filter(pk=alice.pk).update(**fields)
    with acting_as(alice):
        try_again(digest=digest, now=timezone.now())

    again = run(Job.objects.get(kind="digest-asked"))

    assert (again.state, len(postman.mails)) == ("sent", 1)
