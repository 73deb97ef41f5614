"""When mails named people without anything following: for the line of those who wait, and the review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet

from accounts.models import User
from contacts.models import Exchange
from goals.models import NextStep
from reminders.models import Digest, DigestPerson

_UNMET = Q(contact__last_moment_on=None) | Q(contact__last_moment_on__lt=F("named_on"))
_UNSNOOZED = Q(contact__snoozed_until=None) | Q(contact__snoozed_until__lte=F("named_on"))


def count_unanswered(user: User, first: date, last: date) -> dict[UUID, int]:
    """Return on how many days of a time mails named people who were not met and not set aside since; one query.

    A mail that the user asked for, and one that never left, do not count, as for setting aside.
    """
    found = _unanswered(user).filter(named_on__range=(first, last))
    rows = found.order_by().values_list("contact_id").annotate(days=Count("named_on", distinct=True))
    return dict(rows)


def last_unanswered(user: User, before: date, *, still_open: Collection[UUID] = ()) -> dict[UUID, date]:
    """Return the last day before this one on which a mail named somebody who was not met or set aside since; one query.

    Of people for whom something is `still_open`, a step or a promise, a meeting answers nothing: else they would stay
    at the head of the line for as long as they are met. The namings of the day itself do not count yet, so that Today
    says the same before and after its mail.
    """
    found = _sent(user).filter(_UNMET | Q(contact_id__in=still_open), _UNSNOOZED, named_on__lt=before)
    return dict(found.order_by().values_list("contact_id").annotate(last=Max("named_on")))


def deeds_with(user: User, contact_ids: Collection[UUID]) -> dict[UUID, list[date]]:
    """Return the days on which the user did something about these people beside meeting them; two queries.

    A step planned, done or dropped, and giving or taking that was noted or settled.
    """
    found: dict[UUID, list[date]] = defaultdict(list)
    steps = NextStep.objects.for_user(user).filter(contact_id__in=contact_ids)
    for contact_id, *instants in steps.values_list("contact_id", "created_at", "done_at", "dropped_at"):
        found[contact_id] += [at.astimezone(user.zone).date() for at in instants if at is not None]
    exchanges = Exchange.objects.for_user(user).filter(contact_id__in=contact_ids, deleted_at=None)
    for contact_id, noted_at, done_on in exchanges.values_list("contact_id", "created_at", "done_on"):
        found[contact_id] += [noted_at.astimezone(user.zone).date(), *([done_on] if done_on else [])]
    return found


def _unanswered(user: User) -> QuerySet[DigestPerson]:
    return _sent(user).filter(_UNMET, _UNSNOOZED)


def _sent(user: User) -> QuerySet[DigestPerson]:
    return DigestPerson.objects.for_user(user).filter(
        digest__kind=Digest.Kind.SCHEDULED, digest__state=Digest.State.SENT
    )
