"""App configuration of contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User


class ContactsConfig(AppConfig):
    """The people."""

    name = "contacts"

    def ready(self) -> None:
        """Register the list in the navigation, and what one can add."""
        from netzwerk.core.registry import NavigationEntry, add_entries, navigation  # noqa: PLC0415

        entry = NavigationEntry("contacts:contact-list", "people", _("Contacts"), "contacts", count=count_contacts)
        navigation.add(entry, order=30)
        add_entries.add(NavigationEntry("contacts:contact-create", "person-plus", _("A person")), order=0)
        moment = NavigationEntry("contacts:moment-log", "journal-plus", _("A moment"), opens_sheet=True, key="l")
        add_entries.add(moment, order=5)


def count_contacts(user: User) -> int:
    """Return how many people the user has, the archive left out."""
    from contacts.models import Contact  # noqa: PLC0415

    return Contact.objects.for_user(user).active().count()
