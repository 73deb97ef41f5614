"""App configuration of goals."""

from django.apps import AppConfig


class GoalsConfig(AppConfig):
    """What for."""

    name = "goals"
