"""How often mails named people without anything following: for the review every quarter."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q

from accounts.models import User
from reminders.models import Digest, DigestPerson


def count_unanswered(user: User, first: date, last: date) -> dict[UUID, int]:
    """Return on how many days of a time mails named people who were not met and not set aside since; one query.

    A mail that the user asked for, and one that never left, do not count, as for setting aside.
    """
    unmet = Q(contact__last_moment_on=None) | Q(contact__last_moment_on__lt=F("named_on"))
    unsnoozed = Q(contact__snoozed_until=None) | Q(contact__snoozed_until__lte=F("named_on"))
    sent = DigestPerson.objects.for_user(user).filter(
        unmet,
        unsnoozed,
        digest__kind=Digest.Kind.SCHEDULED,
        digest__state=Digest.State.SENT,
        named_on__range=(first, last),
    )
    rows = sent.order_by().values_list("contact_id").annotate(days=Count("named_on", distinct=True))
    return dict(rows)
