"""How the user means to approach somebody: what to give, before what to ask (product rule 7)."""

from __future__ import annotations

from django.db import transaction

from contacts.models import Contact
from goals.models import Goal, Offer
from matching.models import Approach


@transaction.atomic
def keep_approach(*, goal: Goal, contact: Contact, gives: str, asks: str, offer: Offer | None = None) -> Approach:
    """Keep what to give and what to ask, in place of what was kept before; with neither there is none any more."""
    rows = Approach.objects.for_user(goal.owner)
    values = {"gives": gives, "asks": asks, "offer": offer}
    approach, _is_new = rows.update_or_create(owner=goal.owner, goal=goal, contact=contact, defaults=values)
    if not (gives or asks):
        rows.filter(pk=approach.pk).delete()
    return approach
