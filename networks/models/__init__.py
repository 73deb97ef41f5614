"""Networks and all that belongs to them."""

from networks.models.check import (
    ANSWERED,
    Check,
    CheckAnswer,
    CheckQuerySet,
    Criterion,
    FitWeights,
    GivingIdea,
    GivingIdeaQuerySet,
)
from networks.models.event import Event, EventQuerySet, Occurrence, WantedPerson
from networks.models.member import NetworkExchange, NetworkMember, NetworkMoment
from networks.models.membership import Membership, MembershipQuerySet, MembershipReview, NetworkBudget
from networks.models.merge import NetworkMerge
from networks.models.network import (
    ACTIVE_STAGES,
    PAST_STAGES,
    Network,
    NetworkLink,
    NetworkQuerySet,
    Stage,
    StageMove,
)
from networks.models.research import Inquiry, Look, LookingPlace, LookingPlaceQuerySet, Mention

__all__ = [
    "ACTIVE_STAGES",
    "ANSWERED",
    "PAST_STAGES",
    "Check",
    "CheckAnswer",
    "CheckQuerySet",
    "Criterion",
    "Event",
    "EventQuerySet",
    "FitWeights",
    "GivingIdea",
    "GivingIdeaQuerySet",
    "Inquiry",
    "Look",
    "LookingPlace",
    "LookingPlaceQuerySet",
    "Membership",
    "MembershipQuerySet",
    "MembershipReview",
    "Mention",
    "Network",
    "NetworkBudget",
    "NetworkExchange",
    "NetworkLink",
    "NetworkMember",
    "NetworkMerge",
    "NetworkMoment",
    "NetworkQuerySet",
    "Occurrence",
    "Stage",
    "StageMove",
    "WantedPerson",
]
