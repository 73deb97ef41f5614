"""How long something takes, with and without the planner's statistics, and what it costs the processor."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from bench.crowd import as_owner
from netzwerk.core.walls import acting_as

RUNS = 5
# What takes longer than this may not be so many times slower without statistics.
LONG, TIMES_SLOWER = 1000, 12
Works = Mapping[str, Callable[[], object]]


def compare_statistics(user: User, works: Works, analyse: Callable[[], None]) -> list[str]:
    """Print the times without and with statistics and their ratio; return what depends on them."""
    with as_owner() as cursor:
        cursor.execute("SET statement_timeout = '30s'")
    bare = {name: milliseconds(user, name, work) for name, work in works.items()}
    analyse()
    wrong = []
    for name, work in works.items():
        known = milliseconds(user, name, work)
        ratio = bare[name] / known
        print(f"{name:34} {known:8.0f} ms, without statistics {bare[name]:8.0f} ms, ratio {ratio:5.1f}")  # noqa: T201
        if bare[name] > LONG and ratio > TIMES_SLOWER:
            wrong.append(name)
            _tell_slowest(user, name, work)
    return wrong


def milliseconds(user: User, name: str, work: Callable[[], object]) -> float:
    """Return the median time of some work; what takes seconds is tried once, and stopped after half a minute."""
    times: list[float] = []
    for _run in range(RUNS + 1):
        start = perf_counter()
        with suppress(OperationalError):
            if name.startswith("page"):
                work()
            else:
                with acting_as(user):
                    work()
        times.append((perf_counter() - start) * 1000)
        if times[-1] > 2000:
            break
    return median(times[1:] or times)


def processor(work: Callable[[], object]) -> tuple[float, float]:
    """Return the milliseconds of the processor that some work costs, here and in the database.

    There it is the mean of some runs, as the clock of another process ticks every ten milliseconds.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    work()
    there = spent_by(backend)
    here = least(work)
    return here, (spent_by(backend) - there) * 1000 / RUNS


def least(work: Callable[[], object]) -> float:
    """Return the fewest milliseconds that some work cost the processor: others on the machine only make it more."""
    times = []
    for _run in range(RUNS):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times) * 1000


def count_queries(work: Callable[[], object]) -> int:
    """Return how many queries some work asks."""
    asked: list[str] = []

    def note(execute: Callable[..., object], sql: str, *more: object) -> object:
        asked.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(note):
        work()
    return len(asked)


def spent_by(process: int) -> float:
    """Return for how many seconds a process has had the processor."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _tell_slowest(user: User, name: str, work: Callable[[], object]) -> None:
    if not os.environ.get("BENCH_QUERIES"):
        return
    with CaptureQueriesContext(connection) as asked, acting_as(user):
        work()
    for query in sorted(asked.captured_queries, key=lambda one: -float(one["time"]))[:3]:
        print(f"  {name}: {query['time']} s {query['sql'][:1500]}")  # noqa: T201
