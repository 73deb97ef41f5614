"""What several pages say about a membership: since when, what is agreed, how one gets out, what it costs."""

from __future__ import annotations

from datetime import date
from typing import Any

from networks.models import Membership
from networks.queries.memberships import cancellation_of
from networks.rules.cancellation import is_reminded, is_reminder_due
from networks.words.memberships import agreed_words, cost_words, leaving_words, since_words


def membership_words(membership: Membership, today: date) -> dict[str, Any]:
    """Return all of it as a part of a context; `notice_by` is there while a reminder asks about it."""
    chance, terms = cancellation_of(membership, today), membership.terms
    by = chance.give_notice_by if chance else None
    is_settled = by is not None and by == membership.notice_settled_for
    is_asked = bool(by and terms and is_reminded(terms) and is_reminder_due(by, today) and not is_settled)
    return {
        "membership": membership,
        "network": membership.network,
        "since": since_words(membership),
        "cost": cost_words(membership.network),
        "agreed": agreed_words(membership),
        "when": leaving_words(membership, today),
        "is_settled": is_settled,
        "notice_by": by if is_asked else None,
        "has_notice": membership.left_on is not None and membership.left_on >= today,
        "is_over": membership.left_on is not None and membership.left_on < today,
    }
