"""App configuration of accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Of allauth's names, those that are inside the settings.
FACTOR_PAGES = frozenset(
    f"mfa_{name}"
    for name in (
        "activate_totp", "deactivate_totp", "view_recovery_codes", "generate_recovery_codes", "add_webauthn",
        "edit_webauthn", "remove_webauthn",
    )
)  # fmt: skip


APP_PASSWORD_PAGES = frozenset({"accounts:app-password-new", "accounts:app-password-revoke"})


class AccountsConfig(AppConfig):
    """Users and settings."""

    name = "accounts"

    def ready(self) -> None:
        """Register the job that sends the log-in system's mails, and the settings pages."""
        from allauth.account import signals  # noqa: PLC0415
        from allauth.usersessions.signals import on_password_changed, on_user_logged_in  # noqa: PLC0415
        from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415

        from accounts import events, services, tasks  # noqa: F401, PLC0415
        from accounts.devices import note_begun  # noqa: PLC0415
        from accounts.services import has_elsewhere, has_log_in, welcome_address  # noqa: PLC0415
        from netzwerk.core.registry import (  # noqa: PLC0415
            NavigationEntry,
            Purge,
            navigation_foot,
            purges,
            settings_pages,
        )

        settings = NavigationEntry("accounts:settings", "gear", _("Settings"), "accounts", holds=settings_pages)
        navigation_foot.add(settings, order=10)
        settings_pages.add(NavigationEntry("accounts:settings", "person", _("You")), order=0)
        address = NavigationEntry("account_email", "at", _("Mail address"), is_shown=has_log_in)
        settings_pages.add(address, order=20)
        password = NavigationEntry(
            "account_change_password",
            "key",
            _("Password"),
            is_shown=has_log_in,
            pages=frozenset({"account_set_password"}),
        )
        settings_pages.add(password, order=30)
        factors = NavigationEntry(
            "mfa_index", "fingerprint", _("Passkeys and codes"), is_shown=has_log_in, pages=FACTOR_PAGES
        )
        settings_pages.add(factors, order=30)
        elsewhere = NavigationEntry(
            "socialaccount_connections", "link-45deg", _("Other accounts"), is_shown=has_elsewhere
        )
        settings_pages.add(elsewhere, order=33)
        devices = NavigationEntry("accounts:device-list", "laptop", _("Devices"))
        settings_pages.add(devices, order=34)
        programs = NavigationEntry(
            "accounts:app-password-list", "plug", _("Programs"), is_shown=has_log_in, pages=APP_PASSWORD_PAGES
        )
        settings_pages.add(programs, order=36)
        for place, (name, forget) in enumerate(services.FORGOTTEN.items()):
            purges.add(Purge(name, forget), order=50 + place)
        # It would keep the network address of each log-in; we note log-ins ourselves, and without.
        signals.user_logged_in.disconnect(on_user_logged_in)
        for changed in (signals.password_changed, signals.password_set):
            changed.disconnect(on_password_changed)
        events.connect()
        user_logged_in.connect(note_begun, dispatch_uid="accounts.note_begun")
        signals.email_confirmed.connect(welcome_address, dispatch_uid="accounts.welcome_address")
