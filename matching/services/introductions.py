"""Introductions that the user asked for."""

from __future__ import annotations

from datetime import date

from contacts.models import Contact, Exchange
from contacts.services.exchanges import log_exchange

TEXT_LENGTH = Exchange._meta.get_field("text").max_length or 0


def note_request(*, contact: Contact, to: str, on: date) -> Exchange:
    """Note as give and take that somebody was asked for an introduction to `to`; it stays open until it comes."""
    (exchange,) = log_exchange(
        owner=contact.owner,
        contacts=[contact],
        direction=Exchange.Direction.ASKED,
        kind=Exchange.Kind.INTRODUCTION,
        happened_on=on,
        text=to[:TEXT_LENGTH],
    )
    return exchange
