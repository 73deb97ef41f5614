"""A restore while workers crash, are killed or fall behind: nothing is lost, nothing doubled."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.services import delete_user
from netzwerk.core import jobs
from netzwerk.core.models import Job
from netzwerk.core.retries import Retries
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.security.furniture import furnish
from tests.transfer.archives import accept, again, came_in, exported, job_of, looked_at, put_back, rows_of
from transfer.archive import rows
from transfer.archive.bringing import Bringer
from transfer.models import Restore
from transfer.services import restores as services
from transfer.tasks import restores as tasks


@pytest.fixture(autouse=True)
def _small_batches(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "BATCH_ROWS", 1)


@pytest.fixture
def accepted(alice: User, charlie: User) -> Restore:
    """A file that Alice has accepted, and that waits for a worker."""
    furnish(charlie)
    restore = looked_at(alice, exported(charlie))
    accept(restore)
    return restore


@pytest.mark.parametrize("crash_at", [1, 40])
def test_a_worker_that_crashes_is_followed_by_one_that_goes_on(
    alice: User, charlie: User, accepted: Restore, monkeypatch: pytest.MonkeyPatch, crash_at: int
) -> None:
    brought: list[str] = []
    with monkeypatch.context() as crashing:
        crashing.setattr(Bringer, "bring", _noting(brought, crash_at))
        run_job(str(job_of(accepted, "restore-accept").pk))
    assert again(accepted).state == Restore.State.RESTORING
    assert len(brought) == crash_at
    monkeypatch.setattr(Bringer, "bring", _noting(brought, 10_000))

    Job.objects.update(run_at=timezone.now())
    run_job(str(job_of(accepted, "restore-accept").pk))

    done, total = again(accepted), sum(map(len, rows_of(charlie).values()))
    assert (done.state, came_in(done), done.done_count) == (Restore.State.DONE, total, total)
    # The batch that crashed was done once more, and no other.
    assert len(brought) == total + 1
    assert {name: len(table) for name, table in rows_of(alice).items()} == {
        name: len(table) for name, table in rows_of(charlie).items()
    }


@pytest.mark.parametrize("step", ["link_back", "derive_next", "finish"])
def test_a_crash_behind_the_rows_is_made_good(
    alice: User, charlie: User, accepted: Restore, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    place = Bringer if step == "link_back" else "transfer.archive.restoring"
    with monkeypatch.context() as crashing:
        if isinstance(place, str):
            crashing.setattr(f"{place}.{step}", _crash)
        else:
            crashing.setattr(place, step, _crash)
        run_job(str(job_of(accepted, "restore-accept").pk))
    assert again(accepted).state == Restore.State.RESTORING

    Job.objects.update(run_at=timezone.now())
    run_job(str(job_of(accepted, "restore-accept").pk))

    done = again(accepted)
    assert (done.state, came_in(done)) == (Restore.State.DONE, sum(map(len, rows_of(charlie).values())))
    merged = [row for row in rows_of(alice)["contacts.contact"] if row["merged_into_id"]]
    assert len(merged) == len([row for row in rows_of(charlie)["contacts.contact"] if row["merged_into_id"]]) > 0


def test_a_worker_that_was_killed_is_followed_when_its_lease_is_over(
    alice: User, charlie: User, accepted: Restore, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = jobs.claim_job(job_of(accepted, "restore-accept").pk, now=timezone.now())
    assert job is not None
    with monkeypatch.context() as killing, pytest.raises(SystemExit):
        killing.setattr(Bringer, "bring", _noting([], 20, SystemExit))
        tasks.run_restore(job)  # nobody records anything about a worker that is killed

    run_job(str(job.pk))
    assert again(accepted).state == Restore.State.RESTORING, "the job still belongs to the one that was killed"
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    run_job(str(job.pk))

    assert came_in(again(accepted)) == sum(map(len, rows_of(charlie).values()))


def test_a_worker_that_lost_its_job_commits_nothing_more(
    alice: User, accepted: Restore, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = jobs.claim_job(job_of(accepted, "restore-accept").pk, now=timezone.now())
    assert job is not None
    bring = Bringer.bring

    def bring_and_fall_behind(*arguments: Any) -> Any:
        tally = bring(*arguments)
        Job.objects.update(attempts=2)  # another worker has claimed it
        return tally

    monkeypatch.setattr(Bringer, "bring", bring_and_fall_behind)
    with pytest.raises(jobs.LostLeaseError):
        tasks.run_restore(job)
    assert came_in(again(accepted)) == 1


def test_an_error_that_stays_fails_the_restore_at_last(
    alice: User, accepted: Restore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Bringer, "bring", _crash)
    for _attempt in range(Retries().attempts):
        assert again(accepted).state == Restore.State.RESTORING
        Job.objects.update(run_at=timezone.now())
        run_job(str(job_of(accepted, "restore-accept").pk))
    failed = again(accepted)
    assert (failed.state, failed.failure, failed.file.name) == (Restore.State.FAILED, "unexpected", "")


def test_the_look_begins_anew_after_a_crash(alice: User, charlie: User, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(charlie)
    restore = put_back(alice, exported(charlie))
    with monkeypatch.context() as crashing:
        crashing.setattr(Bringer, "bring", _noting([], 30))
        run_job(str(job_of(restore).pk))
    assert again(restore).state == Restore.State.READING
    Job.objects.update(run_at=timezone.now())
    run_job(str(job_of(restore).pk))
    seen = again(restore)
    assert seen.state == Restore.State.READY
    assert sum(count["new"] for count in seen.counts.values()) == sum(map(len, rows_of(charlie).values()))


def test_what_nobody_accepts_is_forgotten_after_a_week(alice: User, charlie: User) -> None:
    furnish(charlie)
    restore = looked_at(alice, exported(charlie))
    forget = job_of(restore, "restore-forget")
    assert forget.run_at > timezone.now() + timedelta(days=6)
    Job.objects.update(run_at=timezone.now())
    run_job(str(forget.pk))
    with acting_as(alice):
        assert not Restore.objects.exists()


def test_what_came_in_is_not_forgotten(alice: User, accepted: Restore) -> None:
    Job.objects.update(run_at=timezone.now())
    run_job(str(job_of(accepted, "restore-forget").pk))
    assert again(accepted).state == Restore.State.RESTORING


def test_nothing_is_left_when_the_account_goes_while_the_file_waits(alice: User, accepted: Restore) -> None:
    job = job_of(accepted, "restore-accept")
    delete_user(user=alice, now=timezone.now())
    run_job(str(job.pk))
    assert not Job.objects.filter(pk=job.pk).exists()


def test_said_twice_it_is_done_once(alice: User, accepted: Restore) -> None:
    accept(accepted)
    assert Job.objects.filter(kind=services.ACCEPT).count() == 1


def _noting(brought: list[str], crash_at: int, error: type[BaseException] = RuntimeError) -> Any:
    bring = Bringer.bring

    def bring_or_crash(self: Bringer, table: Any, batch: Any) -> Any:
        tally = bring(self, table, batch)
        brought.append(table.name)
        if len(brought) == crash_at:
            raise error
        return tally

    return bring_or_crash


def _crash(*_arguments: Any, **_named: Any) -> Any:
    raise RuntimeError
