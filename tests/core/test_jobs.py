"""Jobs: claimed once, retried, taken over when their worker falls silent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from netzwerk.celery import app
from netzwerk.core import jobs
from netzwerk.core.models import Job
from netzwerk.core.tasks import forget_ended_sessions, forget_finished_jobs, nudge_due_jobs, run_job


@pytest.fixture
def ran() -> Iterator[list[Job]]:
    """Register a kind of job that writes down each run."""
    runs: list[Job] = []
    jobs.job_handler("test")(runs.append)
    yield runs
    jobs._handlers.pop("test")


@pytest.fixture
def failing() -> Iterator[None]:
    """Register a kind of job that always fails."""

    def fail(_job: Job) -> None:
        raise ConnectionRefusedError("smtp.example.org said no to alice@example.org")

    jobs.job_handler("failing")(fail)
    yield
    jobs._handlers.pop("failing")


def test_a_job_runs_once_even_when_it_is_delivered_twice(db: None, ran: list[Job]) -> None:
    job = jobs.enqueue_job(kind="test")

    run_job(str(job.pk))
    run_job(str(job.pk))

    assert len(ran) == 1
    job.refresh_from_db()
    assert (job.state, job.attempts, job.leased_until) == (Job.State.DONE, 1, None)


def test_a_job_is_nudged_when_the_transaction_commits_and_not_before(
    db: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, nudged: list[str]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue_job(kind="test")
        assert nudged == []
    assert nudged == [str(job.pk)]


def test_a_job_for_later_waits_for_the_tick(db: None, ran: list[Job], nudged: list[str]) -> None:
    later = jobs.enqueue_job(kind="test", run_at=timezone.now() + timedelta(hours=1))
    due = jobs.enqueue_job(kind="test", run_at=timezone.now() - timedelta(hours=1))

    assert nudge_due_jobs() == 1
    assert nudged == [str(due.pk)]
    run_job(str(later.pk))
    assert ran == []


def test_a_lost_broker_loses_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(run_job, "apply_async", refuse)
    with transaction.atomic():
        job = jobs.enqueue_job(kind="test")
    [(_savepoints, callback, is_robust)] = connection.run_on_commit  # type: ignore[misc]  # the stubs lack the third
    assert is_robust, "an error of the broker must not reach the user"
    with pytest.raises(ConnectionError):
        callback()
    assert jobs.due_job_ids(now=timezone.now()) == [job.pk]


def test_a_job_whose_worker_fell_silent_is_taken_over_and_the_old_worker_records_nothing(db: None) -> None:
    job = jobs.enqueue_job(kind="test")
    now = timezone.now()
    first = jobs.claim_job(job.pk, now=now)
    assert first is not None
    assert jobs.claim_job(job.pk, now=now) is None

    second = jobs.claim_job(job.pk, now=now + timedelta(hours=1))
    assert second is not None
    assert second.attempts == 2
    with pytest.raises(jobs.LostLeaseError):
        jobs.extend_lease(first)
    jobs.extend_lease(second)


def test_an_error_is_retried_later_and_its_text_is_not_kept(db: None, failing: None) -> None:
    job = jobs.enqueue_job(kind="failing")

    run_job(str(job.pk))

    job.refresh_from_db()
    assert (job.state, job.last_error) == (Job.State.WAITING, "ConnectionRefusedError")
    assert job.run_at > timezone.now()


def test_after_the_last_attempt_a_job_has_failed(db: None, failing: None) -> None:
    job = jobs.enqueue_job(kind="failing")
    for _attempt in range(jobs.MAX_ATTEMPTS):
        Job.objects.filter(pk=job.pk).update(run_at=timezone.now())
        run_job(str(job.pk))

    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.FAILED, jobs.MAX_ATTEMPTS)
    assert jobs.due_job_ids(now=timezone.now() + timedelta(days=99)) == []


def test_an_unknown_job_is_nobodys_problem(db: None) -> None:
    run_job(str(uuid4()))
    assert Job.objects.count() == 0


def test_the_tick_reads_by_index_what_is_due(alice: User) -> None:
    Job.objects.bulk_create(
        Job(kind="done", state=Job.State.DONE, run_at=timezone.now(), owner=alice) for _ in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Job.objects.filter(jobs._claimable(timezone.now())).order_by("run_at").explain()
    assert "core_job_waiting" in plan
    assert "core_job_running" in plan


def test_jobs_that_ended_a_week_ago_are_forgotten_and_no_others(db: None) -> None:
    now = timezone.now()
    ages = {"old": timedelta(days=8), "young": timedelta(days=6)}
    for age, state in product(ages, Job.State):
        Job.objects.create(kind=f"{age}-{state}", state=state, run_at=now - ages[age])

    assert forget_finished_jobs() == 2
    assert forget_finished_jobs() == 0

    assert not Job.objects.filter(kind__in=["old-done", "old-failed"]).exists()
    assert Job.objects.count() == 6


def test_log_ins_that_have_run_out_are_forgotten(db: None) -> None:
    now = timezone.now()
    for key, days in (("over", -1), ("alive", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(days=days))

    forget_ended_sessions()
    forget_ended_sessions()

    assert [session.pk for session in Session.objects.all()] == ["alive"]


def test_beat_knows_every_task_by_its_name() -> None:
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}
    app.loader.import_default_modules()

    assert scheduled <= set(app.tasks)
    assert "netzwerk.core.tasks.forget_finished_jobs" in scheduled


@pytest.fixture
def nudged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record what would go to the broker; the broker itself is in the browser tests."""
    ids: list[str] = []

    def record(args: tuple[str], **_kwargs: object) -> None:
        ids.append(args[0])

    record_delay: Callable[[str], None] = ids.append
    monkeypatch.setattr(run_job, "apply_async", record)
    monkeypatch.setattr(run_job, "delay", record_delay)
    return ids
