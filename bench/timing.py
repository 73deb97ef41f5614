"""How long something takes with and without the planner's statistics."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from statistics import median
from time import perf_counter

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


def _tell_slowest(user: User, name: str, work: Callable[[], object]) -> None:
    if not os.environ.get("BENCH_QUERIES"):
        return
    with CaptureQueriesContext(connection) as asked, acting_as(user):
        work()
    for query in sorted(asked.captured_queries, key=lambda one: -float(one["time"]))[:3]:
        print(f"  {name}: {query['time']} s {query['sql'][:1500]}")  # noqa: T201
