"""`/metrics` for Prometheus: off unless METRICS_TOKEN is set, and then only for whoever shows it. Nothing personal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, TypedDict

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from redis import RedisError

from accounts.models import User
from netzwerk.condition import condition_at
from netzwerk.core.measures import add_requests, tallies
from netzwerk.core.models import Job
from netzwerk.core.queues import QUEUES, count_waiting

# So many jobs of a state are counted; a queue that long is told by its age as well.
MOST = 10_000
# However often somebody asks, the database is asked once in so many seconds, and about accounts more seldom.
KEPT_SECONDS, USERS_KEPT_SECONDS = 10, 300


class Figures(TypedDict):
    """What the database knows."""

    problems: int
    ages: dict[str, int]
    oldest: int
    overdue: int
    jobs: list[tuple[str, str, int]]
    users: dict[str, int]


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer in Prometheus' text format; 404 where it is off, 401 without the token."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    registry = CollectorRegistry()
    registry.register(_Collector(timezone.now()))
    add_requests(registry)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


class _Collector:
    """What is asked for at the moment of a scrape."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def collect(self) -> Iterator[Metric]:
        """Yield each family of figures."""
        yield from _of_database(_kept("metrics", KEPT_SECONDS, lambda: figures_at(self.now)))
        yield from _of_broker()

    def describe(self) -> list[Metric]:
        """Say nothing beforehand, so that nothing is asked when this is registered."""
        return []


def figures_at(now: datetime) -> Figures:
    """Return what the database knows, in eight queries that read by index, the accounts apart."""
    found = condition_at(now)
    ages = {"beat": found.beat_seconds, "worker": found.worker_seconds, "digests": found.digests_seconds}
    return {
        "problems": len(found.problems),
        "ages": {part: age for part, age in ages.items() if age is not None},
        "oldest": found.oldest_waiting_seconds,
        "overdue": found.mails_overdue,
        "jobs": _jobs(),
        "users": _kept("metrics-users", USERS_KEPT_SECONDS, _users),
    }


def _of_database(figures: Figures) -> Iterator[Metric]:
    yield _gauge("problems", "How many reasons /health/jobs gives for answering 503.", figures["problems"])
    ages = {(part,): age for part, age in figures["ages"].items()}
    yield _gauges("heartbeat_age_seconds", "Since a part gave its last sign of life.", ["part"], ages)
    yield _gauge("oldest_waiting_job_seconds", "Since when the oldest job that is due waits.", figures["oldest"])
    yield _gauge("mails_overdue", "Reconnect mails overdue by ten minutes; 1000 is many.", figures["overdue"])
    jobs = {(kind, state): count for state, kind, count in figures["jobs"]}
    yield _gauges("jobs", f"Jobs by kind and state; {MOST} of a state are counted.", ["kind", "state"], jobs)
    yield _gauges("users", "Accounts by state.", ["state"], {(state,): n for state, n in figures["users"].items()})


def _of_broker() -> Iterator[Metric]:
    """Yield what the broker knows; without it, only that it does not answer."""
    try:
        depths, counted = {(queue,): count_waiting(queue) for queue in QUEUES}, tallies()
    except (OperationalError, RedisError):
        yield _gauge("broker_up", "Whether the broker answers.", 0)
        return
    yield _gauge("broker_up", "Whether the broker answers.", 1)
    yield _gauges("queue_messages", "Messages that wait in a queue of the broker.", ["queue"], depths)
    runs = CounterMetricFamily("netzwerk_job_runs", "Runs of jobs.", labels=["kind", "outcome"])
    mails = CounterMetricFamily("netzwerk_mails", "Mails; a refused one with its stage.", labels=["outcome", "stage"])
    families = {"jobs": runs, "mails": mails}
    for (name, *labels), count in counted.items():
        if name in families and len(labels) == 2:
            families[name].add_metric(labels, count)
    yield runs
    yield mails


def _gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"netzwerk_{name}", text, value=value)


def _gauges(name: str, text: str, labels: list[str], values: Mapping[Any, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"netzwerk_{name}", text, labels=labels)
    for given, value in values.items():
        family.add_metric(given, value)
    return family


def _jobs() -> list[tuple[str, str, int]]:
    """Return state, kind and count of what has not ended well; one query for each state, by its index."""
    found = []
    orders = {Job.State.WAITING: "run_at", Job.State.RUNNING: "leased_until", Job.State.FAILED: "run_at"}
    for state, order in orders.items():
        some = Job.objects.filter(state=state).order_by(order)[:MOST]
        sql, values = some.values("kind").query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT kind, count(*) FROM ({sql}) AS counted GROUP BY kind", values)  # noqa: S608
            found += [(state.value, kind, count) for kind, count in cursor.fetchall()]
    return found


def _users() -> dict[str, int]:
    leaving = Q(deletion_due_at__isnull=False)
    return User.objects.aggregate(
        active=Count("pk", filter=Q(is_active=True) & ~leaving),
        blocked=Count("pk", filter=Q(is_active=False) & ~leaving),
        leaving=Count("pk", filter=leaving),
    )


def _kept(name: str, seconds: int, ask: Any) -> Any:
    """Return what was found some seconds ago, or ask; without a cache, always ask."""
    try:
        found = cache.get(name)
        if found is None:
            found = ask()
            cache.set(name, found, seconds)
    except RedisError:
        return ask()
    return found


urlpatterns = [path("", metrics, name="metrics")]
