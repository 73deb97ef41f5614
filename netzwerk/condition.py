"""What the machinery is like at an instant, in numbers alone: for operators, and for what watches the site for them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TypedDict

from django.conf import settings
from django.db.models import Count, Min

from accounts.models import User
from netzwerk.core.heartbeat import Machinery, Part, machinery
from netzwerk.core.models import Job

# Counting on would take the longer, the worse it is; this many or more are told alike.
MOST = 1000
LATE = timedelta(minutes=10)

SILENCE = {
    Part.BEAT: "beat gives no sign of life, so nothing is due any more",
    Part.WORKER: "no worker gives a sign of life, so nobody does what is due",
    Part.DIGESTS: "the tick that claims due digests does not run to its end",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """Ages in seconds (None: never seen), counts up to `MOST`, and what is wrong, if anything."""

    problems: tuple[str, ...]
    beat_seconds: int | None
    worker_seconds: int | None
    digests_seconds: int | None
    jobs_waiting: int
    oldest_waiting_seconds: int
    jobs_running: int
    jobs_failed_in_a_day: int
    mails_overdue: int
    is_mail_set_up: bool

    def numbers(self) -> dict[str, int | bool | None]:
        """Return everything but the problems."""
        return {name: value for name, value in asdict(self).items() if name != "problems"}


class _Waiting(TypedDict):
    count: int
    oldest: datetime | None


def condition_at(now: datetime) -> Condition:
    """Return the condition, in five queries that read by index what is due, and little of it."""
    parts = machinery(now)
    waiting = _waiting(now)
    overdue = User.objects.filter(is_active=True, next_digest_at__lt=now - LATE)
    overdue_count = overdue.order_by("next_digest_at")[:MOST].count()
    return Condition(
        problems=tuple(_problems(parts, waiting, overdue_count, now)),
        beat_seconds=_age(parts.seen.get(Part.BEAT), now),
        worker_seconds=_age(parts.seen.get(Part.WORKER), now),
        digests_seconds=_age(parts.seen.get(Part.DIGESTS), now),
        jobs_waiting=waiting["count"],
        oldest_waiting_seconds=_age(waiting["oldest"], now) or 0,
        jobs_running=Job.objects.filter(state=Job.State.RUNNING).order_by("leased_until")[:MOST].count(),
        jobs_failed_in_a_day=_failed(now),
        mails_overdue=overdue_count,
        is_mail_set_up=settings.IS_MAIL_SET_UP,
    )


def _waiting(now: datetime) -> _Waiting:
    due = Job.objects.filter(state=Job.State.WAITING, run_at__lte=now).order_by("run_at")[:MOST]
    found = due.aggregate(count=Count("pk"), oldest=Min("run_at"))
    return {"count": found["count"], "oldest": found["oldest"]}


def _failed(now: datetime) -> int:
    failed = Job.objects.filter(state=Job.State.FAILED, run_at__gt=now - timedelta(days=1))
    return failed.order_by("run_at")[:MOST].count()


def _problems(parts: Machinery, waiting: _Waiting, overdue_count: int, now: datetime) -> list[str]:
    """Return what is wrong; a job that failed is its owner's business, and counted only."""
    problems = [SILENCE[parts.silent]] if parts.silent else []
    if waiting["oldest"] is not None and now - waiting["oldest"] > LATE:
        problems.append("a job that is due has waited for more than 10 minutes")
    if overdue_count:
        problems.append("somebody's mail is overdue by more than 10 minutes")
    return problems


def _age(at: datetime | None, now: datetime) -> int | None:
    return None if at is None else max(0, int((now - at).total_seconds()))
