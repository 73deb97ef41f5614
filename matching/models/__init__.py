"""What the user decided about people who could help, and what became of it."""

from matching.models.proposals import Approach, Bridge, DeclinedProposal, Holder
from matching.models.review import Review, ReviewedGoal, ReviewedPerson, ReviewQuerySet
from matching.models.reviving import Revival, RevivalQuerySet, WarmUp

__all__ = [
    "Approach",
    "Bridge",
    "DeclinedProposal",
    "Holder",
    "Review",
    "ReviewQuerySet",
    "ReviewedGoal",
    "ReviewedPerson",
    "Revival",
    "RevivalQuerySet",
    "WarmUp",
]
