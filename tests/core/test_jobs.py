"""Jobs: claimed once, retried, taken over when their worker falls silent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from kombu import Message, Queue
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from accounts.models import User
from netzwerk.celery import app
from netzwerk.core import jobs, tasks
from netzwerk.core.models import Job
from netzwerk.core.queues import CLOCK, MAILS, QUEUES, WORK, count_waiting
from netzwerk.core.retries import Retries
from netzwerk.core.tasks import nudge_due_jobs, run_job
from tests.plans import analyse, plan_left_alone


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
    for _attempt in range(Retries().attempts):
        Job.objects.filter(pk=job.pk).update(run_at=timezone.now())
        run_job(str(job.pk))

    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.FAILED, 8)
    assert jobs.due_job_ids(now=timezone.now() + timedelta(days=99)) == []


def test_an_unknown_job_is_nobodys_problem(db: None) -> None:
    run_job(str(uuid4()))
    assert Job.objects.count() == 0


def test_a_job_of_a_newer_version_is_left_to_a_worker_who_knows_it(db: None, ran: list[Job]) -> None:
    job = jobs.enqueue_job(kind="of-tomorrow")
    run_job(str(job.pk))

    job.refresh_from_db()
    assert (job.state, job.last_error) == (Job.State.WAITING, "")
    assert timezone.now() < job.run_at <= timezone.now() + jobs.LEFT_FOR

    Job.objects.filter(pk=job.pk).update(kind="test", run_at=timezone.now())
    run_job(str(job.pk))
    assert [each.pk for each in ran] == [job.pk]


def test_a_job_that_no_version_knows_fails_once_a_deployment_is_over(db: None) -> None:
    job = jobs.enqueue_job(kind="of-nobody")
    Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - jobs.DEPLOYED_WITHIN, attempts=7)
    run_job(str(job.pk))

    job.refresh_from_db()
    assert (job.state, job.last_error) == (Job.State.FAILED, "KeyError")


def test_the_tick_reads_by_index_what_is_due(alice: User, two_queues: None) -> None:
    now = timezone.now()
    # Many are due, of which the oldest are wanted: whatever sorts all of them is slower, and plainly so.
    Job.objects.bulk_create(
        Job(kind=kind, state=state, run_at=now - timedelta(seconds=number), owner=alice)
        for number, (kind, state) in product(range(1500), (("test", "waiting"), ("many", "waiting"), ("test", "done")))
    )
    analyse(Job._meta.db_table)
    for queue in (None, WORK, MAILS):
        with CaptureQueriesContext(connection) as queries:
            jobs.due_job_ids(now=now, queue=queue, limit=20)
        plans = [plan_left_alone(query["sql"]) for query in queries]
        assert ["core_job_running" in plans[0], "core_job_waiting" in plans[1]] == [True, True]
        assert "Sort" not in plans[1], "the oldest come out of the index one by one"


@pytest.fixture
def two_queues(ran: list[Job]) -> Iterator[None]:
    """Register a kind of job that comes in thousands beside the one that somebody waits for."""
    jobs.job_handler("many", queue=MAILS)(ran.append)
    yield
    jobs._handlers.pop("many")


def test_each_queue_is_filled_with_its_own_oldest(
    db: None, two_queues: None, sent_to: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "FULL_QUEUE", 2)
    # The broker is that of all tests, so what waits there is no business of this one.
    monkeypatch.setattr(tasks, "count_waiting", lambda _queue: 0)
    now = timezone.now()
    many = [Job.objects.create(kind="many", run_at=now - timedelta(minutes=minutes)) for minutes in range(5, 0, -1)]
    urgent = Job.objects.create(kind="test", run_at=now)
    unknown = Job.objects.create(kind="of the next version", run_at=now)

    assert nudge_due_jobs() == 4

    assert sorted(sent_to) == sorted(
        [(str(job.pk), MAILS) for job in many[:2]] + [(str(job.pk), WORK) for job in (urgent, unknown)]
    )


def test_a_queue_that_is_full_gets_no_more(
    db: None, two_queues: None, sent_to: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "count_waiting", {MAILS: jobs.FULL_QUEUE, WORK: 0}.get)
    monkeypatch.setattr(tasks, "QUEUES", (WORK, MAILS))
    for kind in ("many", "test"):
        Job.objects.create(kind=kind, run_at=timezone.now())

    assert nudge_due_jobs() == 1
    assert [queue for _job, queue in sent_to] == [WORK]


def test_whose_worker_fell_silent_comes_first(db: None, ran: list[Job]) -> None:
    now = timezone.now()
    waiting = Job.objects.create(kind="test", run_at=now - timedelta(days=1))
    silent = Job.objects.create(kind="test", state=Job.State.RUNNING, run_at=now, leased_until=now - timedelta(1))

    assert jobs.due_job_ids(now=now) == [silent.pk, waiting.pk]
    assert jobs.due_job_ids(now=now, limit=1) == [silent.pk]


def test_many_jobs_are_written_with_one_query_and_nudged_at_the_commit(
    alice: User,
    two_queues: None,
    sent_to: list[tuple[str, str]],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    things = [uuid4() for _ in range(50)]
    with django_capture_on_commit_callbacks(execute=True), django_assert_num_queries(1):
        written = jobs.enqueue_jobs(kind="many", objects=[(alice.pk, thing) for thing in things])

    assert [(job.owner_id, job.object_id) for job in written] == [(alice.pk, thing) for thing in things]
    assert sent_to == [(str(job.pk), MAILS) for job in written]


def test_a_handler_may_say_when_it_runs_again(db: None) -> None:
    at = timezone.now() + timedelta(hours=5)
    plans = [at, None]

    def fail(_job: Job) -> None:
        raise jobs.TryLaterError(plans.pop(0)) from ConnectionResetError("alice@example.org")

    jobs.job_handler("planning")(fail)
    job = jobs.enqueue_job(kind="planning")
    run_job(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.run_at, job.last_error) == (Job.State.WAITING, at, "ConnectionResetError")

    Job.objects.update(run_at=timezone.now())
    run_job(str(job.pk))
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    jobs._handlers.pop("planning")


def test_a_long_step_may_take_a_longer_lease_and_never_a_shorter_one(db: None) -> None:
    job = jobs.claim_job(jobs.enqueue_job(kind="test").pk, now=timezone.now())
    assert job is not None

    jobs.extend_lease(job, by=timedelta(minutes=6))
    job.refresh_from_db()
    assert job.leased_until
    assert job.leased_until > timezone.now() + timedelta(minutes=5)
    jobs.extend_lease(job, by=timedelta(seconds=1))
    job.refresh_from_db()
    assert job.leased_until
    assert job.leased_until > timezone.now() + timedelta(seconds=30)


def test_the_broker_tells_how_many_wait() -> None:
    name = f"test-{uuid4()}"
    assert count_waiting(name) == 0
    with app.connection_for_write() as broker:
        queue = Queue(name, routing_key=name, channel=broker.default_channel)
        for _message in range(3):
            broker.Producer().publish({}, routing_key=name, declare=[queue])
        assert count_waiting(name) == 3
        queue.delete()


def test_a_worker_takes_from_each_queue_in_turn() -> None:
    """What is asked for waits for one mail at most, whatever came first."""
    names = {queue: f"{queue}-{uuid4()}" for queue in (MAILS, WORK)}
    taken: list[str] = []
    with app.connection_for_write() as broker:
        queues = [Queue(name, routing_key=name, channel=broker.default_channel) for name in names.values()]
        for name in [names[MAILS]] * 9 + [names[WORK]] * 2:
            broker.Producer().publish({"from": name}, routing_key=name, declare=queues)

        def take(body: dict[str, str], message: Message) -> None:
            taken.append(body["from"])
            message.ack()

        with broker.Consumer(queues, callbacks=[take], prefetch_count=1):
            while len(taken) < 11:
                broker.drain_events(timeout=5)
        for queue in queues:
            queue.delete()

    assert taken[:4].count(names[WORK]) == 2


def test_a_worker_listens_to_all_queues_and_the_clock_stands_behind_nothing() -> None:
    assert {queue.name for queue in app.conf.task_queues} == set(QUEUES)
    ticks = [entry for entry in app.conf.beat_schedule.values() if entry["schedule"] == settings.TICK_SECONDS]
    assert ticks
    assert {entry["options"]["queue"] for entry in ticks} == {CLOCK}


def test_beat_knows_every_task_by_its_name() -> None:
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}
    app.loader.import_default_modules()

    assert scheduled <= set(app.tasks)
    assert "netzwerk.core.tasks.purge" in scheduled


@pytest.fixture
def nudged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record what would go to the broker; the broker itself is in the browser tests."""
    ids: list[str] = []

    def record(args: tuple[str], **_kwargs: object) -> None:
        ids.append(args[0])

    monkeypatch.setattr(run_job, "apply_async", record)
    return ids


@pytest.fixture
def sent_to(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Record job and queue of what would go to the broker."""
    sent: list[tuple[str, str]] = []

    def record(args: tuple[str], *, queue: str, **_kwargs: object) -> None:
        sent.append((args[0], queue))

    monkeypatch.setattr(run_job, "apply_async", record)
    return sent
