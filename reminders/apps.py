"""App configuration of reminders."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """When."""

    name = "reminders"
