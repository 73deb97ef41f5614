"""What was missing about a person, answered, and taken back."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from contacts.models import Closeness, Contact, LastInTouch, Origin
from contacts.rules.lacks import Lack
from contacts.services.changing import change_facts, place_contact, set_last_in_touch
from contacts.services.replacing import replace_emails, replace_phones


@transaction.atomic
def answer_lack(*, contact: Contact, lack: Lack, value: str, today: date) -> None:
    """Store the answer: a closeness, an origin, roughly when one was last in touch, a mail address or a number."""
    match lack:
        case Lack.CLOSENESS:
            place_contact(contact=contact, closeness=value, own_cadence=contact.own_cadence)
        case Lack.ORIGIN:
            change_facts(contact=contact, facts={"origin": value})
        case Lack.MOMENT:
            set_last_in_touch(contact=contact, last_in_touch=value, today=today)
        case Lack.REACH if "@" in value:
            replace_emails(contact=contact, rows=[{"address": value, "kind": ""}])
        case Lack.REACH:
            replace_phones(contact=contact, rows=[{"number": value, "kind": ""}])


@transaction.atomic
def take_back_answer(*, contact: Contact, lack: Lack, value: str, anchor_on: date | None = None) -> None:
    """Make it missing again, when it still is as `value` says; `anchor_on` is the anchor that was there before."""
    match lack:
        case Lack.CLOSENESS if contact.closeness == value:
            place_contact(contact=contact, closeness=Closeness.NOT_PLACED, own_cadence=contact.own_cadence)
        case Lack.ORIGIN if contact.origin == value:
            change_facts(contact=contact, facts={"origin": Origin.OTHER})
        case Lack.MOMENT if contact.last_in_touch == value and anchor_on:
            _forget_last_in_touch(contact, anchor_on)
        case Lack.REACH if [email.address for email in contact.emails.all()] == [value]:
            replace_emails(contact=contact, rows=[])
        case Lack.REACH if [phone.number for phone in contact.phones.all()] == [value]:
            replace_phones(contact=contact, rows=[])


def _forget_last_in_touch(contact: Contact, anchor_on: date) -> None:
    contact.last_in_touch = LastInTouch.NOT_SURE
    contact.anchor_on = anchor_on
    contact.save(update_fields=["last_in_touch", "anchor_on"])
    contact.refresh_from_db(fields=["due_on"])
