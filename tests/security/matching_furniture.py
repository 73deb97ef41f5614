"""The part of `furnish` that is about matching: one row of each model, every text of which is the same."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from goals.models import Competence, Goal, InventoryCard, LogEntry, Offer, Question
from matching.models import (
    Approach,
    Bridge,
    DeclinedProposal,
    Holder,
    Review,
    ReviewedGoal,
    ReviewedPerson,
    Revival,
    WarmUp,
)
from matching.services.complement import begin_complement
from matching.services.reviews import begin_review
from tests.factories import TODAY


def furnish_matching(user: User, contact: Contact, other: Contact, goal: Goal, text: str) -> dict[str, Any]:
    """Give the user what matching keeps about a goal and two people; return what stands in its addresses."""
    own, now = {"owner": user}, timezone.now()
    competence, question = Competence.objects.filter(**own).get(), Question.objects.filter(**own).get()
    entry = LogEntry.objects.create(goal=goal, happened_on=TODAY, text=text[:500], **own)
    LogEntry.objects.create(goal=goal, happened_on=TODAY, kind="progress", number=1, text=text[:500], **own)
    InventoryCard.objects.create(contact=contact, looked_at=now, **own)
    holder = Holder.objects.create(goal=goal, contact=contact, competence=competence, **own)
    Holder.objects.create(goal=goal, contact=contact, question=question, **own)
    texts = {"gives": text[:300], "asks": text[:300], "offer": Offer.objects.filter(**own).first()}
    approach = Approach.objects.create(goal=goal, contact=contact, **texts, **own)
    DeclinedProposal.objects.create(goal=goal, contact=other, kind="multiplier", **own)
    Bridge.objects.create(contact=contact, ties=1, circles=1, measured_at=now, **own)
    days = {"begun_on": TODAY, "silent_since": TODAY.replace(year=2020)}
    revival = Revival.objects.create(contact=contact, goal=goal, opener=text, note=text[:500], **days, **own)
    warm_up = WarmUp.objects.create(contact=contact, written_on=TODAY, **own)
    review = Review.objects.create(since_on=TODAY, finished_on=TODAY, moved=text, plan=text, **own)
    ReviewedGoal.objects.create(review=review, goal=goal, moved=text[:500], gap="multiplier", **own)
    ReviewedPerson.objects.create(review=review, contact=contact, part="rest", **own)
    draft = begin_complement(goal=goal, now=now)
    draft.data = {
        "step_data": {"expert": {"contacts": [str(other.pk)], "newcomers": [text[:200]], "who": [text[:200]]}}
    }
    draft.save(update_fields=["data"])
    return {
        "complement_draft": draft.pk, "looked_back": review.pk,
        "review_draft": begin_review(owner=user, step="goals", now=now).pk,
        "put_off": Review.objects.create(since_on=TODAY, put_off_until=TODAY, **own).pk,
        "competence": competence.pk, "question": question.pk, "log_entry": entry.pk, "holder": holder.pk,
        "approach": approach.pk, "revival": revival.pk, "warm_up": warm_up.pk,
    }  # fmt: skip
