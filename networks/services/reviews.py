"""The yearly question about a membership: answered, with what one gives more, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from networks.models import GivingIdea, Membership, MembershipReview
from networks.services.ideas import add_idea, promise_idea, unpromise_ideas


@dataclass(frozen=True, slots=True)
class AnsweredReview:
    """An answer that was kept; `promised` is the idea a promise was made of, `is_new` whether it was noted for it."""

    review: MembershipReview
    promised: GivingIdea | None = None
    is_new: bool = False


@transaction.atomic
def answer_review(
    *, membership: Membership, decision: str, on: date, note: str = "", giving: str = ""
) -> AnsweredReview:
    """Keep the answer to the yearly question; what the user wants to give more becomes an open promise there.

    Something that was promised before is promised once.
    """
    owner = membership.owner
    review = MembershipReview.objects.create(
        owner=owner, membership=membership, decision=decision, reviewed_on=on, note=note
    )
    if decision != MembershipReview.Decision.GIVE_MORE or not giving:
        return AnsweredReview(review)
    ideas = GivingIdea.objects.for_user(owner).present().filter(network=membership.network_id)
    known = set(ideas.values_list("pk", flat=True))
    idea = add_idea(network=membership.network, text=giving)
    return AnsweredReview(review, idea if promise_idea(idea=idea, on=on) else None, is_new=idea.pk not in known)


@transaction.atomic
def take_back_review(*, review: MembershipReview, idea: GivingIdea | None = None, is_new: bool = False) -> None:
    """Forget an answer, so that the question waits again, and the promise that came with it.

    An idea that was noted for it goes along; a promise that was kept meanwhile stays.
    """
    if idea is not None and idea.exchange_id is not None:
        unpromise_ideas(network=idea.network, exchanges=[idea.exchange_id])
        if is_new:
            GivingIdea.objects.for_user(review.owner).filter(pk=idea.pk, exchange=None).delete()
    review.delete()
