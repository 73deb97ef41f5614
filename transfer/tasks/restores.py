"""The jobs of restores: a file is looked through, comes in, is forgotten when nobody wanted it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO

from django.utils import timezone

from accounts.models import User
from accounts.services.quotas import FullError
from netzwerk.core.jobs import LostLeaseError, extend_lease, job_handler, next_try_of
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from transfer.archive.problems import ArchiveError, Problem
from transfer.archive.restoring import Turn, bring_everything, look_through
from transfer.models import Restore
from transfer.services import restores as services

Act = Callable[[User, IO[bytes], Turn], None]


@job_handler(services.LOOK)
def run_look(job: Job) -> None:
    """Look through a file; nothing of it comes in, so a worker may die anywhere and the next begins anew."""
    _work(job, Restore.State.READING, look_through)


@job_handler(services.ACCEPT)
def run_restore(job: Job) -> None:
    """Let a file come in batch by batch; each commits its rows together with how far it got.

    So a worker may die anywhere: who takes over goes on behind the last batch that was committed. In the same
    transaction the lease is extended, so a worker that lost it commits nothing. A photo that was stored for a batch
    that was not committed is found again by the next, or swept at night.
    """

    def act(owner: User, file: IO[bytes], turn: Turn) -> None:
        now = timezone.now()
        bring_everything(owner, file, turn, today=now.astimezone(owner.zone).date(), now=now)

    _work(job, Restore.State.RESTORING, act)


@job_handler(services.FORGET)
def run_forget(job: Job) -> None:
    """Forget a file that was looked through and that nobody has accepted within a week."""
    if job.owner is None or job.object_id is None:
        return
    with acting_as(job.owner):
        extend_lease(job)
        restore = Restore.objects.for_user(job.owner).filter(pk=job.object_id, state=Restore.State.READY).first()
        if restore is not None:
            services.discard_restore(restore=restore)


def _work(job: Job, state: str, act: Act) -> None:
    """Act on a restore that is in this state; what is wrong with its file, or an error of the last try, is noted."""
    if job.owner is None:
        return
    turn = partial(_turn, job, job.owner)
    try:
        _act(job, job.owner, turn, state, act)
        # A crash before this line leaves the file; the job then runs once more, finds the end noted, and comes here.
        with turn() as restore:
            services.discard_archive(restore=restore)
    except Restore.DoesNotExist:
        return


def _act(job: Job, owner: User, turn: Turn, state: str, act: Act) -> None:
    try:
        with turn() as restore:
            pass
        if restore.state == state:
            with restore.file.storage.open(str(restore.file.name), "rb") as file:
                act(owner, file, turn)
    except (Restore.DoesNotExist, LostLeaseError):
        raise
    except ArchiveError as error:
        _fail(turn, error.problem, error.place)
    except FileNotFoundError:
        _fail(turn, Problem.FILE_IS_GONE, {})
    except FullError:
        _fail(turn, Problem.NO_ROOM, {})
    except Exception:
        if next_try_of(job, now=timezone.now()):
            raise
        _fail(turn, Problem.UNEXPECTED, {})


def _fail(turn: Turn, problem: str, place: dict[str, object]) -> None:
    with turn() as restore:
        services.fail_restore(restore=restore, problem=problem, place=place, now=timezone.now())


@contextmanager
def _turn(job: Job, owner: User) -> Iterator[Restore]:
    with acting_as(owner):
        extend_lease(job)
        if job.object_id is None:
            raise Restore.DoesNotExist
        yield services.lock_restore(owner=owner, restore_id=job.object_id)
