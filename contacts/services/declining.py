"""What the user said no to: it does not come back (product rule 8)."""

from __future__ import annotations

from django.db import transaction

from contacts.models import Contact, DeclinedPair
from contacts.rules.tie_suggestions import pair_of


@transaction.atomic
def decline_tie(*, contact: Contact, other: Contact) -> DeclinedPair:
    """Never suggest a tie between these two again; said twice, it is one row."""
    pair = pair_of(contact.pk, other.pk)
    declined, _is_new = DeclinedPair.objects.for_user(contact.owner).get_or_create(
        owner=contact.owner, about=DeclinedPair.About.TIE, first_id=pair.first, second_id=pair.second, subject=""
    )
    return declined


@transaction.atomic
def reconsider_tie(*, contact: Contact, other: Contact) -> None:
    """Let a tie between these two be suggested again."""
    pair = pair_of(contact.pk, other.pk)
    declined = DeclinedPair.objects.for_user(contact.owner).filter(about=DeclinedPair.About.TIE)
    declined.filter(first_id=pair.first, second_id=pair.second).delete()
