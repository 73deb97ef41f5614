"""Whom product rule 2 allows to be suggested, with what the ranking asks for: seven queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Min

from accounts.models import User
from contacts.models import Closeness, ContactQuerySet
from contacts.rules.partial_dates import AnnualDate, next_occurrence
from contacts.rules.states import QuickMarks, quiet_before, sum_of_marks
from goals.models import Goal, NextStep, Role
from matching.queries.reviving import declined_revivals
from reminders.models import Digest, DigestPerson
from reminders.queries.days import OwnDay
from reminders.queries.namings import deeds_with, last_unanswered
from reminders.queries.shortlist import is_unheard, shortlist
from reminders.rules.reasons import Candidate
from reminders.rules.setting_aside import SET_ASIDE_FOR, set_aside_until

ONE_DAY = timedelta(days=1)
# So few people are looked at all together: to shorten their list would take longer.
FEW = 100


class _Row(NamedTuple):
    """The columns of a contact that the ranking needs, in the order in which they are asked for."""

    id: UUID
    folded_name: str
    closeness: str
    anchor_on: date
    last_moment_on: date | None
    due_on: date | None
    is_interesting: bool
    is_close_to_heart: bool
    birthday_month: int | None
    birthday_day: int | None
    birthday_year: int | None
    trust: int
    willing_to_help: int
    standing: int
    shared_time: int
    is_unheard: bool


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
    own_days: Mapping[UUID, tuple[OwnDay, ...]] = field(default_factory=dict)
    promised: Mapping[UUID, date] = field(default_factory=dict)
    set_aside: dict[UUID, date] = field(default_factory=dict)
    named: dict[UUID, date] = field(default_factory=dict)
    not_to_revive: Collection[UUID] = ()


def load_candidates(
    *,
    user: User,
    contacts: ContactQuerySet,
    on: date,
    until: date,
    limit: int,
    own_days: Mapping[UUID, tuple[OwnDay, ...]],
    promised: Mapping[UUID, date],
    is_beginning: bool = False,
    also: Collection[UUID] = (),
) -> list[Candidate]:
    """Return those of `contacts` from whom at most `limit` are to be chosen.

    The rules judge them as they would judge everybody: whoever is left out could not have been chosen. Those who are
    `promised` something wait for it since a day. Those of whom nothing was noted are asked for only when there
    `is_beginning`, for they may be all there are. Those who are `also` asked for are looked at whatever their place.
    """
    known = _known(user, on, until, own_days, promised)
    contacts = contacts.annotate(is_unheard=ExpressionWrapper(is_unheard(on), output_field=BooleanField()))
    # In the order of an index, so that the table is never read for a few rows.
    everybody = contacts.by_name().values_list(*_Row._fields)[: FEW + 1]
    if len(everybody) <= FEW:
        return [_candidate(_Row(*row), known) for row in everybody]
    queries = shortlist(
        contacts,
        user_id=user.pk,
        on=on,
        until=until,
        limit=limit,
        special=known.leading | known.other | known.steps.keys() | known.own_days.keys() | promised.keys() | {*also},
        set_aside=known.set_aside.keys(),
        named=known.named.keys(),
        not_to_revive=known.not_to_revive,
        is_beginning=is_beginning,
    )
    first, *others = (query.values_list(*_Row._fields) for query in queries)
    return [_candidate(_Row(*row), known) for row in first.union(*others)]


def _known(
    user: User, on: date, until: date, own_days: Mapping[UUID, tuple[OwnDay, ...]], promised: Mapping[UUID, date]
) -> _Known:
    steps = _steps(user, on)
    named = last_unanswered(user, on, still_open={*steps, *promised})
    known = _Known(
        on=on,
        until=until,
        quiet_before=quiet_before(on),
        leap_day=user.leap_day,
        steps=steps,
        own_days=own_days,
        promised=promised,
        # Whom no mail has named in vain, none has set aside.
        set_aside=_set_aside(user, on) if named else {},
        named=named,
        not_to_revive={*declined_revivals(user)},
    )
    roles = Role.objects.for_user(user).filter(goal__status=Goal.Status.ACTIVE)
    for contact_id, is_leading in roles.values_list("contact_id", "goal__is_leading"):
        (known.leading if is_leading else known.other).add(contact_id)
    return known


def _steps(user: User, on: date) -> dict[UUID, date]:
    steps = NextStep.objects.for_user(user).due(on=on).wanted()
    return dict(steps.values_list("contact_id").annotate(first=Min("due_on")))


def _set_aside(user: User, on: date) -> dict[UUID, date]:
    """Return until when people are set aside, by contact; only namings of the last weeks can still have an effect.

    A mail that the user asked for, and one that never left, set nobody aside. What else was done about people is asked
    only of those who would be.
    """
    sent = DigestPerson.objects.for_user(user).filter(
        digest__kind=Digest.Kind.SCHEDULED, digest__state=Digest.State.SENT, named_on__lt=on
    )
    recently = sent.filter(named_on__gt=on - SET_ASIDE_FOR).values("contact_id")
    rows = sent.filter(contact_id__in=recently).values_list(
        "contact_id", "contact__last_moment_on", "contact__snoozed_until", "named_on"
    )
    namings: dict[tuple[UUID, date | None, date | None], list[date]] = defaultdict(list)
    for contact_id, last_moment_on, snoozed_until, named_on in rows:
        namings[contact_id, last_moment_on, snoozed_until].append(named_on)
    reactions = {key: _reactions(*key[1:]) for key in namings}
    silent = [key for key, found in namings.items() if set_aside_until(found, reactions[key], on) is not None]
    deeds = deeds_with(user, {key[0] for key in silent}) if silent else {}
    ends = {key[0]: set_aside_until(namings[key], [*reactions[key], *deeds.get(key[0], ())], on) for key in silent}
    return {contact_id: until for contact_id, until in ends.items() if until is not None and until > on}


def _reactions(last_moment_on: date | None, snoozed_until: date | None) -> list[date]:
    # Whoever set a later date has reacted to every naming before it.
    last_snoozed_on = snoozed_until - ONE_DAY if snoozed_until else None
    return [day for day in (last_moment_on, last_snoozed_on) if day is not None]


def _candidate(row: _Row, known: _Known) -> Candidate:
    silent_since = row.last_moment_on or row.anchor_on
    return Candidate(
        contact_id=row.id,
        order_key=row.folded_name,
        silent_since=silent_since,
        last_moment_on=row.last_moment_on,
        due_on=row.due_on,
        next_step_due_on=known.steps.get(row.id),
        has_open_promise=row.id in known.promised,
        promised_on=known.promised.get(row.id),
        birthday_on=_birthday_on(row, known),
        own_date_on=known.own_days[row.id][0].on if row.id in known.own_days else None,
        has_role_in_leading_goal=row.id in known.leading,
        has_role_in_other_goal=row.id in known.other,
        is_interesting=row.is_interesting,
        is_close_to_heart=row.is_close_to_heart,
        is_inner_circle=row.closeness == Closeness.INNER,
        is_worth_reviving=_is_worth_reviving(row, silent_since, known),
        is_unheard=row.is_unheard,
        set_aside_until=known.set_aside.get(row.id),
        last_named_on=known.named.get(row.id),
    )


def _is_worth_reviving(row: _Row, silent_since: date, known: _Known) -> bool:
    """Whether product rule 6 holds, of somebody whom rule 2 lets be suggested, and whom nobody turned down for it."""
    marks = QuickMarks(row.trust, row.willing_to_help, row.standing, row.shared_time)
    is_silent = silent_since <= known.quiet_before
    return is_silent and sum_of_marks(marks) >= 0 and row.id not in known.not_to_revive


def _birthday_on(row: _Row, known: _Known) -> date | None:
    """Return the next birthday when it is near; the months alone rule out most people."""
    month, day = row.birthday_month, row.birthday_day
    if month is None or day is None:
        return None
    # A 29 February may be kept in March.
    if month not in (known.on.month, known.until.month) and (month, day) != (2, 29):
        return None
    return next_occurrence(AnnualDate(month, day, row.birthday_year), known.on, known.leap_day)
