"""App configuration of reminders."""

from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RemindersConfig(AppConfig):
    """When."""

    name = "reminders"

    def ready(self) -> None:
        """Register the job that sends a digest, the settings page, and what plans the next mail."""
        from netzwerk.core.belonging import Belonging, contact_belongings  # noqa: PLC0415
        from netzwerk.core.registry import (  # noqa: PLC0415
            NavigationEntry,
            address_confirmed_hooks,
            preferences_changed_hooks,
            settings_pages,
            unanswered_namings,
        )
        from reminders import tasks  # noqa: F401, PLC0415
        from reminders.models import DigestPerson  # noqa: PLC0415
        from reminders.notifications import jobs, leaving  # noqa: F401, PLC0415
        from reminders.queries.namings import count_unanswered  # noqa: PLC0415
        from reminders.services import replan_mails, trust_address  # noqa: PLC0415

        settings_pages.add(NavigationEntry("reminders:settings", "envelope", _("Network mail")), order=10)
        settings_pages.add(NavigationEntry("reminders:calendar", "calendar-event", _("Calendar")), order=12)
        settings_pages.add(NavigationEntry("reminders:push", "bell", _("Notifications")), order=14)
        leaving.listen()
        post_migrate.connect(_make_push_key, sender=self, dispatch_uid="reminders.push_key")
        address_confirmed_hooks.add(trust_address)
        preferences_changed_hooks.add(replan_mails)
        contact_belongings.add(Belonging(model=DigestPerson, fields=("contact",)), order=20)
        unanswered_namings.add(count_unanswered)


def _make_push_key(**_kwargs: Any) -> None:
    """Make the key of notifications on the first start; not while the migrations of its table are still to come."""
    from reminders.models import PushKey  # noqa: PLC0415
    from reminders.services.push_key import push_key  # noqa: PLC0415

    if PushKey._meta.db_table in connection.introspection.table_names():
        push_key()
