"""What the user could give somebody before asking for anything (product rule 7), as an address chooses it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from contacts.models import Contact
from goals.models import Goal, Offer
from matching.models import Approach
from matching.rules.giving import offer_in_turn

# What addresses call the gift of the approach to somebody, and none at all.
OWN_GIFT, NO_GIFT = "approach", "none"


@dataclass(frozen=True, slots=True)
class Gift:
    """Something that the user could give: its word in the address, and what it is."""

    key: str
    text: str


def gifts_for(owner: User, contact: Contact, goal: Goal | None = None) -> list[Gift]:
    """Return what was thought of for somebody, for this goal or for whichever, then all offers; two queries."""
    approaches = Approach.objects.for_user(owner).filter(contact=contact).exclude(gives="")
    if goal is not None:
        approaches = approaches.filter(goal=goal)
    approach = approaches.order_by("-goal__is_leading", "-updated_at").first()
    own = [Gift(OWN_GIFT, approach.gives)] if approach else []
    return [*own, *(Gift(str(offer.pk), offer.text) for offer in Offer.objects.for_user(owner))]


def chosen_gift(gifts: Sequence[Gift], asked: str, contact: Contact) -> Gift | None:
    """Return the gift that an address asks for; without a word what was thought of, or else one of the offers."""
    if asked == NO_GIFT or not gifts:
        return None
    usual = gifts[0] if gifts[0].key == OWN_GIFT else offer_in_turn(contact.pk, gifts)
    return next((gift for gift in gifts if gift.key == asked), usual)
