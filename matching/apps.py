"""App configuration of matching."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    """Who could help."""

    name = "matching"

    def ready(self) -> None:
        """Register the page where people are found, the panels of a goal, and what moves when two people are one."""
        from matching import tasks  # noqa: F401, PLC0415
        from matching.belongings import BELONGINGS  # noqa: PLC0415
        from matching.pages.goal_log import review_log_lines  # noqa: PLC0415
        from matching.pages.revivals import revival_log_lines  # noqa: PLC0415
        from matching.searching import find_ways  # noqa: PLC0415
        from netzwerk.core.belonging import contact_belongings  # noqa: PLC0415
        from netzwerk.core.registry import (  # noqa: PLC0415
            NavigationEntry,
            Panel,
            SearchSource,
            contact_panels,
            goal_log_sources,
            goal_panels,
            navigation,
            search_sources,
        )

        navigation.add(NavigationEntry("matching:home", "signpost-2", _("Find people"), "matching"), order=32)
        contact_panels.add(Panel("matching:contact-panel"), order=30)
        goal_panels.add(Panel("matching:approach-panel", _("How to approach them")), order=5)
        search_sources.add(SearchSource("ways", _("Ways to somebody"), find_ways), order=5)
        for belonging in BELONGINGS:
            contact_belongings.add(belonging, order=30)
        goal_log_sources.add(review_log_lines, order=30)
        goal_log_sources.add(revival_log_lines, order=40)
        # Before the networks, which are where one looks for what is missing; how it all went comes last.
        goal_panels.add(Panel("matching:gap-panel", _("Who has what")), order=10)
        goal_panels.add(Panel("matching:development", _("How it developed")), order=30)
