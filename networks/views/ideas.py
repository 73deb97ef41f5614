"""What the user could give there."""

from __future__ import annotations

from datetime import date
from typing import Any

from networks.models import Network
from netzwerk.core.requests import UserRequest


def load_ideas(request: UserRequest, network: Network, today: date) -> dict[str, Any] | None:
    """Return what the section shows."""
    del request, network, today
    return None
