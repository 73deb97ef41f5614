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
from tests.transfer.files import again, counts_of, job_of, names_of, people, put_in
from transfer import tasks
from transfer.models import Import, SourceCard

NAMES = [f"Person {number}" for number in range(1, 11)]
# A process of its own that runs one job and dies with its second batch stored but not yet committed.
DOOMED = """
import os, signal, sys
import django
django.setup()
from netzwerk.core.tasks import run_job
from transfer import services, tasks

store, stored = services.store_batch, []

def store_and_die(**arguments):
    stored.append(store(**arguments))
    if len(stored) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return stored[-1]

tasks.BATCH = 4
services.store_batch = store_and_die
run_job(sys.argv[1])
"""


@pytest.fixture
def data_dir(tmp_path: Path, settings: Settings) -> Path:
    """Keep uploaded files where a second process finds them."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


def _run_until_killed(job: Job, data_dir: Path) -> int:
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "DATA_DIR": str(data_dir),
        "DJANGO_SETTINGS_MODULE": "netzwerk.settings",
    }
    command = [sys.executable, "-c", DOOMED, str(job.pk)]
    return subprocess.run(command, cwd=django_settings.BASE_DIR, env=environment, check=False).returncode


def test_another_worker_goes_on_where_the_killed_one_had_committed(
    real_transactions: None, alice: User, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = put_in(alice, people(*NAMES))
    job = job_of(imported)

    assert _run_until_killed(job, data_dir) == -signal.SIGKILL

    halfway = again(imported)
    assert (halfway.state, halfway.position, counts_of(halfway)) == (Import.State.RUNNING, 4, (4, 0, 0))
    assert names_of(alice) == NAMES[:4]
    assert due_job_ids(now=timezone.now()) == [], "nobody knows yet that the worker is dead"
    later = timezone.now() + timedelta(seconds=django_settings.JOB_LEASE_SECONDS + 1)
    assert due_job_ids(now=later) == [job.pk]

    monkeypatch.setattr(tasks, "BATCH", 3)
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    run_job(str(job.pk))

    done = again(imported)
    assert (done.state, done.position, counts_of(done)) == (Import.State.DONE, 10, (10, 0, 0))
    assert names_of(alice) == NAMES
    with acting_as(alice):
        assert list(SourceCard.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 11))
    assert [path for path in data_dir.rglob("*") if path.is_file()] == []
