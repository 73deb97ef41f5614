"""What the user has said about somebody since an import entered them, told by comparing them with their record."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from accounts.models import User
from contacts.models import Contact, fold_name
from contacts.services.belongings import WHAT_COUNTS
from contacts.services.new_contact import COLUMNS as DETAIL_COLUMNS
from contacts.services.new_contact import NewContact
from contacts.services.tags import fold_tag
from transfer.models import Import, ImportRow
from transfer.queries.touched import rows_say
from transfer.records.stored import read_person
from transfer.services.details import Coming, details_of

# Of what hangs on a person, what is compared with the record: the relation, and the columns that count.
COMPARED: dict[str, tuple[str, ...]] = {
    "emails": ("address",),
    "phones": ("number",),
    "links": ("url",),
    "messengers": ("service", "handle"),
}
# What an import never says of somebody, and what it then is.
UNSAID: dict[str, Any] = {"snoozed_until": None, "is_resting": False, "date_lead_days": None, "merged_into_id": None}
# What is to be fetched before it is compared.
READ = (*COMPARED, "addresses", "own_dates", "topics", "positions__organisation", "taggings__tag")
ADDRESS = next(columns for model, columns in WHAT_COUNTS.items() if "street" in columns)


def edits_of(*, owner: User, imported: Import, row: ImportRow, contact: Contact) -> set[str]:
    """Return what the user said about somebody since: codes, none where all is as the import said.

    Asks nothing of the database once `READ` is fetched.
    """
    came = imported.accepted_at or imported.created_at
    coming = Coming(now=came, today=came.astimezone(owner.zone).date())
    with translation.override(owner.language):
        details = details_of(read_person({"name": row.name, **row.record}), imported, coming)
    codes = set()
    if _columns_differ(contact, details, has_photo=row.has_photo):
        codes.add("edited")
    if _rows_differ(contact, details):
        codes.add("reached")
    theirs = {fold_tag(name) for name in details.tags}
    if any(each.tag_id != imported.tag_id and each.tag.folded_name not in theirs for each in contact.taggings.all()):
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


def _rows_differ(contact: Contact, details: NewContact) -> bool:
    wanted = {
        "emails": {(each.value,) for each in details.emails},
        "phones": {(each.value,) for each in details.phones},
        "links": {(each.value,) for each in details.links},
        "messengers": {(each.service, each.handle) for each in details.messengers},
    }
    if any(rows_say(getattr(contact, name).all(), *columns) != wanted[name] for name, columns in COMPARED.items()):
        return True
    parts = ADDRESS
    addresses = {tuple(getattr(each, part) for part in parts) for each in details.addresses}
    dates = {(each.label, each.annual) for each in details.own_dates}
    topics = {*details.seeks, *details.offers}
    return (
        rows_say(contact.addresses.all(), *parts) != addresses
        or rows_say(contact.own_dates.all(), "label", "annual") != dates
        or {each.text for each in contact.topics.all()} != topics
        or _positions_of(contact) != _position_in(details)
    )


def _positions_of(contact: Contact) -> set[tuple[str, str, bool]]:
    return {(fold_name(each.organisation_name), each.role, each.has_ended) for each in contact.positions.all()}


def _position_in(details: NewContact) -> set[tuple[str, str, bool]]:
    if not details.organisation and not details.role:
        return set()
    return {(fold_name(details.organisation), details.role, False)}
