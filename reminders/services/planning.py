"""When the next mail goes out, and when mails pause: the user's wish, and whether the address is theirs."""

from __future__ import annotations

from datetime import date, datetime

from allauth.account.models import EmailAddress as LoginAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from netzwerk.core.walls import acting_as
from reminders.models import Digest, PushSubscription
from reminders.queries.leads import has_day_mails
from reminders.rules.schedule import Rhythm, local_date, next_digest_at, passed_over

# All of a user that says when the next mail is due.
PLANNED_BY = (
    "email", "is_active", "is_sample", "time_zone", "digest_weekdays", "digest_hour", "digest_paused_until",
    "digest_paused_at", "date_lead_days", "next_digest_at", "deletion_due_at",
)  # fmt: skip


def rhythm_of(user: User, *, with_day_mails: bool = False) -> Rhythm:
    """Return what the user has chosen as the rules know it; raises `ZoneInfoNotFoundError` for a zone that is none."""
    return Rhythm(
        weekdays=frozenset(user.digest_weekdays),
        hour=user.digest_hour,
        zone=user.zone,
        paused_until=user.digest_paused_until,
        has_day_mails=with_day_mails,
    )


def planned_instant(user: User, after: datetime, *, with_day_mails: bool = False) -> datetime | None:
    """Return the next instant by the user's wish alone, who is taken to be within reach; nobody who leaves is told."""
    if user.is_sample or not user.is_active or user.deletion_due_at is not None:
        return None
    return next_digest_at(rhythm_of(user, with_day_mails=with_day_mails), after)


@transaction.atomic
def plan_digest(user: User, after: datetime) -> datetime | None:
    """Set and return the instant of the next mail after `after`, by what is stored; None when there is none to come.

    One that is due by then and not yet claimed stays due, unless mails pause: else whoever saves a setting in that
    minute, or during an outage, would lose it.
    """
    # Locked, so that the tick does not claim meanwhile what is planned anew here; and read again, as another tab may
    # have changed a wish since.
    user.refresh_from_db(fields=PLANNED_BY, from_queryset=User.objects.select_for_update())
    before = user.next_digest_at
    planned = _planned_for(user, after)
    if planned is not None and before is not None and before <= after and not is_on_holiday(user, after):
        planned = before
    return _keep(user, planned)


@transaction.atomic
def replan_mails(user: User) -> None:
    """Plan the next mail anew after a change of time zone or of what is wanted of people; pauses go on.

    Whoever flies east in the morning would lose the mail of that day, and with it a week's, if the hour is past where
    they land: that mail is due at once.
    """
    now = timezone.now()
    before = User.objects.select_for_update().values_list("next_digest_at", flat=True).get(pk=user.pk)
    planned = plan_digest(user, now)
    if planned is None or before is None or planned == before or before <= now:
        return
    with acting_as(user):
        made = Digest.objects.for_user(user).filter(kind__in=Digest.BY_ITSELF).order_by("-for_date")
        last = made.values_list("for_date", flat=True).first()
        rhythm = rhythm_of(user, with_day_mails=has_day_mails(user))
    passed = passed_over(rhythm, before=before, last_made=last, now=now)
    if passed is not None:
        _keep(user, passed)


def _planned_for(user: User, after: datetime) -> datetime | None:
    with acting_as(user):
        if not is_within_reach(user):
            return None
        return planned_instant(user, after, with_day_mails=has_day_mails(user))


def _keep(user: User, planned: datetime | None) -> datetime | None:
    user.next_digest_at = planned
    user.save(update_fields=["next_digest_at"])
    return planned


def has_confirmed_address(user: User) -> bool:
    """Return whether somebody has shown that mails to this address reach the user."""
    return bool(LoginAddress.objects.filter(user=user, email=user.email, verified=True).exists())


def can_get_mails(user: User) -> bool:
    """Return whether this site sends mails, and may send them to the user's address, which has not refused several."""
    return bool(settings.IS_MAIL_SET_UP) and user.digest_paused_at is None and has_confirmed_address(user)


def is_within_reach(user: User) -> bool:
    """Return whether reminders reach the user at all: by mail, or by notifications of a browser."""
    return can_get_mails(user) or PushSubscription.objects.for_user(user).exists()


def is_on_holiday(user: User, at: datetime) -> bool:
    """Return whether the user's own pause holds at an instant; it ends by itself, on the day that it names."""
    return user.digest_paused_until is not None and local_date(at, user.zone) < user.digest_paused_until


@transaction.atomic
def stop_mails(*, user: User) -> User:
    """Send no more mails until the user chooses days again; nothing is left to do for an account that goes just now."""
    user.digest_weekdays = []
    if User.objects.filter(pk=user.pk).update(digest_weekdays=[]):
        plan_digest(user, timezone.now())
    return user


@transaction.atomic
def pause_mails(*, user: User, until: date) -> User:
    """Send no mails before this local date; that day they begin again, without anybody doing anything."""
    user.digest_paused_until = until
    user.save(update_fields=["digest_paused_until"])
    plan_digest(user, timezone.now())
    return user


@transaction.atomic
def resume_mails(user: User) -> None:
    """End every pause by hand, the user's own and that of refusals or a complaint, and plan the next mail."""
    user.digest_paused_until = None
    user.save(update_fields=["digest_paused_until"])
    trust_address(user)


@transaction.atomic
def trust_address(user: User) -> None:
    """Forget refusals and complaints, and plan the next mail: the address was confirmed, or they are wanted again."""
    user.digest_refusals = 0
    user.digest_paused_at = user.digest_complained_at = None
    user.save(update_fields=["digest_refusals", "digest_paused_at", "digest_complained_at"])
    plan_digest(user, timezone.now())
