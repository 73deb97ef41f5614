"""Renaming people."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from contacts.models import Contact
from contacts.services.indexing import reindex_contacts

NAME_COLUMNS = (
    "name", "name_prefix", "given_name", "family_name", "name_suffix", "nickname", "former_name", "phonetic_name",
)  # fmt: skip


@transaction.atomic
def rename_contact(*, contact: Contact, names: Mapping[str, str]) -> Contact:
    """Set the parts of the name (`NAME_COLUMNS`); those left out stay. The list's order and the search follow."""
    changed = [column for column in NAME_COLUMNS if column in names]
    for column in changed:
        setattr(contact, column, names[column])
    contact.index_name()
    contact.save(update_fields=[*changed, "folded_name"])
    reindex_contacts(owner=contact.owner, contact_ids=[contact.pk])
    return contact
