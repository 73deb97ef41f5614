"""App configuration of accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users and settings."""

    name = "accounts"

    def ready(self) -> None:
        """Register the job that sends the log-in system's mails, and the settings pages."""
        from allauth.account.signals import email_confirmed  # noqa: PLC0415

        from accounts import tasks  # noqa: F401, PLC0415
        from accounts.services import has_password, welcome_address  # noqa: PLC0415
        from netzwerk.core.registry import NavigationEntry, navigation_foot, settings_pages  # noqa: PLC0415

        settings = NavigationEntry("accounts:settings", "gear", _("Settings"), "accounts", holds=settings_pages)
        navigation_foot.add(settings, order=10)
        settings_pages.add(NavigationEntry("accounts:settings", "person", _("You")), order=0)
        address = NavigationEntry("account_email", "at", _("Mail address"), is_shown=has_password)
        settings_pages.add(address, order=20)
        password = NavigationEntry("account_change_password", "key", _("Password"), is_shown=has_password)
        settings_pages.add(password, order=30)
        email_confirmed.connect(welcome_address, dispatch_uid="accounts.welcome_address")
