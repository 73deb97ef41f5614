"""Whom the ranking has to look at: the database shortens the list, so that the rules need not see everybody."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time
from uuid import UUID

from django.db.models import BinaryField, Case, DateField, F, FloatField, Func, Q, Value, When
from django.db.models.expressions import Combinable, Expression, OrderBy
from django.db.models.functions import Cast, Coalesce, Collate, ExtractDay, Greatest, Least

from contacts.models import Closeness, ContactQuerySet, LastInTouch
from reminders.queries.days import annual_between
from reminders.rules.ranking import lot_seed
from reminders.rules.reasons import FONDNESS_POINTS, JUST_IN_TOUCH_FOR, OVERDUE_CAP

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
    named: Collection[UUID] = (),
    not_to_revive: Collection[UUID] = (),
    is_beginning: bool = False,
) -> list[ContactQuerySet]:
    """Return queries that together hold everybody whom `choose_people` could choose among `contacts`, and few others.

    `special` are people with a reason from elsewhere: a role, a step, a date of their own; those who are `set_aside`
    are looked at, for somebody of them may be due, but take nobody's place; those who were `named` and did not answer
    wait behind others, in an order that only the rules know, so all of them are there; those who are `not_to_revive`
    have no lot in the rotating place. Those who only make a beginning are there when it is one.
    """
    free = contacts.exclude(pk__any_of=set_aside)
    unnamed = free.exclude(pk__any_of=named)
    not_just_met = Q(last_moment_on=None) | Q(last_moment_on__lte=on - JUST_IN_TOUCH_FOR)
    orders: list[tuple[ContactQuerySet, _Order]] = [
        (unnamed.filter(due_on__lte=on), _by_waiting()),
        (free.worth_reviving(on=on).exclude(pk__any_of=not_to_revive), (_by_lot(user_id, on),)),
        (unnamed.filter(Q(due_on__lte=on) | _IS_FOND & not_just_met), (_own_points(on).desc(), *_by_waiting())),
    ]
    if is_beginning:
        orders.append((unnamed.filter(is_unheard(on)), _by_waiting()))
    is_inner = Q(closeness=Closeness.INNER)
    return [
        contacts.filter(pk__any_of={*special, *set_aside, *named}),
        contacts.filter(annual_between(on, until, "birthday_")),
        *(found.filter(is_inner).order_by(*order)[:1] for found, order in orders),
        *(found.exclude(is_inner).order_by(*order)[:limit] for found, order in orders),
    ]


def is_unheard(on: date) -> Q:
    """Return the condition for somebody of whom no moment was noted, unless the user was in touch just before."""
    just_now = datetime.combine(on - JUST_IN_TOUCH_FOR, time.min, tzinfo=UTC)
    return Q(last_moment_on=None) & ~Q(last_in_touch=LastInTouch.THIS_MONTH, created_at__gt=just_now)


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
