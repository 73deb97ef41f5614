"""The part of `furnish` that is about networks: one row of each model, every text of which is the same."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Exchange, Moment
from goals.models import Goal, Offer
from networks.models import (
    CheckAnswer,
    Event,
    FitWeights,
    GivingIdea,
    Inquiry,
    Look,
    LookingPlace,
    Membership,
    MembershipReview,
    Mention,
    Network,
    NetworkBudget,
    NetworkExchange,
    NetworkLink,
    NetworkMember,
    NetworkMerge,
    NetworkMoment,
    Occurrence,
    StageMove,
    WantedPerson,
)
from networks.services.begun_checks import begin_check
from tests.factories import TODAY, local_today, make_check, make_event, make_network

CRITERIA = ("members", "tone", "value", "giving")


def furnish_networks(user: User, contact: Contact, goal: Goal, text: str) -> dict[str, Any]:
    """Give the user networks with all that belongs to one; return what stands in their addresses."""
    own = {"owner": user}
    network = make_network(
        user, text[:200], kind="community", sphere="business", url=text[:500], reach="regional", place=text[:120],
        size=120, format="both", rhythm="monthly", fee_amount=Decimal(96), extra_costs=Decimal(40), languages=["de"],
        source=text[:300], source_contact=contact, note=text, stage="member",
    )  # fmt: skip
    other = make_network(user, text[:200], stage="trying", place=text[:120], url="javascript:evil()")
    move = StageMove.objects.create(network=network, before="idea", stage="member", moved_on=TODAY, **own)
    NetworkLink.objects.create(network=network, label=text[:80], url=text[:500], **own)
    NetworkLink.objects.create(network=network, label="evil", url="javascript:evil()", position=1, **own)
    member = NetworkMember.objects.create(network=network, contact=contact, role=text[:120], is_wished=True, **own)
    NetworkBudget.objects.create(amount=Decimal(500), **own)
    return {
        "network": network.pk, "absorbed": other.pk, "move": move.pk, "member": member.pk,
        "day": TODAY.isoformat(),
        **_furnish_checks(user, network, goal, text),
        **_furnish_meetings(user, network, contact, text),
        **_furnish_membership(user, network, text),
        **_furnish_research(user, network, contact, goal, text),
        **_furnish_bin(user, network, text),
    }  # fmt: skip


def _furnish_checks(user: User, network: Network, goal: Goal, text: str) -> dict[str, UUID]:
    """Check the network twice, once on a draft, and have ideas of what to give."""
    own = {"owner": user}
    check = make_check(network, goal, verdict="try", reason=text[:300], review_on=TODAY)
    for criterion in CRITERIA:
        CheckAnswer.objects.create(
            check_of=check, criterion=criterion, level=4, text=text[:300], evidence=text[:500], **own
        )
    FitWeights.objects.create(goal=goal, tone=30, **own)
    idea = GivingIdea.objects.create(network=network, text=text[:200], **own)
    offer = Offer.objects.for_user(user).first()
    GivingIdea.objects.create(network=network, text=text[:200], offer=offer, position=1, **own)
    draft = begin_check(network=network, goal=goal, now=timezone.now(), today=TODAY)
    return {"check": check.pk, "idea": idea.pk, "check_draft": draft.pk}


def _furnish_meetings(user: User, network: Network, contact: Contact, text: str) -> dict[str, UUID]:
    """Plan a meeting with somebody who is wanted there, and tell of it; and one to come, again and again."""
    own = {"owner": user}
    details = {"place": text[:200], "url": text[:500], "note": text}
    event = make_event(network, text[:200], repeats="monthly", **details)
    today = local_today()
    Event.objects.create(
        network=network,
        title=text[:200],
        starts_on=today + timedelta(days=3),
        **{**details, "url": "javascript:evil()"},
        **own,
    )
    occurrence = Occurrence.objects.create(event=event, planned_on=TODAY, note=text, **own)
    WantedPerson.objects.create(occurrence=occurrence, contact=contact, why=text[:300], **own)
    moment = Moment.objects.for_user(user).filter(participations__contact=contact, deleted_at=None).first()
    exchange = Exchange.objects.for_user(user).filter(contact=contact, deleted_at=None).first()
    assert moment and exchange
    NetworkMoment.objects.create(network=network, moment=moment, occurrence=occurrence, minutes=90, **own)
    NetworkExchange.objects.create(network=network, exchange=exchange, **own)
    alone = Exchange.objects.create(direction="asked", kind="help", text=text, happened_on=TODAY, **own)
    NetworkExchange.objects.create(network=network, exchange=alone, **own)
    return {"event": event.pk}


def _furnish_membership(user: User, network: Network, text: str) -> dict[str, UUID]:
    own = {"owner": user}
    membership = Membership.objects.create(
        network=network, since_on=TODAY - timedelta(days=800), term_months=12, notice_count=3, **own
    )
    Membership.objects.create(network=network, since_on=TODAY, left_on=TODAY, leaving_reason=text[:300], **own)
    review = MembershipReview.objects.create(
        membership=membership, reviewed_on=TODAY, decision="give_more", note=text[:300], **own
    )
    return {"membership": membership.pk, "review": review.pk}


def _furnish_research(user: User, network: Network, contact: Contact, goal: Goal, text: str) -> dict[str, UUID]:
    own = {"owner": user}
    inquiry = Inquiry.objects.create(goal=goal, contact=contact, asked_on=TODAY, answered_on=TODAY, answer=text, **own)
    Mention.objects.create(inquiry=inquiry, network=network, why=text[:300], **own)
    place = LookingPlace.objects.create(
        goal=goal, text=text[:200], url=text[:500], watched_weeks=4, look_again_on=TODAY, **own
    )
    LookingPlace.objects.create(goal=goal, text="evil", url="javascript:evil()", **own)
    look = Look.objects.create(place=place, looked_on=TODAY, brought=text[:300], network=network, **own)
    return {"inquiry": inquiry.pk, "looking_place": place.pk, "look": look.pk}


def _furnish_bin(user: User, network: Network, text: str) -> dict[str, UUID]:
    """Put a network and a meeting into the bin, and let another go into the first."""
    now = timezone.now()
    make_network(user, text[:200], place=text[:120], deleted_at=now)
    make_event(network, text[:200], deleted_at=now)
    gone = make_network(user, text[:200], deleted_at=now, merged_into=network)
    merge = NetworkMerge.objects.create(owner=user, survivor=network, absorbed=gone, created_at=now)
    return {"network_merge": merge.pk}
