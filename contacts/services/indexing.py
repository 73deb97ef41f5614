"""What the search looks at, brought in line with what is stored."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.folding import fold_for_search


def reindex_contacts(*, owner: User, contact_ids: Collection[UUID]) -> None:
    """Make these people found by all that is stored about them now; every service that changes it ends with this.

    The number of queries does not depend on how many they are.
    """
    found = Contact.objects.for_user(owner).filter(pk__in=contact_ids)
    contacts = list(found.prefetch_related("emails", "phones", "positions__organisation", "topics", "taggings__tag"))
    for contact in contacts:
        contact.search_text = fold_for_search(*_words(contact))
    Contact.objects.bulk_update(contacts, ["search_text"], batch_size=500)


def reindex_moments(*, owner: User, moment_ids: Collection[UUID]) -> None:
    """Make these moments found by their notes; every service that changes, deletes or restores one ends with this."""
    del owner, moment_ids


def _words(contact: Contact) -> list[str]:
    positions = contact.positions.all()
    return [
        contact.name,
        contact.nickname,
        contact.former_name,
        contact.place,
        *(email.address for email in contact.emails.all()),
        *(phone.number for phone in contact.phones.all()),
        *(position.organisation_name for position in positions),
        *(position.role for position in positions),
        *(topic.text for topic in contact.topics.all()),
        *(tagging.tag.name for tagging in contact.taggings.all()),
    ]
