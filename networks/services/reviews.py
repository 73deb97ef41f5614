"""The yearly question about a membership: answered, with what one gives more, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from networks.models import GivingIdea, Membership, MembershipReview
from networks.services.ideas import add_idea, promise_idea, unpromise_ideas
from networks.services.locking import lock_network
from netzwerk.core.ids import made_at


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

    Something that was promised before is promised once, and what is answered twice on a day is answered once.
    """
    owner = membership.owner
    lock_network(membership.network)
    said: dict[str, Any] = {"membership": membership, "decision": decision, "reviewed_on": on, "note": note}
    review, is_first = MembershipReview.objects.for_user(owner).get_or_create(owner=owner, **said)
    if not is_first and (promised := _promised_with(review, giving)):
        return AnsweredReview(review, promised, is_new=_is_noted_with(review, promised))
    if decision != MembershipReview.Decision.GIVE_MORE or not giving:
        return AnsweredReview(review)
    ideas = GivingIdea.objects.for_user(owner).present().filter(network=membership.network_id)
    known = set(ideas.values_list("pk", flat=True))
    idea = add_idea(network=membership.network, text=giving)
    return AnsweredReview(review, idea if promise_idea(idea=idea, on=on) else None, is_new=idea.pk not in known)


@transaction.atomic
def take_back_review(*, review: MembershipReview, idea: GivingIdea | None = None, is_new: bool = False) -> None:
    """Forget an answer, so that the question waits again, and the promise that came with it.

    An idea that was noted for it goes along; a promise that was kept meanwhile stays, and so does what is older than
    the answer.
    """
    if idea is not None and idea.exchange is not None and idea.exchange.created_at >= review.created_at:
        unpromise_ideas(network=idea.network, exchanges=[idea.exchange.pk])
        if is_new and _is_noted_with(review, idea):
            GivingIdea.objects.for_user(review.owner).filter(pk=idea.pk, exchange=None).delete()
    review.delete()


def _promised_with(review: MembershipReview, giving: str) -> GivingIdea | None:
    """Return the idea of these words that this answer made a promise of, if it did."""
    ideas = GivingIdea.objects.for_user(review.owner).present().filter(network=review.membership.network_id)
    return ideas.filter(text=giving, exchange__created_at__gte=review.created_at).first()


def _is_noted_with(review: MembershipReview, idea: GivingIdea) -> bool:
    return made_at(idea.pk) >= made_at(review.pk)
