"""Meeting and merging in tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from contacts.models import (
    Contact,
    Moment,
)
from contacts.services import log_moment
from contacts.services.merging import merge_contacts
from tests.contacts.many import fresh
from tests.factories import TODAY

NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)
LATER = TODAY - timedelta(days=40)
EARLIER = TODAY - timedelta(days=400)


def met(*contacts: Contact, on: date, **facts: Any) -> Moment:
    """Log a call."""
    return log_moment(owner=contacts[0].owner, contacts=contacts, kind="call", happened_on=on, today=TODAY, **facts)


def last(contact: Contact) -> date | None:
    """Return the date of the newest moment as it is stored."""
    return fresh(contact).last_moment_on


def merged(survivor: Contact, absorbed: Contact) -> Any:
    """Merge two people by the usual choices."""
    return merge_contacts(survivor=survivor, absorbed=absorbed, choices={}, now=NOW, today=TODAY)
