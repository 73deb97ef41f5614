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
        from networks.binned import KINDS  # noqa: PLC0415
        from networks.searching import find_networks  # noqa: PLC0415
        from netzwerk.core.bin import bin_kinds  # noqa: PLC0415
        from netzwerk.core.registry import (  # noqa: PLC0415
            NavigationEntry,
            SearchSource,
            add_entries,
            navigation,
            search_sources,
        )

        board = NavigationEntry("networks:board", "diagram-3", _("Networks"), "networks", count=count_networks)
        navigation.add(board, order=20)
        add_entries.add(NavigationEntry("networks:network-create", "diagram-3", _("A network")), order=20)
        search_sources.add(SearchSource("networks", _("Networks"), find_networks), order=20)
        # Behind people, moments and exchanges, which go first.
        for kind in KINDS:
            bin_kinds.add(kind, order=10)


def count_networks(user: User) -> int:
    """Return how many networks the user has an eye on: those left and declined are left out."""
    from networks.models import Network, Stage  # noqa: PLC0415

    return Network.objects.for_user(user).present().exclude(stage__in=[Stage.LEFT, Stage.DECLINED]).count()
