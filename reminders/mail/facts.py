"""What is known of the people whom a mail names, beside why: the last moment, what to ask, the next step."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import User
from contacts.models import Moment
from goals.models import Goal, NextStep
from matching.models import Approach, Holder
from matching.queries.reviving import last_moments


@dataclass(frozen=True, slots=True)
class Known:
    """The last moment of somebody; what the user would ask them for an active goal; the next step. Each may be none."""

    last: Moment | None = None
    asks: str = ""
    step: str = ""


def known_of(user: User, contact_ids: Collection[UUID], on: date) -> dict[UUID, Known]:
    """Return what is known of each of these people on a day; four queries, however many they are."""
    if not contact_ids:
        return {}
    last = last_moments(user, contact_ids, on)
    asks = {**_questions(user, contact_ids), **_thought_of(user, contact_ids)}
    steps = _steps(user, contact_ids)
    return {pk: Known(last.get(pk), asks.get(pk, ""), steps.get(pk, "")) for pk in contact_ids}


def _thought_of(user: User, contact_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return what the user wrote down to ask, the newest of each person."""
    found = Approach.objects.for_user(user).filter(contact_id__in=contact_ids, goal__status=Goal.Status.ACTIVE)
    return dict(found.exclude(asks="").order_by("updated_at", "id").values_list("contact_id", "asks"))


def _questions(user: User, contact_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return a question of an active goal that each could answer: that of the leading goal, the first one."""
    found = Holder.objects.for_user(user).filter(
        contact_id__in=contact_ids, question__isnull=False, goal__status=Goal.Status.ACTIVE
    )
    # The one that counts comes last, and stays.
    order = ("goal__is_leading", "-question__position", "-question_id")
    return dict(found.order_by(*order).values_list("contact_id", "question__text"))


def _steps(user: User, contact_ids: Collection[UUID]) -> dict[UUID, str]:
    steps = NextStep.objects.for_user(user).open().wanted().filter(contact_id__in=contact_ids)
    return dict(steps.order_by("-due_on", "-id").values_list("contact_id", "text"))
