"""Changes of many people in the background, while workers crash or fall behind: everybody is changed once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from contacts import tasks
from contacts.models import BulkChange, BulkItem, Contact
from contacts.services import bulk
from contacts.services.bulk import start_bulk_change, undo_bulk_change
from netzwerk.core import jobs
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import make_contact

PEOPLE = 10


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "LARGE", 2)
    monkeypatch.setattr(bulk, "BATCH", 3)


@pytest.fixture
def change(alice: User) -> BulkChange:
    """A change of ten people that waits for a worker."""
    for number in range(PEOPLE):
        make_contact(alice, f"Person {number}")
    with acting_as(alice):
        return start_bulk_change(
            owner=alice, action="archive", arguments={}, contacts=Contact.objects.all(), now=timezone.now()
        )


def job_of(kind: str) -> Job:
    """Return the job of this kind."""
    return Job.objects.get(kind=kind)


def archived(user: User) -> int:
    """Return how many people are in the archive."""
    with acting_as(user):
        return Contact.objects.filter(archived_at__isnull=False).count()


def again(change: BulkChange) -> BulkChange:
    """Return the change as it is stored."""
    with acting_as(change.owner_id):
        return BulkChange.objects.get(pk=change.pk)


def crash_in_batch(number: int, name: str) -> Any:
    """Return the service, but for its nth call, which crashes when all is changed and nothing committed."""
    step, calls = getattr(bulk, name), iter(range(1, 1000))

    def step_or_crash(**arguments: Any) -> bool:
        is_more: bool = step(**arguments)
        if next(calls) == number:
            raise RuntimeError
        return is_more

    return step_or_crash


def test_a_worker_changes_everybody_batch_by_batch(alice: User, change: BulkChange) -> None:
    run_job(str(job_of(bulk.APPLY).pk))

    done = again(change)
    assert (done.state, done.done_count, done.total, archived(alice)) == ("done", PEOPLE, PEOPLE, PEOPLE)
    assert job_of(bulk.APPLY).state == Job.State.DONE


def test_a_crash_in_the_middle_is_carried_on_and_nobody_is_changed_twice(
    alice: User, change: BulkChange, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as crashing:
        crashing.setattr(bulk, "apply_next_batch", crash_in_batch(3, "apply_next_batch"))
        run_job(str(job_of(bulk.APPLY).pk))
    assert (again(change).state, again(change).done_count, archived(alice)) == ("running", 6, 6)
    with acting_as(alice):
        first = dict(Contact.objects.filter(archived_at__isnull=False).values_list("pk", "archived_at"))

    Job.objects.update(run_at=timezone.now())
    run_job(str(job_of(bulk.APPLY).pk))

    assert (again(change).state, again(change).done_count, archived(alice)) == ("done", PEOPLE, PEOPLE)
    with acting_as(alice):
        assert dict(Contact.objects.filter(pk__in=first).values_list("pk", "archived_at")) == first
        assert all(item.before == {"archive": [None]} for item in BulkItem.objects.all())


def test_a_killed_worker_is_followed_by_another(
    alice: User, change: BulkChange, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = jobs.claim_job(job_of(bulk.APPLY).pk, now=timezone.now())
    assert job is not None
    with monkeypatch.context() as killed:
        killed.setattr(bulk, "apply_next_batch", crash_in_batch(2, "apply_next_batch"))
        with pytest.raises(RuntimeError):
            tasks.run_bulk_change(job)
    run_job(str(job.pk))
    assert archived(alice) == 3, "the job still belongs to the one that was killed"

    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    run_job(str(job.pk))

    assert (again(change).state, archived(alice)) == ("done", PEOPLE)


def test_a_worker_that_lost_its_job_commits_nothing_more(
    alice: User, change: BulkChange, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = jobs.claim_job(job_of(bulk.APPLY).pk, now=timezone.now())
    assert job is not None
    step = bulk.apply_next_batch

    def step_and_fall_behind(**arguments: Any) -> bool:
        is_more: bool = step(**arguments)
        Job.objects.filter(pk=job.pk).update(attempts=2)  # another worker has claimed it
        return is_more

    monkeypatch.setattr(bulk, "apply_next_batch", step_and_fall_behind)
    with pytest.raises(jobs.LostLeaseError):
        tasks.run_bulk_change(job)

    assert (again(change).state, archived(alice)) == ("running", 3)


def test_a_large_undo_runs_in_the_background_and_survives_a_crash_too(
    alice: User, change: BulkChange, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_job(str(job_of(bulk.APPLY).pk))
    with acting_as(alice):
        undo_bulk_change(change=change, now=timezone.now())
    assert (again(change).state, archived(alice)) == ("undoing", PEOPLE)

    with monkeypatch.context() as crashing:
        crashing.setattr(bulk, "undo_next_batch", crash_in_batch(2, "undo_next_batch"))
        run_job(str(job_of(bulk.UNDO).pk))
    assert archived(alice) == PEOPLE - 3
    Job.objects.update(run_at=timezone.now())
    run_job(str(job_of(bulk.UNDO).pk))

    assert (again(change).state, archived(alice)) == ("undone", 0)


def test_who_fits_only_later_is_not_concerned(alice: User, change: BulkChange) -> None:
    late = make_contact(alice, "Late")

    run_job(str(job_of(bulk.APPLY).pk))

    with acting_as(alice):
        assert Contact.objects.get(pk=late.pk).archived_at is None


def test_a_change_that_is_deleted_meanwhile_is_nobodys_problem(alice: User, change: BulkChange) -> None:
    with acting_as(alice):
        BulkChange.objects.all().delete()

    run_job(str(job_of(bulk.APPLY).pk))

    assert (job_of(bulk.APPLY).state, archived(alice)) == (Job.State.DONE, 0)
