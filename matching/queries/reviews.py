"""Reviews: when the next one comes, the one that was begun, and the last; a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Min

from accounts.models import User
from goals.models import Goal
from matching.models import Review
from matching.rules import reviewing
from netzwerk.core.models import Draft
from netzwerk.core.wizards import find_draft

# The name of the wizard in its drafts; once finished, their `object_id` is the review.
WIZARD = "review"


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand: when the next review is due, when the last one was, until when it is put off."""

    due_on: date | None
    last_on: date | None
    put_off_until: date | None

    def is_due(self, today: date) -> bool:
        """Whether a review waits on this day."""
        return self.due_on is not None and self.due_on <= today


def standing_of(owner: User) -> Standing:
    """Return how things stand with the reviews of the user; two queries."""
    days = Review.objects.for_user(owner).aggregate(last=Max("finished_on"), put_off=Max("put_off_until"))
    first = Goal.objects.for_user(owner).aggregate(first=Min("created_at"))["first"]
    first_on = first.astimezone(owner.zone).date() if first else None
    due = reviewing.review_due_on(days["last"], first_on, days["put_off"])
    return Standing(due, days["last"], days["put_off"] if due == days["put_off"] else None)


def review_due_on(owner: User) -> date | None:
    """Return when the next review is due; None for whoever has neither a review nor a goal."""
    return standing_of(owner).due_on


def begun_review(owner: User, now: datetime) -> Draft | None:
    """Return the draft of the review that was begun and can be gone on with."""
    return find_draft(owner=owner, wizard=WIZARD, object_id=None, now=now)
