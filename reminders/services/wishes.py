"""What the user wishes about mails, kept all at once, and the next mail planned by it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from netzwerk.core.seen import seen_of
from reminders.services.planning import plan_digest


@dataclass(frozen=True, slots=True)
class Wishes:
    """When mails come and what they hold; days count from Monday, 0."""

    weekdays: tuple[int, ...]
    hour: int
    people: int
    lead_days: tuple[int, ...] = ()
    is_private: bool = False
    has_mails: bool = True

    @property
    def fingerprint(self) -> str:
        """What a form carries along, so that a change of another tab is noticed."""
        return seen_of(asdict(self))


def wishes_of(user: User) -> Wishes:
    """Return what the user has chosen."""
    return Wishes(
        weekdays=tuple(user.digest_weekdays),
        hour=user.digest_hour,
        people=user.digest_people,
        lead_days=tuple(user.date_lead_days),
        is_private=user.has_private_mails,
        has_mails=user.has_mails,
    )


@transaction.atomic
def save_wishes(*, user: User, wishes: Wishes, seen: str = "") -> bool:
    """Keep all of it, trust the address anew, and plan the next mail.

    False, and nothing is kept, where the user had `seen` other wishes than those that are stored by now.
    """
    stored = User.objects.select_for_update().get(pk=user.pk)
    if seen and seen != wishes_of(stored).fingerprint:
        return False
    user.digest_weekdays = _in_order(wishes.weekdays)
    user.digest_hour, user.digest_people = wishes.hour, wishes.people
    user.date_lead_days = _in_order(wishes.lead_days)
    user.has_private_mails, user.has_mails = wishes.is_private, wishes.has_mails
    user.digest_refusals, user.digest_paused_at, user.digest_complained_at = 0, None, None
    user.save(update_fields=FIELDS)
    plan_digest(user, timezone.now())
    return True


FIELDS = (
    "digest_weekdays", "digest_hour", "digest_people", "date_lead_days", "has_private_mails", "has_mails",
    "digest_refusals", "digest_paused_at", "digest_complained_at",
)  # fmt: skip


def _in_order(days: Collection[int]) -> list[int]:
    return sorted(set(days))
