"""Sending a digest when something goes wrong: none is lost, and a second copy has one narrow way to come to be."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.conf import LazySettings
from django.core.mail import EmailMessage
from django.db import OperationalError, connection
from django.utils import timezone

from accounts.models import User
from netzwerk.core import jobs, postal
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from reminders import tasks
from reminders.models import Digest, PushSubscription
from reminders.services import outcomes, try_again
from tests.factories import TODAY
from tests.reminders.people import make_overdue
from tests.reminders.postmen import BREAK_OFF, Postman, smtp_server

MONDAY_8 = datetime(2026, 3, 16, 7, tzinfo=UTC)


class KilledError(BaseException):
    """The end of a worker in the middle of something: nothing catches it, nothing is recorded."""


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("netzwerk.core.jobs.nudge_job", lambda _job: None)
    with time_machine.travel(MONDAY_8, tick=False):
        yield


@pytest.fixture
def postman(settings: LazySettings) -> Iterator[Postman]:
    with smtp_server(settings) as server:
        yield server


def order(user: User, **fields: object) -> Job:
    make_overdue(user)
    with acting_as(user):
        digest = Digest.objects.create(owner=user, **{"for_date": TODAY, **fields})
    return jobs.enqueue_job(kind="digest", owner=user, object_id=digest.pk)


def run(job: Job) -> Digest:
    run_job(str(job.pk))
    return digest_of(job)


def run_later(job: Job) -> Digest:
    """Let the lease run out, or the next try come, and the tick find the job."""
    with time_machine.travel(MONDAY_8 + timedelta(minutes=30), tick=False):
        for job_id in jobs.due_job_ids(now=timezone.now()):
            run_job(str(job_id))
    return digest_of(job)


def digest_of(job: Job) -> Digest:
    assert job.owner_id is not None
    assert job.object_id is not None
    with acting_as(job.owner_id):
        return Digest.objects.get(pk=job.object_id)


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
    job = order(alice)
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
    job = order(alice)
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

    assert run(order(alice)).state == "sent"
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
    job = order(alice)

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

    job = order(alice)
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
        run(order(alice))

    ours = ours_of(caplog)
    assert any("address_refused (recipient 550 5.1.1)" in line for line in ours)
    assert not any(alice.email in line for line in ours)


def set_weekdays(user: User) -> None:
    user.digest_weekdays = []


def pause_by_refusals(user: User) -> None:
    user.digest_paused_at = MONDAY_8


def pause_for_a_day(user: User) -> None:
    user.digest_paused_until = TODAY + timedelta(days=1)


def close_account(user: User) -> None:
    user.is_active = False


def become_sample(user: User) -> None:
    user.is_sample = True


def change_address(user: User) -> None:
    user.email = "other@example.org"


@pytest.mark.parametrize(
    "change", [set_weekdays, pause_by_refusals, pause_for_a_day, close_account, become_sample, change_address]
)
def test_whoever_does_not_want_it_by_now_or_cannot_be_reached_gets_none(
    alice: User, postman: Postman, change: Callable[[User], None]
) -> None:
    job = order(alice, covers_until=TODAY)
    change(alice)
    alice.save()

    digest = run(job)

    assert (digest.state, digest.covers_until, postman.mails) == ("empty", None, [])


def test_a_pause_ends_on_its_day(alice: User, postman: Postman) -> None:
    alice.digest_paused_until = TODAY
    alice.save()

    assert run(order(alice)).state == "sent"


def subscribe(user: User) -> PushSubscription:
    with acting_as(user):
        return PushSubscription.objects.create(owner=user, endpoint="https://push.example.org/1", endpoint_hash="1")


def pushed(digest_id: UUID | None) -> int:
    return Job.objects.filter(kind="push", object_id=digest_id).count()


def test_browsers_are_told_of_what_came_by_itself(alice: User, postman: Postman) -> None:
    subscribe(alice)
    scheduled, asked_for = order(alice), order(alice, kind="now")

    assert [run(job).state for job in (scheduled, asked_for)] == ["sent", "sent"]
    assert [pushed(job.object_id) for job in (scheduled, asked_for)] == [1, 0]


def test_with_mails_off_browsers_alone_are_told(alice: User, postman: Postman) -> None:
    subscribe(alice)
    alice.has_mails = False
    alice.save()

    job = order(alice)
    digest = run(job)

    assert (digest.state, digest.sent_at, postman.mails, pushed(job.object_id)) == ("sent", MONDAY_8, [], 1)


@pytest.mark.parametrize(("answer", "state"), [("451 later", "waiting"), ("550 5.1.1 nobody here", "failed")])
def test_browsers_are_told_at_the_first_failure_and_not_again_with_the_mail(
    alice: User, postman: Postman, answer: str, state: str
) -> None:
    subscribe(alice)
    make_overdue(alice)
    postman.answers = {"RCPT": answer}
    job = order(alice)

    assert (run(job).state, pushed(job.object_id)) == (state, 1)

    postman.answers = {}
    with acting_as(alice):
        try_again(digest=digest_of(job), now=timezone.now())
    again = Job.objects.filter(kind="digest-asked").first() or job
    Job.objects.filter(pk=again.pk).update(run_at=timezone.now())
    assert (run(again).state, len(postman.mails), pushed(job.object_id)) == ("sent", 1, 1)


def test_browsers_are_told_of_a_mail_that_could_not_be_written_once_it_is_given_up(
    alice: User, postman: Postman, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_facts: object) -> None:
        raise RuntimeError

    subscribe(alice)
    monkeypatch.setattr("reminders.tasks.write_mail", fail)
    job = order(alice)

    assert (run(job).state, pushed(job.object_id)) == ("waiting", 0)
    with time_machine.travel(timezone.now() + timedelta(hours=72), tick=False):
        Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING, run_at=timezone.now(), attempts=20)
        assert (run(job).state, pushed(job.object_id)) == ("failed", 1)


def test_a_mail_that_failed_goes_out_when_it_is_tried_again(alice: User, postman: Postman) -> None:
    postman.answers = {"END": "554 no"}
    digest = run(order(alice))
    postman.answers = {}
    with acting_as(alice):
        try_again(digest=digest, now=timezone.now())

    again = run(Job.objects.get(kind="digest-asked"))

    assert (again.state, again.attempts) == ("sent", 1)
    assert [mail["Message-ID"] for mail in postman.mails] == [f"<digest-{digest.pk}@localhost>"]


def test_one_that_a_newer_mail_has_replaced_meanwhile_is_not_sent_again(alice: User, postman: Postman) -> None:
    postman.answers = {"END": "554 no"}
    digest = run(order(alice, for_date=date(2026, 3, 9)))
    postman.answers = {}
    newer = run(order(alice))
    with acting_as(alice):
        try_again(digest=digest, now=timezone.now())

    again = run(Job.objects.get(kind="digest-asked"))

    assert (newer.state, again.state, len(postman.mails)) == ("sent", "replaced", 1)


def test_whoever_chose_notifications_alone_gets_mails_once_no_browser_takes_any(alice: User, postman: Postman) -> None:
    alice.has_mails = False
    alice.save()

    job = order(alice)
    digest = run(job)

    assert (digest.state, len(postman.mails), pushed(job.object_id)) == ("sent", 1, 0)


def test_what_waits_when_mail_is_switched_off_is_closed_and_nothing_is_said(
    alice: User, postman: Postman, settings: LazySettings
) -> None:
    waiting = [order(alice), order(alice, kind="now"), order(alice, kind="test")]
    settings.IS_MAIL_SET_UP = False

    assert [run(job).state for job in waiting] == ["empty"] * 3
    assert postman.mails == []


def test_an_account_that_is_inactive_by_now_gets_none(alice: User, postman: Postman) -> None:
    waiting = [order(alice), order(alice, kind="now")]
    alice.is_active = False
    alice.save()

    assert [run(job).state for job in waiting] == ["empty"] * 2
    assert postman.mails == []


def test_a_worker_that_fails_after_another_took_over_unsays_nothing(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = order(alice)

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
    job, send = order(alice), tasks.send_mail

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
    digest = run(order(alice))
    postman.refusal = ""
    User.objects.filter(pk=alice.pk).update(**fields)
    with acting_as(alice):
        try_again(digest=digest, now=timezone.now())

    again = run(Job.objects.get(kind="digest-asked"))

    assert (again.state, len(postman.mails)) == ("sent", 1)
