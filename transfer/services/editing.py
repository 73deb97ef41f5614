"""What the user has said about somebody since an import entered them, told by comparing them with their record."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from accounts.models import User
from contacts.models import (
    Contact,
    EmailAddress,
    Link,
    Messenger,
    OwnDate,
    PhoneNumber,
    Position,
    PostalAddress,
    Tagging,
    Topic,
    fold_name,
)
from contacts.services.belongings import WHAT_COUNTS
from contacts.services.new_contact import COLUMNS as DETAIL_COLUMNS
from contacts.services.new_contact import NewContact
from contacts.services.tags import fold_tag
from transfer.models import Import, ImportRow
from transfer.queries.touched import Said
from transfer.records.stored import read_person
from transfer.services.details import Coming, details_of

# What an import never says of somebody, and what it then is.
UNSAID: dict[str, Any] = {"snoozed_until": None, "is_resting": False, "date_lead_days": None, "merged_into_id": None}


def edits_of(*, owner: User, imported: Import, row: ImportRow, contact: Contact, said: Said) -> set[str]:
    """Return what the user said about somebody since: codes, none where all is as the import said.

    `said` is what hangs on them now (`transfer.queries.touched.said_of`).
    """
    came = imported.accepted_at or imported.created_at
    coming = Coming(now=came, today=came.astimezone(owner.zone).date())
    with translation.override(owner.language):
        details = details_of(read_person({"name": row.name, **row.record}), imported, coming)
    codes = set()
    if _columns_differ(contact, details, has_photo=row.has_photo):
        codes.add("edited")
    if {model: rows for model, rows in said.items() if model is not Tagging} != _hanging_on(details):
        codes.add("reached")
    theirs = {fold_tag(name) for name in details.tags}
    if any(tag_id != imported.tag_id and folded not in theirs for tag_id, folded in said.get(Tagging, ())):
        codes.add("tags")
    return codes


def _columns_differ(contact: Contact, details: NewContact, *, has_photo: bool) -> bool:
    said = {
        column: getattr(details, column) for column in DETAIL_COLUMNS if column not in ("archived_at", "data_source")
    }
    said |= {"closeness": details.closeness, "birthday": details.birthday, "own_cadence": details.cadence, **UNSAID}
    if contact.deleted_at is None and bool(contact.archived_at) != bool(details.archived_at):
        return True
    if contact.photo_name and not has_photo:
        return True
    return list(contact.languages) != list(details.languages) or any(
        getattr(contact, column) != value for column, value in said.items()
    )


def _hanging_on(details: NewContact) -> Said:
    """Return what hangs on somebody who was entered like this, other than tags."""
    position = (fold_name(details.organisation) or None, details.role, False)
    parts = WHAT_COUNTS[PostalAddress]
    rows: Said = {
        EmailAddress: {(each.value,) for each in details.emails},
        PhoneNumber: {(each.value,) for each in details.phones},
        Link: {(each.value,) for each in details.links},
        Messenger: {(each.service, each.handle) for each in details.messengers},
        PostalAddress: {tuple(getattr(each, part) for part in parts) for each in details.addresses},
        OwnDate: {(each.label, each.annual.month, each.annual.day, each.annual.year) for each in details.own_dates},
        Topic: {("seeks", text) for text in details.seeks} | {("offers", text) for text in details.offers},
        Position: {position} if details.organisation or details.role else set(),
    }
    return {model: said for model, said in rows.items() if said}
