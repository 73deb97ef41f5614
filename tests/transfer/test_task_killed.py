"""A worker that is killed with -9 in the middle of an import: nothing is lost, nothing comes in twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from netzwerk.core.jobs import due_job_ids
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.transfer.files import again, counts_of, job_of, names_of, people, put_in, rows_of
from transfer.models import Import, SourceCard
from transfer.services import accept_import
from transfer.tasks import imports as tasks

NAMES = [f"Person {number}" for number in range(1, 11)]
# A process of its own that runs one job and dies with its second batch stored but not yet committed.
DOOMED = """
import os, signal, sys
import django
django.setup()
from netzwerk.core.tasks import run_job
from transfer import services
from transfer.tasks import imports

store, stored = getattr(services, sys.argv[2]), []

def store_and_die(**arguments):
    stored.append(store(**arguments))
    if len(stored) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return stored[-1]

imports.BATCH = 4
setattr(services, sys.argv[2], store_and_die)
run_job(sys.argv[1])
"""


@pytest.fixture
def data_dir(tmp_path: Path, settings: Settings) -> Path:
    """Keep uploaded files where a second process finds them."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


def _run_until_killed(job: Job, step: str, data_dir: Path) -> int:
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "DATA_DIR": str(data_dir),
        "DJANGO_SETTINGS_MODULE": "netzwerk.settings",
    }
    command = [sys.executable, "-c", DOOMED, str(job.pk), step]
    return subprocess.run(command, cwd=django_settings.BASE_DIR, env=environment, check=False).returncode


def test_another_worker_goes_on_where_the_killed_one_had_committed(
    real_transactions: None, alice: User, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = put_in(alice, people(*NAMES))
    job = job_of(imported)

    assert _run_until_killed(job, "stage_batch", data_dir) == -signal.SIGKILL

    halfway = again(imported)
    assert (halfway.state, halfway.position, len(rows_of(imported))) == (Import.State.READING, 4, 4)
    assert due_job_ids(now=timezone.now()) == [], "nobody knows yet that the worker is dead"
    later = timezone.now() + timedelta(seconds=django_settings.JOB_LEASE_SECONDS + 1)
    assert due_job_ids(now=later) == [job.pk]

    monkeypatch.setattr(tasks, "BATCH", 3)
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    run_job(str(job.pk))
    assert (again(imported).state, [row.name for row in rows_of(imported)]) == (Import.State.READY, NAMES)
    assert [path for path in data_dir.rglob("*") if path.is_file()] == []

    with acting_as(alice):
        accept_import(imported=imported, now=timezone.now())
    job = job_of(imported, "import-accept")
    assert _run_until_killed(job, "accept_batch", data_dir) == -signal.SIGKILL
    assert (names_of(alice), again(imported).done_count) == (NAMES[:4], 4)

    Job.objects.filter(pk=job.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    run_job(str(job.pk))

    done = again(imported)
    assert (done.state, done.done_count, counts_of(done)) == (Import.State.DONE, 10, (10, 0, 0))
    assert names_of(alice) == NAMES
    with acting_as(alice):
        assert list(SourceCard.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 11))
