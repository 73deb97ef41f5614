"""App configuration of today."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TodayConfig(AppConfig):
    """The dashboard."""

    name = "today"

    def ready(self) -> None:
        """Stand first in the navigation."""
        from netzwerk.core.registry import NavigationEntry, navigation  # noqa: PLC0415

        navigation.add(NavigationEntry("today:home", "sun", _("Today"), "today"), order=0)
