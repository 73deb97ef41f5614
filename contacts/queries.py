"""Finding people by part of a name, the likeliest first."""

from __future__ import annotations

from django.db.models import BooleanField, Case, Q, Value, When

from accounts.models import User
from contacts.models import Contact
from contacts.models.querysets import LONGEST_SEARCH
from netzwerk.core.folding import fold

MOST_FOUND = 6


def people_named(user: User, text: str) -> list[Contact]:
    """Return a few people with every word of the text in names, organisation or addresses; names come first."""
    folded = fold(text[:LONGEST_SEARCH])
    if not folded:
        return []
    # A word of the name begins like this.
    begins = Q(folded_name__startswith=folded) | Q(folded_name__contains=f" {folded}")
    found = Contact.objects.for_user(user).present().matching(text)
    ranked = found.annotate(
        is_in_name=Case(When(begins, then=Value(True)), default=Value(False), output_field=BooleanField())
    )
    return list(
        ranked.order_by("-is_in_name", "archived_at", "folded_name", "id").prefetch_related("positions__organisation")[
            :MOST_FOUND
        ]
    )
