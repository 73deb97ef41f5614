"""People untouched for years: nothing happened with them, and nobody has a use for what is known about them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from contacts.models import Contact, ContactQuerySet, Exchange, Tie
from contacts.models.querysets import silent_condition
from goals.models import Goal, NextStep, Role
from matching.models import Approach, Holder, Revival
from networks.models import Inquiry, NetworkMember, WantedPerson
from netzwerk.core.keyset import behind

YEARS = (1, 2, 3, 5, 10)
USUAL_YEARS = 3
# Whoever was entered this year has not had the time to come up in a mail, whatever was said of the years before. It is
# also how long a decision to keep somebody holds.
SETTLED = timedelta(days=365)


def untouched_people(user: User, *, years: int, today: date, after: Contact | None = None) -> ContactQuerySet:
    """Return by name the people of whom nothing was heard for so many years, those behind one of them if it is given.

    Left out: who was entered, or looked at here, within a year; who is close to the heart; with whom anything was
    given, received, promised or asked since; who has a part in an active goal, an open step, or was decided upon since.
    When a note was changed is not stored, so it does not count.
    """
    since = _years_before(today, years)
    people = Contact.objects.for_user(user).present().filter(silent_condition(since), anonymised_at=None)
    people = people.filter(created_at__lt=_midnight(today - SETTLED, user), is_close_to_heart=False)
    people = people.filter(Q(data_reviewed_on=None) | Q(data_reviewed_on__lte=today - SETTLED))
    for touch in _touches(user, since):
        people = people.filter(~Exists(touch))
    people = people.order_by("folded_name", "id")
    if after is None:
        return people
    return people.filter(behind(("folded_name", after.folded_name), ("id", after.pk)))


def _touches(user: User, since: date) -> list[QuerySet[Any]]:
    """Return the rows of somebody that say that they were touched since this day, or are wanted now."""
    instant = _midnight(since, user)
    recent, mine = Q(created_at__gte=instant), {"owner_id": user.pk, "contact": OuterRef("pk")}
    dealt = Q(happened_on__gt=since) | Q(done_on__gt=since) | Q(direction__in=("promised", "asked"), done_on=None)
    return [
        Exchange.objects.filter(recent | dealt, deleted_at=None, **mine),
        Role.objects.filter(recent | Q(goal__status=Goal.Status.ACTIVE), **mine),
        NextStep.objects.filter(recent | Q(done_at__gte=instant) | Q(done_at=None, dropped_at=None), **mine),
        Tie.objects.filter(recent, **mine),
        Tie.objects.filter(recent, owner_id=user.pk, other=OuterRef("pk")),
        NetworkMember.objects.filter(recent | Q(is_wished=True), **mine),
        WantedPerson.objects.filter(occurrence__planned_on__gte=since, declined_at=None, **mine),
        Inquiry.objects.filter(recent | Q(asked_on__gt=since) | Q(answered_on__gt=since), **mine),
        Holder.objects.filter(recent, **mine),
        Approach.objects.filter(Q(updated_at__gte=instant), **mine),
        Revival.objects.filter(Q(begun_on__gt=since), **mine),
    ]


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _midnight(day: date, user: User) -> datetime:
    return datetime.combine(day, time.min, tzinfo=user.zone)
