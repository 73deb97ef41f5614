"""How people, moments and steps of a goal came, month by month; four queries for any number of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Min
from django.db.models.functions import TruncMonth
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Moment, Participation
from contacts.queries.nameable import not_in_bin
from goals.models import Goal, LogEntry, NextStep, Role
from matching.rules.development import counted, grown, months_shown, reached


@dataclass(frozen=True, slots=True)
class Development:
    """The months, and for each: people with a role by its end, moments with them, steps done, how far one had come.

    `progress` has nothing before the first number; it is empty where none was ever noted.
    """

    months: Sequence[date]
    people: Sequence[int]
    moments: Sequence[int]
    steps: Sequence[int]
    progress: Sequence[int | None]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any((*self.people, *self.moments, *self.steps, *self.progress))


def development_of(owner: User, goal: Goal, *, today: date) -> Development:
    """Return how a goal developed since it began, in the last twelve months at most; four queries.

    People are those who have a role today, since their first one; whoever lies in the bin is left out. Moments are all
    with these people, also before they had a role; one of which only the year is known is in no month.
    """
    months = months_shown(timezone.localdate(goal.created_at), today)
    return Development(
        months=months,
        people=grown(_first_roles(owner, goal), months),
        moments=counted(_moments(owner, goal, months[0], today), months),
        steps=counted(_steps(owner, goal, months[0]), months),
        progress=_progress(owner, goal, months, today),
    )


def _first_roles(owner: User, goal: Goal) -> list[date]:
    roles = Role.objects.for_user(owner).filter(not_in_bin(owner, "contact"), goal=goal)
    firsts = roles.order_by().values_list("contact_id").annotate(Min("created_at"))
    return [timezone.localdate(first) for _contact, first in firsts]


def _moments(owner: User, goal: Goal, since: date, today: date) -> dict[date, int]:
    roles = Role.objects.for_user(owner).filter(goal=goal).order_by()
    people = Contact.objects.for_user(owner).present().filter(pk__any_of=roles.values("contact_id")).order_by()
    parts = Participation.objects.for_user(owner).filter(contact__in=people.values("pk")).order_by()
    moments = Moment.objects.for_user(owner).present().exclude(precision=Moment.Precision.YEAR)
    found = moments.filter(happened_on__range=(since, today), pk__any_of=parts.values("moment_id")).order_by()
    return dict(found.annotate(month=TruncMonth("happened_on")).values_list("month").annotate(Count("pk")))


def _steps(owner: User, goal: Goal, since: date) -> dict[date, int]:
    begin = timezone.make_aware(datetime.combine(since, time.min))
    steps = NextStep.objects.for_user(owner).filter(not_in_bin(owner, "contact"), goal=goal, done_at__gte=begin)
    counts = steps.order_by().annotate(month=TruncMonth("done_at")).values_list("month").annotate(Count("pk"))
    return {month.date(): count for month, count in counts}


def _progress(owner: User, goal: Goal, months: Sequence[date], today: date) -> list[int | None]:
    entries = LogEntry.objects.for_user(owner).filter(goal=goal, kind=LogEntry.Kind.PROGRESS, happened_on__lte=today)
    numbers = entries.order_by("happened_on", "id").values_list("happened_on", "number")
    found = reached([(day, number) for day, number in numbers if number is not None], months)
    return found if any(number is not None for number in found) else []
