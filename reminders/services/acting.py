"""What a signed link does for its owner, and how that is taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import User
from contacts.models import Contact, Moment
from contacts.rules.cadence import add_cadence
from contacts.services import (
    SNOOZE_SPANS,
    delete_moment,
    let_contact_rest,
    log_moment,
    snooze_contact,
    wake_contact,
)
from reminders.tokens import Act, ActToken


@dataclass(frozen=True, slots=True)
class Done:
    """What was done; `undo` says how to take it back, where that is possible; `until` ends a snooze."""

    contact: Contact
    act: Act
    undo: ActToken | None = None
    until: date | None = None


def find_contact(*, user: User, token: ActToken) -> Contact | None:
    """Return the person a link is about, unless deleted meanwhile."""
    return Contact.objects.for_user(user).present().filter(pk=token.contact_id).first()


@transaction.atomic
def act_on_link(*, user: User, token: ActToken, today: date) -> Done | None:
    """Do what the link says, twice being once; None when the person is gone."""
    # Locked, so that an impatient second click finds what the first has done.
    contact = Contact.objects.for_user(user).present().filter(pk=token.contact_id).select_for_update().first()
    if contact is None:
        return None
    match token.act:
        case Act.TOUCH:
            return _touch(user, contact, token, today)
        case Act.TWO_WEEKS | Act.THREE_MONTHS:
            return _snooze(contact, token, today)
        case Act.REST:
            return _rest(contact, token)
        case _:
            return _take_back(user, contact, token, today)


def _touch(user: User, contact: Contact, token: ActToken, today: date) -> Done:
    moment = Moment.objects.for_user(user).filter(
        participations__contact=contact, kind=Moment.Kind.MESSAGE, happened_on=today, deleted_at=None
    ).order_by("note").first() or log_moment(
        owner=user, contacts=[contact], kind=Moment.Kind.MESSAGE, happened_on=today, today=today
    )  # fmt: skip
    if moment.note:
        return Done(contact, token.act)  # the user's own words are not this link's to take away
    return Done(contact, token.act, _undo(token, Act.UNDO_TOUCH, moment.pk.hex))


def _snooze(contact: Contact, token: ActToken, today: date) -> Done:
    until = add_cadence(today, SNOOZE_SPANS[token.act])
    before = contact.snoozed_until
    if before == until:
        before = None  # a second click on the same day: what was before it is on the first page
    snooze_contact(contact=contact, until=until)
    return Done(contact, token.act, _undo(token, Act.UNDO_SNOOZE, before.isoformat() if before else ""), until)


def _rest(contact: Contact, token: ActToken) -> Done:
    let_contact_rest(contact=contact)
    return Done(contact, token.act, _undo(token, Act.UNDO_REST))


def _take_back(user: User, contact: Contact, token: ActToken, today: date) -> Done:
    match token.act:
        case Act.UNDO_TOUCH:
            moment = Moment.objects.for_user(user).filter(pk=UUID(token.before)).first()
            if moment is not None:
                delete_moment(moment=moment, today=today)
        case Act.UNDO_SNOOZE:
            snooze_contact(contact=contact, until=date.fromisoformat(token.before) if token.before else None)
        case Act.UNDO_REST:
            until = contact.snoozed_until
            wake_contact(contact=contact)
            snooze_contact(contact=contact, until=until)
    return Done(contact, token.act)


def _undo(token: ActToken, act: Act, before: str = "") -> ActToken:
    return ActToken(token.owner_id, token.contact_id, token.digest_id, act, before)
