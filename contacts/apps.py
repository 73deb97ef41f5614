"""App configuration of contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User


# What stands below an entry of the navigation that is not the contacts'.
GIVING = frozenset(
    f"contacts:{name}" for name in ("exchange-log", "exchange-edit", "favour-list", "introduction", "tie-suggestions")
)
FIELDS = frozenset({"contacts:customfield-edit"})


class ContactsConfig(AppConfig):
    """The people."""

    name = "contacts"

    def ready(self) -> None:
        """Register the list in the navigation, what one can add, what can be done to many, and the jobs."""
        from contacts import tasks  # noqa: F401, PLC0415
        from contacts.binned import KINDS  # noqa: PLC0415
        from contacts.bulk import ACTIONS  # noqa: PLC0415
        from contacts.merging.rows import BELONGINGS  # noqa: PLC0415
        from contacts.queries.keeping import people_kept, photo_bytes  # noqa: PLC0415
        from netzwerk.core.belonging import contact_belongings  # noqa: PLC0415
        from netzwerk.core.bin import bin_kinds  # noqa: PLC0415
        from netzwerk.core.bulk import bulk_actions  # noqa: PLC0415
        from netzwerk.core.registry import (  # noqa: PLC0415
            NavigationEntry,
            add_entries,
            counted_people,
            navigation,
            settings_pages,
            stored_bytes,
        )

        entry = NavigationEntry("contacts:contact-list", "people", _("Contacts"), "contacts", count=count_contacts)
        navigation.add(entry, order=30)
        counted_people.add(people_kept)
        stored_bytes.add(photo_bytes)
        add_entries.add(NavigationEntry("contacts:contact-create", "person-plus", _("A person")), order=0)
        moment = NavigationEntry("contacts:moment-log", "journal-plus", _("A moment"), opens_sheet=True, key="l")
        add_entries.add(moment, order=5)
        exchange = NavigationEntry("contacts:exchange-log", "gift", _("Give and take"), opens_sheet=True)
        add_entries.add(exchange, order=7)
        giving = NavigationEntry("contacts:exchange-list", "gift", _("Give and take"), pages=GIVING)
        navigation.add(giving, order=35)
        fields = NavigationEntry("contacts:customfield-list", "input-cursor", _("Fields of your own"), pages=FIELDS)
        settings_pages.add(fields, order=30)
        for place, action in enumerate(ACTIONS):
            bulk_actions.add(action, order=10 * place)
        for belonging in BELONGINGS:
            contact_belongings.add(belonging)
        for kind in KINDS:
            bin_kinds.add(kind)


def count_contacts(user: User) -> int:
    """Return how many people the user has, the archive left out."""
    from contacts.models import Contact  # noqa: PLC0415

    return Contact.objects.for_user(user).active().count()
