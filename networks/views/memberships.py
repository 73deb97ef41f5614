"""The user's own membership."""

from __future__ import annotations

from datetime import date
from typing import Any

from networks.models import Network
from netzwerk.core.requests import UserRequest


def load_membership(request: UserRequest, network: Network, today: date) -> dict[str, Any] | None:
    """Return what the section shows."""
    del request, network, today
    return None
