"""What a signed link does for its owner, and how that is taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from accounts.models import User
from contacts.models import Contact, Moment
from contacts.rules.cadence import add_cadence
from contacts.services import (
    SNOOZE_SPANS,
    delete_moment,
    edit_moment,
    let_contact_rest,
    log_moment,
    restore_moment,
    snooze_contact,
    wake_contact,
)
from reminders.tokens.mails import Act, ActToken


@dataclass(frozen=True, slots=True)
class Done:
    """What was done; `undo` says how to take it back, where that is possible; `until` ends a snooze.

    `can_note` says that a note can still be added.
    """

    contact: Contact
    act: Act
    undo: ActToken | None = None
    until: date | None = None
    can_note: bool = False


def find_contact(*, user: User, token: ActToken) -> Contact | None:
    """Return the person a link is about, unless deleted meanwhile."""
    return Contact.objects.for_user(user).present().filter(pk=token.contact_id).first()


@transaction.atomic
def act_on_link(
    *, user: User, token: ActToken, today: date, kind: str = Moment.Kind.MESSAGE, note: str = ""
) -> Done | None:
    """Do what the link says, twice being once; None when the person is gone.

    `kind` and `note` say what is noted when one has been in touch.
    """
    # Locked, so that an impatient second click finds what the first has done.
    contact = Contact.objects.for_user(user).present().filter(pk=token.contact_id).select_for_update().first()
    if contact is None:
        return None
    match token.act:
        case Act.TOUCH:
            return _touch(user, contact, token, _Said(kind, note, today))
        case Act.TWO_WEEKS | Act.THREE_MONTHS:
            return _snooze(contact, token, today)
        case Act.REST:
            return _rest(contact, token)
        case _:
            return _take_back(user, contact, token, today)


@dataclass(frozen=True, slots=True)
class _Said:
    """What one says of having been in touch today."""

    kind: str
    note: str
    today: date


def _touch(user: User, contact: Contact, token: ActToken, said: _Said) -> Done:
    pk = _moment_id(token, said.today)
    moment = Moment.objects.for_user(user).filter(pk=pk).first()
    if moment is not None:
        moment.owner = user
        _say_again(moment, said)
    elif not said.note and _has_noted(user, contact, said):
        return Done(contact, token.act)  # the user's own words are neither doubled nor this link's to take away
    else:
        moment = log_moment(
            owner=user,
            contacts=[contact],
            kind=said.kind,
            note=said.note,
            happened_on=said.today,
            today=said.today,
            pk=pk,
        )
    return Done(contact, token.act, _undo(token, Act.UNDO_TOUCH, pk.hex), can_note=not moment.note)


def _moment_id(token: ActToken, today: date) -> UUID:
    """Return the id of the moment that a link notes on a day: whoever uses it again finds what it has noted.

    It begins with the time of the digest, so that it stands among other ids of that time.
    """
    said = b"".join((token.digest_id.bytes, token.contact_id.bytes, today.isoformat().encode()))
    return UUID(bytes=token.digest_id.bytes[:6] + sha256(said).digest()[:10])


def _has_noted(user: User, contact: Contact, said: _Said) -> bool:
    moments = Moment.objects.for_user(user).present().filter(kind=said.kind, happened_on=said.today)
    return moments.filter(participations__contact=contact).exists()


def _say_again(moment: Moment, said: _Said) -> None:
    """Bring back what was taken back, and change what is said differently; without a note nothing is."""
    if moment.deleted_at is not None:
        restore_moment(moment=moment, today=said.today)
    if said.note and (moment.kind, moment.note) != (said.kind, said.note):
        contacts = list(Contact.objects.for_user(moment.owner).filter(participations__moment=moment))
        edit_moment(
            moment=moment,
            contacts=contacts,
            kind=said.kind,
            happened_on=moment.happened_on,
            today=said.today,
            precision=moment.precision,
            initiator=moment.initiator,
            note=said.note,
            organisation=moment.organisation.name if moment.organisation else "",
        )


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
