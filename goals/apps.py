"""App configuration of goals."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GoalsConfig(AppConfig):
    """What for."""

    name = "goals"

    def ready(self) -> None:
        """Register the pages, the entry of several people, the panel on a contact's page, and what lists get."""
        from goals.belongings import BELONGINGS  # noqa: PLC0415
        from goals.bulk import RoleAction  # noqa: PLC0415
        from goals.filters import ROLE  # noqa: PLC0415
        from goals.searching import find_goals  # noqa: PLC0415
        from netzwerk.core.belonging import contact_belongings  # noqa: PLC0415
        from netzwerk.core.bulk import bulk_actions  # noqa: PLC0415
        from netzwerk.core.registry import (  # noqa: PLC0415
            NavigationEntry,
            Panel,
            SearchSource,
            add_entries,
            contact_filters,
            contact_panels,
            navigation,
            search_sources,
        )

        navigation.add(NavigationEntry("goals:goal-list", "bullseye", _("Goals"), "goals"), order=10)
        add_entries.add(NavigationEntry("goals:inventory", "people", _("Several people")), order=10)
        contact_filters.add(ROLE, order=10)
        search_sources.add(SearchSource("goals", _("Goals"), find_goals), order=10)
        contact_panels.add(Panel("goals:contact-panel"), order=10)
        for belonging in BELONGINGS:
            contact_belongings.add(belonging, order=10)
        # Behind the tags, before rest and archive.
        bulk_actions.add(RoleAction(), order=35)
