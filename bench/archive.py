"""Everything of one user out and in again: 10,000 people, 100,000 moments; seconds, memory, and a bare COPY beside it.

Run as `python3 run.py test bench/archive.py -s`; `PEOPLE` in the environment says how many people, with ten moments
each. The restore is the two jobs as a worker runs them, in this process, whose memory is compared with before.
"""

# ruff: noqa: S608 - no value of a user's comes near these statements
from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter

import pytest
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from bench.crowd import as_owner
from bench.imports import peak_memory, processor_seconds, timed
from contacts.models import Contact, EmailAddress, Moment, Participation
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_user
from tests.transfer.archives import accept, again, came_in, job_of
from transfer.archive import write_everything
from transfer.archive.tables import all_tables
from transfer.models import Restore
from transfer.services.restores import start_restore

PEOPLE = int(os.environ.get("PEOPLE", "10000"))
MOMENTS = 10


@pytest.mark.django_db(transaction=True)
def test_everything_goes_out_and_comes_in(settings: Settings, tmp_path: Path) -> None:
    """Fill, export, restore into another account; print what each took beside a bare COPY of the same rows."""
    settings.MEDIA_ROOT = tmp_path
    owner, other = make_user("full@example.org"), make_user("empty@example.org")
    _fill(owner)
    with as_owner() as cursor:
        # As autovacuum does, once somebody's people have been there for a minute.
        cursor.execute("ANALYZE")
    with TemporaryFile(dir=tmp_path) as stream:
        counts: dict[str, int] = {}
        with peak_memory() as grown, processor_seconds() as spent:
            out = timed("export", lambda: counts.update(write_everything(owner, stream, on_progress=_nothing)))
        size, rows = stream.tell(), sum(counts.values())
        stream.seek(0)
        with acting_as(other):
            upload = UploadedFile(File(stream), "netzwerk.zip", "application/zip", size)
            restore = start_restore(owner=other, upload=upload, now=timezone.now())
    bare_out, bare_in = _bare_copy(owner)
    print(f"\n{rows:,} rows, {size / 2**20:.1f} MB")  # noqa: T201
    _tell("export", out, spent, grown[0], bare_out)
    for label, kind in (("look", "restore"), ("restore", "restore-accept")):
        if kind == "restore-accept":
            accept(restore)
        job = str(job_of(restore, kind).pk)
        with peak_memory() as grown, processor_seconds() as spent:
            took = timed(label, partial(run_job, job))
        _tell(label, took, spent, grown[0], bare_in)
    done = again(restore)
    assert (done.state, came_in(done)) == (Restore.State.DONE, rows)


def _nothing(_done: int, _total: int) -> None:
    """Note nothing on the way."""


def _tell(label: str, seconds: float, spent: list[float], grown: float, bare: float) -> None:
    print(  # noqa: T201
        f"{label:8} {seconds:6.1f} s on the clock, {spent[0]:6.1f} s of the processor here, {spent[1]:5.1f} s in the "
        f"database, {grown:4.0f} MB more; bare COPY {bare:6.2f} s, ratio {seconds / bare:4.1f}"
    )


def _fill(owner: User) -> None:
    """Write people with an address each, and moments with one of them each."""
    words = ["fair", "talk", "coffee", "call", "lunch", "choir", "office", "project", "paper", "river", "garden"]
    with acting_as(owner):
        people = [
            Contact(
                owner=owner,
                name=f"Person {n}",
                folded_name=f"person {n}",
                anchor_on=TODAY,
                note=f"Note {n} {words[n % 11]}",
            )
            for n in range(PEOPLE)
        ]
        Contact.objects.bulk_create(people, batch_size=2000)
        mails = (EmailAddress(owner=owner, contact=one, address=f"p{n}@example.org") for n, one in enumerate(people))
        EmailAddress.objects.bulk_create(mails, batch_size=2000)
        for first in range(0, PEOPLE * MOMENTS, 10_000):
            moments = [
                Moment(owner=owner, kind="call", happened_on=TODAY, note=f"{words[n % 11]} {words[n % 7]} about {n}")
                for n in range(first, min(first + 10_000, PEOPLE * MOMENTS))
            ]
            Moment.objects.bulk_create(moments, batch_size=2000)
            Participation.objects.bulk_create(
                [
                    Participation(owner=owner, moment=one, contact=people[(first + n) % PEOPLE])
                    for n, one in enumerate(moments)
                ],
                batch_size=2000,
            )


def _bare_copy(owner: User) -> tuple[float, float]:
    """Return how long the same rows take out by COPY, and into tables of the same make with their indexes."""
    out = into = 0.0
    with as_owner() as cursor:
        for table in (table.model._meta.db_table for table in all_tables()):
            start = perf_counter()
            rows = bytearray()
            with cursor.copy(f"COPY (SELECT * FROM {table} WHERE owner_id = {owner.pk}) TO STDOUT") as copy:
                for chunk in copy:
                    rows += chunk
            out += perf_counter() - start
            cursor.execute(f"CREATE TEMPORARY TABLE bare (LIKE {table} INCLUDING INDEXES)")
            start = perf_counter()
            with cursor.copy("COPY bare FROM STDIN") as copy:
                copy.write(rows)
            into += perf_counter() - start
            cursor.execute("DROP TABLE bare")
    return out, into
