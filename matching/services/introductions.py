"""Introductions that the user asked for."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from contacts.models import Contact, Exchange
from contacts.services.exchanges import log_exchange

TEXT_LENGTH = Exchange._meta.get_field("text").max_length or 0


@transaction.atomic
def note_request(*, contact: Contact, to: str, on: date) -> Exchange:
    """Note as give and take that somebody was asked for an introduction to `to`; it stays open until it comes.

    The same of the same day is noted once, however often it is sent.
    """
    owner, text = contact.owner, to[:TEXT_LENGTH]
    # Two clicks at once meet at the person.
    Contact.objects.for_user(owner).select_for_update(no_key=True).get(pk=contact.pk)
    asked = {"direction": Exchange.Direction.ASKED, "kind": Exchange.Kind.INTRODUCTION, "happened_on": on, "text": text}
    same = Exchange.objects.for_user(owner).present().filter(contact=contact, done_on=None, **asked).first()
    if same is not None:
        return same
    (exchange,) = log_exchange(
        owner=owner,
        contacts=[contact],
        direction=Exchange.Direction.ASKED,
        kind=Exchange.Kind.INTRODUCTION,
        happened_on=on,
        text=text,
    )
    return exchange
