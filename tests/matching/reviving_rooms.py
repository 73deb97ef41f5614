"""Old ties for tests, and what one says of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts.models import User
from contacts.models import Contact, Moment
from contacts.services import log_moment
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact

FOUR_YEARS_AGO = TODAY.replace(year=TODAY.year - 4)


def make_old_tie(owner: User, name: str = "Jonas Weber", **fields: Any) -> Contact:
    """Return somebody of whom one has not heard for four years."""
    return make_contact(owner, name, **{"anchor_on": FOUR_YEARS_AGO, **fields})


def make_close(owner: User, name: str = "Aylin Demir", **fields: Any) -> Contact:
    """Return somebody near, of whom one heard last week."""
    week_ago = TODAY - timedelta(days=7)
    return make_contact(owner, name, **{"closeness": "close", "anchor_on": week_ago, **fields})


def note_last(contact: Contact, note: str = "", **fields: Any) -> Moment:
    """Note a call four years ago."""
    with acting_as(contact.owner):
        wanted = {"kind": "call", "happened_on": FOUR_YEARS_AGO, "note": note, "today": TODAY, **fields}
        moment = log_moment(owner=contact.owner, contacts=[contact], **wanted)
        contact.refresh_from_db()
        return moment
