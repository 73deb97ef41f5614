"""What hangs on a person, replaced as a whole: the lines of a form, in their order, the first one preferred."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from contacts.models import Contact, EmailAddress, Link, Messenger, PhoneNumber, PostalAddress, Topic
from contacts.phones import region_of
from contacts.rules.phones import e164_of
from contacts.services.belongings import WHAT_COUNTS, Belonging, Columns, once
from contacts.services.indexing import reindex_contacts


@transaction.atomic
def replace_emails(*, contact: Contact, rows: Sequence[Columns]) -> None:
    """Make these the mail addresses of a person (`address`, `kind`)."""
    _replace(contact, EmailAddress, rows)


@transaction.atomic
def replace_phones(*, contact: Contact, rows: Sequence[Columns]) -> None:
    """Make these the phone numbers of a person (`number`, `kind`).

    A number that stays keeps its E.164: it was read in the country where the user was then.
    """
    known = {phone.number: phone.e164 for phone in PhoneNumber.objects.for_user(contact.owner).filter(contact=contact)}
    region = region_of(contact.owner)
    numbers = [(str(row["number"]), row) for row in rows]
    _replace(
        contact,
        PhoneNumber,
        [{**row, "e164": known[n] if n in known else e164_of(n, region)} for n, row in numbers],
    )


@transaction.atomic
def replace_links(*, contact: Contact, rows: Sequence[Columns]) -> None:
    """Make these the links of a person (`url`, `kind`)."""
    _replace(contact, Link, rows)


@transaction.atomic
def replace_addresses(*, contact: Contact, rows: Sequence[Columns]) -> None:
    """Make these the postal addresses of a person (`street`, `postal_code`, `city`, `region`, `country`, `kind`)."""
    _replace(contact, PostalAddress, rows)


@transaction.atomic
def replace_messengers(*, contact: Contact, rows: Sequence[Columns]) -> None:
    """Make these the messengers of a person (`service`, `handle`)."""
    _replace(contact, Messenger, rows)


@transaction.atomic
def replace_topics(*, contact: Contact, direction: str, texts: Sequence[str]) -> None:
    """Make these what a person seeks, or offers."""
    _replace(contact, Topic, [{"text": text} for text in texts], direction=direction)


def _replace(contact: Contact, model: type[Belonging], rows: Sequence[Columns], **fixed: str) -> None:
    """Bring the rows in line; one that says the same stays itself, whatever points at it."""
    by: tuple[str, ...] = WHAT_COUNTS[model]
    stored = model.objects.for_user(contact.owner).filter(contact=contact, **fixed)
    kept = {tuple(getattr(row, column) for column in by): row for row in stored}
    wanted: list[Columns] = once([{**row, **fixed} for row in rows], by=by)
    new: list[Belonging] = []
    changed: list[Belonging] = []
    for position, columns in enumerate(wanted):
        row = kept.pop(tuple(columns[column] for column in by), None)
        (changed if row else new).append(_said(row or model(owner=contact.owner, contact=contact), columns, position))
    stored.filter(pk__in=[row.pk for row in kept.values()]).delete()
    model.objects.bulk_create(new)
    if changed:
        columns_changed = ["position", *(column for column in wanted[0] if column not in by)]
        model.objects.bulk_update(changed, columns_changed)
    reindex_contacts(owner=contact.owner, contact_ids=[contact.pk])


def _said(row: Belonging, columns: Mapping[str, object], position: int) -> Belonging:
    for column, value in {**columns, "position": position}.items():
        setattr(row, column, value)
    return row
