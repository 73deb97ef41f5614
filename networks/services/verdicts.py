"""The verdict of a check: what follows from it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from networks.models import Check


@transaction.atomic
def set_verdict(*, check: Check, verdict: str, reason: str = "", review_on: date | None = None) -> Check:
    """Say what follows from a check, why, and when to look at it again; its answers stay as they are."""
    check.verdict, check.reason, check.review_on = verdict, reason, review_on
    check.save(update_fields=["verdict", "reason", "review_on"])
    return check
