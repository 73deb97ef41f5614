"""The morning of a Monday: what the tick costs, and how many mails workers send, against what a server could take.

Run as `python3 run.py test bench/morning.py -s -n 0`. 100,000 users have 5 million people (`BENCH_USERS=5000` makes a
small one, `BENCH_AWAITED=5000` ends once so many mails of the rush are out; filling takes minutes and some 20 GB).
Real workers, a real broker, a mail server that only counts.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from smtplib import SMTP
from time import perf_counter, sleep
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.services import queue_login_mail
from bench.crowd import as_owner
from bench.readers import make_due, make_readers
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from netzwerk.local.paths import ROOT
from netzwerk.local.ports import LOOPBACK, answers, free_port
from reminders.mail.writing import write_mail
from reminders.models import Digest
from reminders.services import claim_due_users

USERS = int(os.environ.get("BENCH_USERS", "100000"))
RUSH = int(os.environ.get("BENCH_RUSH", str(USERS // 2)))
# Of those that are due at once, so many are waited for.
AWAITED = int(os.environ.get("BENCH_AWAITED", str(RUSH)))
# So many digests for each number of workers, and so many ready bytes for the limit.
DIGESTS, READY = min(2_000, USERS // 4), 10_000
WORKERS = (1, 2, 4)
LOOK_EVERY = 0.5


@pytest.fixture
def readers(transactional_db: None) -> list[User]:  # noqa: ARG001 - for its effect
    """Fill the database."""
    start = perf_counter()
    users = make_readers(USERS, today=timezone.localdate())
    print(f"\n{USERS:,} users, filled in {perf_counter() - start:.0f} s")  # noqa: T201
    print_sizes()
    return users


def print_sizes() -> None:
    """Print the largest tables."""
    with as_owner() as cursor:
        cursor.execute("""SELECT relname, reltuples::bigint, pg_size_pretty(pg_table_size(oid)),
            pg_size_pretty(pg_indexes_size(oid)) FROM pg_class WHERE relkind = 'r' AND reltuples > 1000
            AND relnamespace = 'public'::regnamespace ORDER BY pg_total_relation_size(oid) DESC LIMIT 10""")
        for row in cursor.fetchall():
            print("  {:28} {:>12,} rows {:>9} and indexes {:>9}".format(*row))  # noqa: T201


@pytest.fixture
def sink() -> Iterator[int]:
    """Run the mail server that only counts; give its port."""
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "bench.sink", str(port)], cwd=ROOT)  # noqa: S603
    while not answers(port):
        sleep(0.05)
    yield port
    server.terminate()
    server.wait()


def test_a_monday_morning(readers: list[User], sink: int) -> None:
    """Print all figures; the tick may not grow with the users who are not due."""
    quiet = quiet_tick()
    print(f"a tick when nobody of {USERS:,} is due: {quiet * 1000:.2f} ms")  # noqa: T201
    assert quiet < 0.1
    limit = ready_made(readers[0], sink)
    print(f"ready bytes over one connection: {limit:,.0f} mails a second")  # noqa: T201
    for count in WORKERS:
        rate = sending(readers, sink, count)
        print(f"{count} workers: {rate:,.1f} digests a second, {rate / limit:.3f} of the limit")  # noqa: T201
    rush(readers, sink)


def quiet_tick() -> float:
    """Return the seconds of a tick when the mails of all are planned, and none is due."""
    with as_owner() as cursor:
        cursor.execute("UPDATE accounts_user SET next_digest_at = now() + random() * interval '7 days'")
        cursor.execute("ANALYZE accounts_user")
    now = timezone.now() - timedelta(minutes=1)
    with CaptureQueriesContext(connection) as asked:
        assert claim_due_users(now=now) == 0
    assert_by_index(asked.captured_queries)
    start = perf_counter()
    claim_due_users(now=now)
    return perf_counter() - start


def assert_by_index(queries: list[dict[str, Any]]) -> None:
    """Check that due users are found by their index."""
    [asked] = [one["sql"] for one in queries if "SKIP LOCKED" in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {asked}")
        found = cursor.fetchone()[0]
    assert "Index Scan" in (found if isinstance(found, str) else json.dumps(found))


def ready_made(reader: User, port: int) -> float:
    """Return how many mails a second one process hands over whose bytes are ready: no faster can it get."""
    with acting_as(reader):
        now = timezone.localtime(timezone=reader.zone)
        digest = Digest(owner=reader, kind=Digest.Kind.TEST, for_date=now.date())
        digest.save()
        message = write_mail(digest=digest, user=reader, at=now)
        assert isinstance(message, EmailMultiAlternatives)
        text = message.message().as_bytes().replace(b"\n", b"\r\n")
        digest.delete()
    with SMTP(LOOPBACK, port) as server:
        start = perf_counter()
        for _mail in range(READY):
            server.sendmail("a@example.org", ["b@example.org"], text)
        return READY / (perf_counter() - start)


def sending(readers: list[User], port: int, count: int) -> float:
    """Return how many digests a second so many worker processes send, from the first to the last."""
    forget_digests()
    claim_all(readers[:DIGESTS])
    with workers(port, count):
        wait_until(lambda: sent() > DIGESTS // 10)
        first, start = sent(), perf_counter()
        wait_until(lambda: sent() >= DIGESTS * 9 // 10)
        return (sent() - first) / (perf_counter() - start)


def rush(readers: list[User], port: int) -> None:
    """Let half of all be due at once, in the middle of it somebody forgets a password; print how long each waits."""
    forget_digests()
    start = perf_counter()
    claim_all(readers[:RUSH])
    claiming = perf_counter() - start
    print(f"{RUSH:,} due at once: claimed in {claiming:.0f} s, {RUSH / claiming:,.0f} a second")  # noqa: T201
    with workers(port, 2):
        wait_until(lambda: sent() > RUSH // 50)
        asked = perf_counter()
        mail = queue_login_mail(recipient="somebody@example.org", subject="A new password", text="Here")
        job = Job.objects.get(object_id=mail.pk)
        wait_until(lambda: Job.objects.filter(pk=job.pk, state=Job.State.DONE).exists())
        print(f"a new password in the middle of it: after {perf_counter() - asked:.1f} s")  # noqa: T201
        wait_until(lambda: sent() >= AWAITED)
    minutes = (perf_counter() - start) / 60
    print(f"{AWAITED:,} of {RUSH:,} were sent after {minutes:.1f} minutes, {AWAITED / minutes / 60:.1f} a second")  # noqa: T201
    print_sizes()


def claim_all(readers: list[User]) -> None:
    """Claim the mails of these users, as the tick does."""
    now = timezone.now()
    make_due(readers, now)
    while claim_due_users(now=now):
        pass


def forget_digests() -> None:
    """Begin anew: no digest, no job, nothing in the broker."""
    from netzwerk.celery import app  # noqa: PLC0415 - the apps are loaded by now

    app.control.purge()
    with as_owner() as cursor:
        cursor.execute("TRUNCATE core_job, accounts_loginmail; TRUNCATE reminders_digestperson, reminders_digest")


def sent() -> int:
    """Return how many digests have ended well."""
    with as_owner() as cursor:
        cursor.execute("SELECT count(*) FROM reminders_digest WHERE state IN ('sent', 'empty')")
        return int(cursor.fetchone()[0])


def wait_until(is_so: Callable[[], bool]) -> None:
    """Look again and again; a bench may wait by the clock."""
    while not is_so():
        sleep(LOOK_EVERY)


@contextmanager
def workers(port: int, count: int) -> Iterator[None]:
    """Run one worker with so many processes on the database of this run."""
    name = connection.settings_dict["NAME"]
    base = os.environ["DATABASE_URL"].rpartition("/")[0]
    environment = {**os.environ, "DATABASE_URL": f"{base}/{name}", "EMAIL_URL": f"smtp://{LOOPBACK}:{port}"}
    command = [sys.executable, "-m", "celery", "--app", "netzwerk.celery", "--quiet", "worker", "--loglevel", "ERROR"]
    more = ["--concurrency", str(count), "--without-gossip", "--without-mingle"]
    worker = subprocess.Popen([*command, *more], cwd=ROOT, env=environment)  # noqa: S603
    try:
        yield
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait()
