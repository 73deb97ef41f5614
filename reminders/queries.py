"""Whom the ranking has to look at: the database shortens the list, so that the rules need not see everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import BinaryField, Case, DateField, F, FloatField, Func, Q, Value, When
from django.db.models.expressions import Combinable, Expression, OrderBy
from django.db.models.functions import Cast, Coalesce, Collate, ExtractDay, Greatest, Least

from accounts.models import User
from contacts.models import Closeness, ContactQuerySet, LastInTouch, OwnDate
from contacts.rules.partial_dates import next_occurrence, years_on
from reminders.rules.ranking import lot_seed
from reminders.rules.reasons import FONDNESS_POINTS, JUST_IN_TOUCH_FOR, OVERDUE_CAP

LEAP_DAY = (2, 29)
_IS_FOND = Q(is_interesting=True) | Q(is_close_to_heart=True)
_Order = tuple[Combinable | OrderBy | str, ...]


def shortlist(
    contacts: ContactQuerySet,
    *,
    user_id: int,
    on: date,
    until: date,
    limit: int,
    special: Collection[UUID],
    set_aside: Collection[UUID],
    not_to_revive: Collection[UUID] = (),
    is_beginning: bool = False,
) -> list[ContactQuerySet]:
    """Return queries that together hold everybody whom `choose_people` could choose among `contacts`, and few others.

    `special` are people with a reason from elsewhere: a role, a step, a date of their own; those who are `set_aside`
    are looked at, for somebody of them may be due, but take nobody's place; those who are `not_to_revive` have no lot
    in the rotating place. Birthdays are all there, because all of them are told.
    Those who only make a beginning are there when it is one.
    """
    free = contacts.exclude(pk__in=set_aside)
    not_just_met = Q(last_moment_on=None) | Q(last_moment_on__lte=on - JUST_IN_TOUCH_FOR)
    orders: list[tuple[ContactQuerySet, _Order]] = [
        (free.filter(due_on__lte=on), _by_waiting()),
        (free.worth_reviving(on=on).exclude(pk__in=not_to_revive), (_by_lot(user_id, on),)),
        (free.filter(Q(due_on__lte=on) | _IS_FOND & not_just_met), (_own_points(on).desc(), *_by_waiting())),
    ]
    if is_beginning:
        orders.append((free.filter(is_unheard(on)), _by_waiting()))
    is_inner = Q(closeness=Closeness.INNER)
    return [
        contacts.filter(pk__in={*special, *set_aside}),
        contacts.filter(birthday_between(on, until)),
        *(found.filter(is_inner).order_by(*order)[:1] for found, order in orders),
        *(found.exclude(is_inner).order_by(*order)[:limit] for found, order in orders),
    ]


def is_unheard(on: date) -> Q:
    """Return the condition for somebody of whom no moment was noted, unless the user was in touch just before."""
    just_now = datetime.combine(on - JUST_IN_TOUCH_FOR, time.min, tzinfo=UTC)
    return Q(last_moment_on=None) & ~Q(last_in_touch=LastInTouch.THIS_MONTH, created_at__gt=just_now)


def birthday_between(first: date, last: date) -> Q:
    """Return the condition for a birthday from `first` to `last`, and for any on a leap day, wherever it is kept."""
    return _annual_between(first, last, "birthday_")


def _annual_between(first: date, last: date, prefix: str = "") -> Q:
    days = {first + timedelta(days=n) for n in range((last - first).days + 1)}
    condition = Q()
    for month, day in sorted({LEAP_DAY, *((each.month, each.day) for each in days)}):
        condition |= Q(**{f"{prefix}month": month, f"{prefix}day": day})
    return condition


@dataclass(frozen=True, slots=True)
class OwnDay:
    """One occurrence of a date of somebody's own; `years` since it began, when that is known."""

    label: str
    on: date
    years: int | None


def own_days_between(user: User, first: date, last: date) -> dict[UUID, tuple[OwnDay, ...]]:
    """Return the dates of people's own that are kept from `first` to `last`, by contact, the soonest first."""
    found: dict[UUID, list[OwnDay]] = defaultdict(list)
    for one in OwnDate.objects.for_user(user).filter(_annual_between(first, last)):
        day = next_occurrence(one.annual, first, user.leap_day)
        if day <= last:
            found[one.contact_id].append(OwnDay(one.label, day, years_on(one.annual, day)))
    return {contact_id: tuple(sorted(days, key=lambda one: (one.on, one.label))) for contact_id, days in found.items()}


def _by_waiting() -> _Order:
    """Order as the rule does: by signs, not by the alphabet of the database."""
    return (F("due_on").asc(nulls_last=True), _silent_since(), Collate("folded_name", "C"), "id")


def _by_lot(user_id: int, on: date) -> Combinable:
    seed = Value(lot_seed(user_id, on), output_field=BinaryField())
    id_bytes = Func(F("id"), function="uuid_send", output_field=BinaryField())
    return Func(seed, id_bytes, function="sha256", arg_joiner=" || ", output_field=BinaryField())


def _own_points(on: date) -> Expression:
    """Return the points that a contact's own columns bring: how overdue it is, and fondness."""
    days_late = _days(Value(on, output_field=DateField()) - F("due_on"))
    cadence_days = Greatest(_days(F("due_on") - _silent_since()), 1.0)
    # Of a null and a number, PostgreSQL returns the number: without a cadence nobody is late.
    overdue = Least(Greatest(days_late / cadence_days, 0.0), OVERDUE_CAP)
    fondness = Case(When(_IS_FOND, then=FONDNESS_POINTS), default=0.0, output_field=FloatField())
    return overdue + fondness


def _silent_since() -> Combinable:
    return Coalesce("last_moment_on", "anchor_on")


def _days(length: Combinable) -> Combinable:
    return Cast(ExtractDay(length), FloatField())
