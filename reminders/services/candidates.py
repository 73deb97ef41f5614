"""Everybody whom product rule 2 allows to be suggested, with what the ranking asks for: few columns, four queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Min, Q

from accounts.models import User
from contacts.models import Closeness, Contact
from contacts.rules.partial_dates import AnnualDate, next_occurrence
from contacts.rules.states import quiet_before
from goals.models import Goal, NextStep, Role
from reminders.models import Digest, DigestPerson
from reminders.rules.reasons import Candidate
from reminders.rules.setting_aside import set_aside_until

ONE_DAY = timedelta(days=1)


class _Row(NamedTuple):
    """The columns of a contact that the ranking needs, in the order in which they are asked for."""

    id: UUID
    folded_name: str
    closeness: str
    anchor_on: date
    last_moment_on: date | None
    due_on: date | None
    snoozed_until: date | None
    is_interesting: bool
    is_close_to_heart: bool
    birthday_month: int | None
    birthday_day: int | None
    birthday_year: int | None


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known besides the contacts themselves, by contact."""

    on: date
    until: date
    quiet_before: date
    leap_day: str
    leading: set[UUID] = field(default_factory=set)
    other: set[UUID] = field(default_factory=set)
    steps: dict[UUID, date] = field(default_factory=dict)
    namings: dict[UUID, list[date]] = field(default_factory=dict)


def load_candidates(*, user: User, on: date, until: date, only: Collection[UUID] | None = None) -> list[Candidate]:
    """Return all candidates for the local date `on`; `until` is the last date before the next mail."""
    contacts = Contact.objects.for_user(user).suggestible(on=on)
    if only is not None:
        contacts = contacts.filter(pk__in=only)
    known = _known(user, on, until)
    return [_candidate(_Row(*row), known) for row in contacts.values_list(*_Row._fields)]


def _known(user: User, on: date, until: date) -> _Known:
    known = _Known(
        on=on,
        until=until,
        quiet_before=quiet_before(on),
        leap_day=user.leap_day,
        steps=_steps(user, on),
        namings=_namings(user, on),
    )
    roles = Role.objects.for_user(user).filter(goal__status=Goal.Status.ACTIVE)
    for contact_id, is_leading in roles.values_list("contact_id", "goal__is_leading"):
        (known.leading if is_leading else known.other).add(contact_id)
    return known


def _steps(user: User, on: date) -> dict[UUID, date]:
    steps = NextStep.objects.for_user(user).due(on=on).filter(goal__status=Goal.Status.ACTIVE)
    return dict(steps.values_list("contact_id").annotate(first=Min("due_on")))


def _namings(user: User, on: date) -> dict[UUID, list[date]]:
    """Return the dates before `on` on which a scheduled mail named somebody who has not been in touch since.

    A mail that the user asked for, and one that never left, set nobody aside.
    """
    unanswered = Q(contact__last_moment_on=None) | Q(named_on__gt=F("contact__last_moment_on"))
    sent = Q(digest__kind=Digest.Kind.SCHEDULED, digest__state=Digest.State.SENT)
    found: dict[UUID, list[date]] = defaultdict(list)
    rows = DigestPerson.objects.for_user(user).filter(unanswered, sent, named_on__lt=on)
    for contact_id, named_on in rows.values_list("contact_id", "named_on"):
        found[contact_id].append(named_on)
    return found


def _candidate(row: _Row, known: _Known) -> Candidate:
    silent_since = row.last_moment_on or row.anchor_on
    return Candidate(
        contact_id=row.id,
        order_key=row.folded_name,
        silent_since=silent_since,
        last_moment_on=row.last_moment_on,
        due_on=row.due_on,
        next_step_due_on=known.steps.get(row.id),
        birthday_on=_birthday_on(row, known),
        has_role_in_leading_goal=row.id in known.leading,
        has_role_in_other_goal=row.id in known.other,
        is_interesting=row.is_interesting,
        is_close_to_heart=row.is_close_to_heart,
        is_inner_circle=row.closeness == Closeness.INNER,
        # Nobody has quick marks yet, and unmarked people are worth reviving (product rule 6).
        is_worth_reviving=silent_since <= known.quiet_before,
        set_aside_until=_set_aside_until(row, known),
    )


def _birthday_on(row: _Row, known: _Known) -> date | None:
    """Return the next birthday when it is near; the months alone rule out most people."""
    month, day = row.birthday_month, row.birthday_day
    if month is None or day is None:
        return None
    # A 29 February may be kept in March.
    if month not in (known.on.month, known.until.month) and (month, day) != (2, 29):
        return None
    return next_occurrence(AnnualDate(month, day, row.birthday_year), known.on, known.leap_day)


def _set_aside_until(row: _Row, known: _Known) -> date | None:
    namings = known.namings.get(row.id)
    if not namings:
        return None
    reactions = [] if row.last_moment_on is None else [row.last_moment_on]
    if row.snoozed_until is not None:
        # Whoever set a later date has reacted to every naming before it.
        reactions.append(row.snoozed_until - ONE_DAY)
    return set_aside_until(namings, reactions, known.on)
