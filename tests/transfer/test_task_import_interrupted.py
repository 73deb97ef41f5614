"""Imports while workers crash, fall behind or find things gone: nothing is lost, nothing doubled."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from accounts.services import delete_user
from netzwerk.core import jobs
from netzwerk.core.models import Job
from netzwerk.core.retries import Retries
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.transfer.files import accept, again, counts_of, job_of, names_of, people, put_in, rows_of, stage
from tests.transfer_makers import make_import
from transfer import services
from transfer.models import Import, ImportFile
from transfer.tasks import imports as tasks

MANY = [f"Person {number}" for number in range(1, 11)]
STEPS = {"import": "stage_batch", "import-accept": "accept_batch"}


@pytest.fixture(autouse=True)
def _small_batches(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "BATCH", 4)


def test_a_crash_while_reading_loses_nothing_and_doubles_nothing(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = put_in(alice, people(*MANY[:6]), people(*MANY[5:]))
    with monkeypatch.context() as crashing:
        crashing.setattr(services, "stage_batch", _crash_in_batch("stage_batch", 4))
        run_job(str(job_of(imported).pk))
    halfway = again(imported)
    assert (halfway.state, halfway.position, len(rows_of(imported))) == (Import.State.READING, 10, 10)
    assert job_of(imported).state == Job.State.WAITING

    Job.objects.update(run_at=timezone.now())
    run_job(str(job_of(imported).pk))

    assert [row.name for row in rows_of(imported)] == [*MANY[:6], *MANY[5:]]
    ready = again(imported)
    assert (ready.state, ready.position, ready.new_count, ready.known_count) == (Import.State.READY, 11, 10, 1)
    assert names_of(alice) == []


def test_a_crash_while_accepting_loses_nothing_and_doubles_nothing(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = stage(alice, people(*MANY))
    with monkeypatch.context() as crashing:
        crashing.setattr(services, "accept_batch", _crash_in_batch("accept_batch", 2))
        halfway = accept(imported)
    assert (halfway.state, halfway.done_count, counts_of(halfway)) == (Import.State.ACCEPTING, 4, (4, 0, 0))
    assert names_of(alice) == MANY[:4]

    Job.objects.update(run_at=timezone.now())
    run_job(str(job_of(imported, "import-accept").pk))

    assert names_of(alice) == MANY
    done = again(imported)
    assert (done.state, done.done_count, counts_of(done)) == (Import.State.DONE, 10, (10, 0, 0))


@pytest.mark.parametrize("kind", STEPS)
def test_a_worker_that_lost_its_job_commits_nothing_more(
    alice: User, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    imported = _waiting(alice, kind)
    job = jobs.claim_job(job_of(imported, kind).pk, now=timezone.now())
    assert job is not None
    step = getattr(services, STEPS[kind])

    def store_and_fall_behind(**arguments: Any) -> object:
        stored = step(**arguments)
        Job.objects.update(attempts=2)  # another worker has claimed it
        return stored

    monkeypatch.setattr(services, STEPS[kind], store_and_fall_behind)
    with pytest.raises(jobs.LostLeaseError):
        _run(kind, job)

    assert (len(rows_of(imported)), len(names_of(alice))) == ((4, 0) if kind == "import" else (10, 4))
    assert again(imported).is_under_way


@pytest.mark.parametrize("kind", STEPS)
def test_a_worker_that_was_killed_is_followed_by_another(
    alice: User, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    imported = _waiting(alice, kind)
    job = jobs.claim_job(job_of(imported, kind).pk, now=timezone.now())
    assert job is not None
    with monkeypatch.context() as dying:
        dying.setattr(services, STEPS[kind], _crash_in_batch(STEPS[kind], 3))
        with pytest.raises(RuntimeError):
            _run(kind, job)  # nobody records anything about a worker that is killed

    run_job(str(job.pk))
    assert again(imported).is_under_way, "the job still belongs to the one that was killed"
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    run_job(str(job.pk))

    if kind == "import":
        accept(imported)
    assert names_of(alice) == MANY
    assert counts_of(again(imported)) == (10, 0, 0)


def test_a_file_that_vanished_is_said_to_be_gone(alice: User) -> None:
    imported = put_in(alice, people("Anna Blum"))
    with acting_as(alice):
        ImportFile.objects.get().file.delete(save=False)

    run_job(str(job_of(imported).pk))

    assert (again(imported).state, again(imported).failure) == (Import.State.FAILED, "file_is_gone")


@pytest.mark.parametrize("kind", STEPS)
def test_an_error_that_stays_fails_the_import_at_last(alice: User, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    imported = _waiting(alice, kind)
    monkeypatch.setattr(services, STEPS[kind], _crash)
    for _attempt in range(Retries().attempts):
        assert again(imported).state != Import.State.FAILED
        Job.objects.update(run_at=timezone.now())
        run_job(str(job_of(imported, kind).pk))

    assert (again(imported).state, again(imported).failure) == (Import.State.FAILED, "unexpected")
    with acting_as(alice):
        assert not ImportFile.objects.get().file


def test_an_import_that_is_deleted_meanwhile_is_nobodys_problem(alice: User) -> None:
    imported = put_in(alice, people("Anna Blum"))
    with acting_as(alice):
        Import.objects.all().delete()

    run_job(str(job_of(imported).pk))

    assert job_of(imported).state == Job.State.DONE
    assert names_of(alice) == []


def test_an_import_that_was_looked_at_is_forgotten_with_its_rows_and_files(
    alice: User, media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    imported = stage(alice, "First Name,Last Name,E-mail Address\nAnna,Blum,a@example.org\n", names=["x.csv"])
    assert [path for path in media.rglob("*") if path.is_file()], "the columns may still be changed"

    with django_capture_on_commit_callbacks(execute=True), acting_as(alice):
        services.discard_import(imported=imported)

    with acting_as(alice):
        assert not Import.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_what_has_come_in_is_not_forgotten(alice: User) -> None:
    imported = accept(stage(alice, people("Anna Blum")))

    with acting_as(alice):
        services.discard_import(imported=imported)

    assert again(imported).state == Import.State.DONE


def test_nothing_is_left_when_the_account_goes_while_the_file_waits(
    alice: User, media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job = job_of(put_in(alice, people("Anna Blum")))

    with django_capture_on_commit_callbacks(execute=True):
        delete_user(user=alice, now=timezone.now())
    run_job(str(job.pk))

    assert not Job.objects.exclude(owner=None).exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


def _waiting(owner: User, kind: str) -> Import:
    if kind == "import":
        return put_in(owner, people(*MANY))
    imported = stage(owner, people(*MANY))
    with acting_as(owner):
        return services.accept_import(imported=imported, now=timezone.now())


def _run(kind: str, job: Job) -> None:
    (tasks.run_import if kind == "import" else tasks.run_acceptance)(job)


def _crash_in_batch(step: str, number: int) -> Any:
    store, calls = getattr(services, step), iter(range(1, 1000))

    def store_or_crash(**arguments: Any) -> object:
        stored = store(**arguments)
        if next(calls) == number:
            raise RuntimeError
        return stored

    return store_or_crash


def _crash(**_arguments: Any) -> Import:
    raise RuntimeError


def test_what_broke_off_for_good_while_it_came_in_goes_on_when_it_is_asked_to(
    alice: User, alice_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = stage(alice, people(*MANY))
    with monkeypatch.context() as crashing:
        crashing.setattr(services, "accept_batch", _crash_in_batch("accept_batch", 2))
        crashing.setattr(tasks, "next_try_of", lambda *_args, **_more: None)
        failed = accept(imported)
    assert (failed.state, failed.failure, names_of(alice)) == (Import.State.FAILED, "unexpected", MANY[:4])
    assert "4 people have come in so far." in alice_client.get(f"/import/{imported.pk}/").content.decode()
    Job.objects.filter(kind="import-accept").update(state=Job.State.FAILED)

    for _twice in range(2):
        assert alice_client.post(f"/import/{imported.pk}/again/").status_code == 302
    job = Job.objects.get(kind="import-accept", state=Job.State.WAITING)
    run_job(str(job.pk))

    done = again(imported)
    assert (done.state, done.failure, done.done_count, counts_of(done)) == (Import.State.DONE, "", 10, (10, 0, 0))
    assert names_of(alice) == MANY


@pytest.mark.parametrize(
    "fields", [{"state": "ready"}, {"state": "failed"}, {"state": "done", "accepted_at": timezone.now()}]
)
def test_nothing_else_is_let_in_by_asking_once_more(alice: User, alice_client: Client, fields: dict[str, Any]) -> None:
    imported = make_import(alice, **fields)
    assert "/again/" not in alice_client.get(f"/import/{imported.pk}/").content.decode()

    page = alice_client.post(f"/import/{imported.pk}/again/", follow=True).content.decode()

    assert "This import has nothing left to bring in." in page
    assert again(imported).state == fields["state"]
    assert not Job.objects.filter(kind="import-accept").exists()
