"""The part of `furnish` that is about reminders: one row of each model."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from contacts.models import Contact
from reminders.models import Digest, DigestPerson
from reminders.tokens.feeds import sign_feed
from tests.factories import TODAY, make_feed, make_subscription


def furnish_reminders(user: User, contact: Contact, text: str) -> dict[str, Any]:
    """Give the user a mail that failed, a feed and a browser; return what stands in addresses of reminders."""
    failed = {"state": Digest.State.FAILED, "problem": Digest.Problem.NO_SERVER}
    digest = Digest.objects.create(owner=user, for_date=TODAY, **failed)
    DigestPerson.objects.create(owner=user, digest=digest, contact=contact, named_on=TODAY)
    calendar, browser = sign_feed(make_feed(user)), make_subscription(user, device=text[:80])
    return {"digest": digest.pk, "calendar_token": calendar, "subscription": browser.pk}
