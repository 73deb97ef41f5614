"""App configuration of networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User


class NetworksConfig(AppConfig):
    """Where."""

    name = "networks"

    def ready(self) -> None:
        """Register the board, what one can add, and what lists, search, merges and the bin get."""
        from networks import tasks  # noqa: F401, PLC0415
        from networks.binned import KINDS  # noqa: PLC0415
        from networks.pages.goal_log import checks_in_log  # noqa: PLC0415
        from networks.searching import find_networks  # noqa: PLC0415
        from netzwerk.core.bin import bin_kinds  # noqa: PLC0415
        from netzwerk.core.registry import (  # noqa: PLC0415
            NavigationEntry,
            Panel,
            SearchSource,
            add_entries,
            goal_log_sources,
            goal_panels,
            navigation,
            search_sources,
        )

        board = NavigationEntry("networks:board", "diagram-3", _("Networks"), "networks", count=count_networks)
        navigation.add(board, order=20)
        network = NavigationEntry("networks:network-create", "diagram-3", _("A network"), opens_sheet=True)
        add_entries.add(network, order=20)
        meeting = NavigationEntry("networks:event-choose", "calendar-event", _("A meeting"), is_shown=has_network)
        add_entries.add(meeting, order=21)
        search_sources.add(SearchSource("networks", _("Networks"), find_networks), order=20)
        goal_panels.add(Panel("networks:goal-panel", _("Networks")), order=20)
        goal_log_sources.add(checks_in_log, order=20)
        # Behind people, moments and exchanges, which go first.
        for kind in KINDS:
            bin_kinds.add(kind, order=10)
        register_for_people()


def register_for_people() -> None:
    """Register what people, their moments and their exchanges get, and what moves when two people are one."""
    from networks.belongings import BELONGINGS  # noqa: PLC0415
    from networks.bulk import NetworkAction  # noqa: PLC0415
    from networks.filters import NETWORK, WISHED  # noqa: PLC0415
    from networks.forms.linking import ExchangeNetwork, MomentNetwork  # noqa: PLC0415
    from networks.queries import companions as beside  # noqa: PLC0415
    from netzwerk.core import companions, form_extras  # noqa: PLC0415
    from netzwerk.core.belonging import contact_belongings  # noqa: PLC0415
    from netzwerk.core.bulk import bulk_actions  # noqa: PLC0415
    from netzwerk.core.registry import Panel, contact_filters, contact_panels  # noqa: PLC0415

    contact_panels.add(Panel("networks:contact-panel"), order=20)
    contact_filters.add(NETWORK, order=20)
    contact_filters.add(WISHED, order=21)
    for belonging in BELONGINGS:
        contact_belongings.add(belonging, order=20)
    # Behind the goals, before rest and archive.
    bulk_actions.add(NetworkAction(), order=37)
    form_extras.moment_extras.add(MomentNetwork())
    form_extras.exchange_extras.add(ExchangeNetwork())
    companions.moment_companions.add(beside.networks_of_moments)
    companions.exchange_companions.add(beside.networks_of_exchanges)
    companions.exchange_conditions.add(beside.not_with_binned_network)


def count_networks(user: User) -> int:
    """Return how many networks the user has an eye on: those left and declined are left out."""
    from networks.models import Network  # noqa: PLC0415

    return Network.objects.for_user(user).in_sight().count()


def has_network(user: User) -> bool:
    """Return whether there is a network that could meet."""
    from networks.models import Network  # noqa: PLC0415

    return Network.objects.for_user(user).present().exists()
