"""App configuration of accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users and settings."""

    name = "accounts"

    def ready(self) -> None:
        """Register the job that sends the log-in system's mails, and the settings pages."""
        from accounts import tasks  # noqa: F401, PLC0415
        from netzwerk.core.registry import NavigationEntry, navigation_foot, settings_pages  # noqa: PLC0415

        navigation_foot.add(NavigationEntry("accounts:settings", "gear", _("Settings"), "accounts"), order=10)
        settings_pages.add(NavigationEntry("accounts:settings", "person", _("You")), order=0)
        settings_pages.add(NavigationEntry("account_email", "envelope", _("Mail address")), order=20)
        settings_pages.add(NavigationEntry("account_change_password", "key", _("Password")), order=30)
