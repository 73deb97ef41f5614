"""What the rows of goals tell of the way to one: notes, progress, another status, roles, and steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q
from django.db.models.functions import TruncDate

from accounts.models import User
from contacts.queries.nameable import not_in_bin
from contacts.rules.keysets import Place
from goals.models import LogEntry, NextStep, Role
from goals.models.roles import NextStepQuerySet
from netzwerk.core.keyset import behind

# When a step was planned, done or dropped.
INSTANTS = {"planned": "created_at", "done": "done_at", "dropped": "dropped_at"}


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened on a day, and the row that tells it; `what` is for steps: planned, done or dropped."""

    day: date
    row: LogEntry | Role | NextStep
    what: str = ""

    @property
    def place(self) -> tuple[date, UUID]:
        """Where it stands in the log."""
        return self.day, self.row.pk


def happened_on_the_way(owner: User, goal_id: UUID, before: Place | None, limit: int) -> list[Happened]:
    """Return the newest that lie behind a place, nothing of people in the bin; five queries."""
    found = [
        *_entries(owner, goal_id, before, limit),
        *_roles(owner, goal_id, before, limit),
        *(step for what in INSTANTS for step in _steps(owner, goal_id, before, limit, what)),
    ]
    return sorted(found, key=lambda one: one.place, reverse=True)[:limit]


def _behind(before: Place | None, name: str) -> Q:
    return behind((name, before[0]), ("id", before[1]), is_descending=True) if before else Q()


def _entries(owner: User, goal_id: UUID, before: Place | None, limit: int) -> Iterator[Happened]:
    entries = LogEntry.objects.for_user(owner).filter(_behind(before, "happened_on"), goal_id=goal_id)
    return (Happened(entry.happened_on, entry) for entry in entries.order_by("-happened_on", "-id")[:limit])


def _roles(owner: User, goal_id: UUID, before: Place | None, limit: int) -> Iterator[Happened]:
    roles = Role.objects.for_user(owner).filter(not_in_bin(owner, "contact"), goal_id=goal_id)
    dated = roles.annotate(day=TruncDate("created_at", tzinfo=owner.zone)).filter(_behind(before, "day"))
    found = dated.order_by("-day", "-id").select_related("contact")[:limit]
    return (Happened(role.created_at.astimezone(owner.zone).date(), role) for role in found)


def _steps(owner: User, goal_id: UUID, before: Place | None, limit: int, what: str) -> Iterator[Happened]:
    """Yield the steps by the day they were planned, done or dropped."""
    instant = INSTANTS[what]
    steps = NextStep.objects.for_user(owner).filter(not_in_bin(owner, "contact"), goal_id=goal_id)
    dated = steps.filter(**{f"{instant}__isnull": False}).annotate(day=TruncDate(instant, tzinfo=owner.zone))
    if what == "planned":
        dated = _ended_later(dated, owner)
    found = dated.filter(_behind(before, "day")).order_by("-day", "-id").select_related("contact")[:limit]
    return (Happened(getattr(step, instant).astimezone(owner.zone).date(), step, what) for step in found)


def _ended_later(planned: NextStepQuerySet, owner: User) -> NextStepQuerySet:
    """Leave out what was planned and ended on one day: of that one line tells enough."""
    ends = {end: TruncDate(INSTANTS[end], tzinfo=owner.zone) for end in ("done", "dropped")}
    return planned.annotate(**ends).filter(
        Q(done=None) | ~Q(done=F("day")),
        Q(dropped=None) | ~Q(dropped=F("day")),
    )
