"""Queues of the broker stay bounded, whoever is dead: what waits is in the table of jobs anyway."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from celery.beat import ScheduleEntry
from celery.schedules import schedule
from django.utils import timezone
from kombu import Queue
from kombu.exceptions import OperationalError

from netzwerk.celery import app
from netzwerk.core import jobs, queues, tasks
from netzwerk.core.heartbeat import Part
from netzwerk.core.models import Heartbeat, Job
from netzwerk.core.queues import count_waiting
from netzwerk.core.ticking import MOST_WAITING, ThriftyScheduler

TICKS = 200


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A queue from which nobody takes, in the real broker; each look is a new one."""
    monkeypatch.setattr(queues, "REMEMBERED_SECONDS", -1.0)
    name = f"test-{uuid4()}"
    jobs.job_handler("of nobody", queue=name)(lambda _job: None)
    monkeypatch.setattr(tasks, "QUEUES", (name,))
    monkeypatch.setattr(jobs, "QUEUES", (*queues.QUEUES, name))
    monkeypatch.setattr(jobs, "FULL_QUEUE", 20)
    monkeypatch.setattr(jobs, "MOST_IN_QUEUE", 25)
    yield name
    jobs._handlers.pop("of nobody")
    with app.connection_for_write() as connection:
        Queue(name, channel=connection.default_channel).delete()


def test_days_of_ticks_without_a_worker_leave_a_few_messages(db: None, queue: str) -> None:
    scheduler = ThriftyScheduler(app=app, lazy=True)
    entry = ScheduleEntry(
        name="tick", task="netzwerk.core.tasks.nudge_due_jobs", schedule=schedule(timedelta(seconds=60)),
        options={"queue": queue}, app=app,
    )  # fmt: skip

    for _tick in range(TICKS):
        scheduler.apply_entry(entry)

    assert count_waiting(queue) == MOST_WAITING
    assert Heartbeat.objects.filter(part=Part.BEAT).exists()


def test_ticks_that_one_worker_after_the_other_began_add_no_more_than_a_queue_holds(db: None, queue: str) -> None:
    now = timezone.now()
    Job.objects.bulk_create([Job(kind="of nobody", run_at=now) for _job in range(50)])

    for _tick in range(TICKS):
        tasks.nudge_due_jobs()

    assert count_waiting(queue) == 20
    assert Job.objects.filter(state=Job.State.WAITING).count() == 50


def test_jobs_of_users_without_a_worker_wait_in_the_table(real_transactions: None, queue: str) -> None:
    for _job in range(30):
        jobs.enqueue_job(kind="of nobody")

    assert count_waiting(queue) == 25
    assert Job.objects.filter(kind="of nobody", state=Job.State.WAITING).count() == 30


def test_a_broker_that_is_away_is_not_asked_for_each_job(
    real_transactions: None, queue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def refuse(name: str) -> int:
        asked.append(name)
        raise OperationalError

    monkeypatch.setattr(queues, "count_waiting", refuse)
    for _job in range(30):
        jobs.enqueue_job(kind="of nobody")

    assert asked == [queue]
    assert Job.objects.filter(kind="of nobody", state=Job.State.WAITING).count() == 30
