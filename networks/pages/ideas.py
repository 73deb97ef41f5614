"""What the user could give a network, as rows: where it came from, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from goals.models import Offer
from networks.models import GivingIdea, Network


@dataclass(frozen=True, slots=True)
class IdeaRow:
    """An idea; `standing` is "", "promised" or "kept"."""

    idea: GivingIdea
    standing: str

    @property
    def offer_kind(self) -> str:
        """The sort of the offer that it came from, if it came from one."""
        return self.idea.offer.get_kind_display() if self.idea.offer else ""


@dataclass(frozen=True, slots=True)
class IdeasCard:
    """The ideas of a network, and the user's offers that are not among them yet."""

    rows: list[IdeaRow]
    offers: list[Offer]

    @property
    def promised(self) -> int:
        """How many are promised or kept."""
        return sum(bool(row.standing) for row in self.rows)


def ideas_card(owner: User, network: Network) -> IdeasCard:
    """Return what the section shows; two queries."""
    found = GivingIdea.objects.for_user(owner).present().filter(network=network)
    ideas = list(found.select_related("offer", "exchange"))
    chosen = {idea.offer_id for idea in ideas}
    free = [offer for offer in Offer.objects.for_user(owner) if offer.pk not in chosen]
    return IdeasCard([IdeaRow(idea, _standing(idea)) for idea in ideas], free)


def _standing(idea: GivingIdea) -> str:
    promise = idea.exchange
    if promise is None or promise.deleted_at:
        return ""
    return "promised" if promise.is_open else "kept"
