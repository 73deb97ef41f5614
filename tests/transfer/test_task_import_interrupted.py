"""Reading a file in while workers crash, fall behind or find things gone: nothing is lost, nothing doubled."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from accounts.services import delete_user
from netzwerk.core import jobs
from netzwerk.core.models import Job
from netzwerk.core.retries import Retries
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.transfer.files import again, counts_of, job_of, names_of, people, put_in
from transfer import services, tasks
from transfer.models import Import

MANY = [f"Person {number}" for number in range(1, 11)]


@pytest.fixture(autouse=True)
def _small_batches(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "BATCH", 4)


def test_a_crash_in_the_middle_loses_nothing_and_doubles_nothing(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = put_in(alice, people(*MANY))
    with monkeypatch.context() as crashing:
        crashing.setattr(services, "store_batch", _crash_in_batch(2))
        run_job(str(job_of(imported).pk))
    halfway = again(imported)
    assert (halfway.state, halfway.position, counts_of(halfway)) == (Import.State.RUNNING, 4, (4, 0, 0))
    assert names_of(alice) == MANY[:4]
    assert job_of(imported).state == Job.State.WAITING

    Job.objects.update(run_at=timezone.now())
    run_job(str(job_of(imported).pk))

    assert names_of(alice) == MANY
    done = again(imported)
    assert (done.state, done.position, counts_of(done)) == (Import.State.DONE, 10, (10, 0, 0))


def test_a_worker_that_was_killed_is_followed_by_another(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = put_in(alice, people(*MANY))
    job = jobs.claim_job(job_of(imported).pk, now=timezone.now())
    assert job is not None
    monkeypatch.setattr(services, "store_batch", _crash_in_batch(3))
    with pytest.raises(RuntimeError):
        tasks.run_import(job)  # nobody records anything about a worker that is killed
    monkeypatch.undo()

    run_job(str(job.pk))
    assert len(names_of(alice)) == 8, "the job still belongs to the one that was killed"
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    run_job(str(job.pk))

    assert names_of(alice) == MANY
    assert counts_of(again(imported)) == (10, 0, 0)


def test_a_worker_that_lost_its_job_commits_nothing_more(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = put_in(alice, people(*MANY))
    job = jobs.claim_job(job_of(imported).pk, now=timezone.now())
    assert job is not None
    store = services.store_batch

    def store_and_fall_behind(**arguments: Any) -> Import:
        stored: Import = store(**arguments)
        Job.objects.update(attempts=2)  # another worker has claimed it
        return stored

    monkeypatch.setattr(services, "store_batch", store_and_fall_behind)
    with pytest.raises(jobs.LostLeaseError):
        tasks.run_import(job)

    assert names_of(alice) == MANY[:4]
    assert again(imported).state == Import.State.RUNNING


def test_a_file_that_vanished_is_said_to_be_gone(alice: User) -> None:
    imported = put_in(alice, people("Anna Blum"))
    imported.file.delete(save=False)

    run_job(str(job_of(imported).pk))

    assert (again(imported).state, again(imported).failure) == (Import.State.FAILED, "file_is_gone")


def test_an_error_that_stays_fails_the_import_at_last(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "store_batch", _crash)
    imported = put_in(alice, people("Anna Blum"))
    for _attempt in range(Retries().attempts):
        assert again(imported).state != Import.State.FAILED
        Job.objects.update(run_at=timezone.now())
        run_job(str(job_of(imported).pk))

    assert (again(imported).state, again(imported).failure) == (Import.State.FAILED, "unexpected")
    assert again(imported).file.name == ""


def test_an_import_that_is_deleted_meanwhile_is_nobodys_problem(alice: User) -> None:
    imported = put_in(alice, people("Anna Blum"))
    with acting_as(alice):
        Import.objects.all().delete()

    run_job(str(job_of(imported).pk))

    assert job_of(imported).state == Job.State.DONE
    assert names_of(alice) == []


def test_nothing_is_left_when_the_account_goes_while_the_file_waits(
    alice: User, media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job = job_of(put_in(alice, people("Anna Blum")))

    with django_capture_on_commit_callbacks(execute=True):
        delete_user(user=alice, now=timezone.now())
    run_job(str(job.pk))

    assert not Job.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


def _crash_in_batch(number: int) -> Any:
    store, calls = services.store_batch, iter(range(1, 1000))

    def store_or_crash(**arguments: Any) -> Import:
        stored: Import = store(**arguments)
        if next(calls) == number:
            raise RuntimeError
        return stored

    return store_or_crash


def _crash(**_arguments: Any) -> Import:
    raise RuntimeError
