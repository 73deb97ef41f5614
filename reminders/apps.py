"""App configuration of reminders."""

from django.apps import AppConfig
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
        from reminders.services import replan_mails, resume_mails  # noqa: PLC0415
        from reminders.services.namings import count_unanswered  # noqa: PLC0415

        settings_pages.add(NavigationEntry("reminders:settings", "bell", _("Network mail")), order=10)
        address_confirmed_hooks.add(resume_mails)
        preferences_changed_hooks.add(replan_mails)
        contact_belongings.add(Belonging(model=DigestPerson, fields=("contact",)), order=20)
        unanswered_namings.add(count_unanswered)
