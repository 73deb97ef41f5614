"""App configuration of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users and settings."""

    name = "accounts"

    def ready(self) -> None:
        """Register the job that sends the log-in system's mails."""
        from accounts import tasks  # noqa: F401, PLC0415
