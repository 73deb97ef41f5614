"""Files that nobody knows any more are swept at night; those that a row names, and young ones, stay."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from accounts.models import User
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.transfer.archives import packed, put_back
from tests.transfer.files import people, put_in
from transfer.models import Export
from transfer.services.exports import start_export
from transfer.services.sweeping import sweep_files
from transfer.tasks.sweeping import sweep_files as sweep_task

LATER = timedelta(days=2)


def _lost(media: Path, user: User) -> list[Path]:
    """Put a file that no row names into each folder of a user."""
    lost = [media / str(user.files_id) / part / "lost" for part in ("imports", "exports", "restores")]
    for path in lost:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"left behind")
    return lost


def test_what_no_row_names_is_swept_once_it_is_a_day_old(alice: User, charlie: User, media: Path) -> None:
    put_in(alice, people("Anna Blum"))
    put_back(alice, packed({"manifest.json": b"{}"}))
    with acting_as(alice):
        export = start_export(owner=alice, kind="contacts", now=timezone.now())
    [job] = _jobs(export)
    run_job(job)
    kept = {path for path in media.rglob("*") if path.is_file()}
    assert len(kept) == 3
    lost = {*_lost(media, alice), *_lost(media, charlie)}

    assert sweep_task() == 0
    assert sweep_files(now=timezone.now() + LATER) == len(lost)

    assert {path for path in media.rglob("*") if path.is_file()} == kept


def test_folders_that_are_nobodys_are_left_alone(alice: User, media: Path) -> None:
    other = media / "backups" / "imports" / "mine"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"x")

    assert sweep_files(now=timezone.now() + LATER) == 0
    assert other.exists()


def test_there_may_be_no_files_at_all(alice: User, media: Path) -> None:
    assert sweep_files(now=timezone.now() + LATER) == 0


def _jobs(export: Export) -> list[str]:
    return [str(job.pk) for job in Job.objects.filter(object_id=export.pk)]
