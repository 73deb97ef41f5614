"""App configuration of today."""

from django.apps import AppConfig


class TodayConfig(AppConfig):
    """The dashboard."""

    name = "today"
