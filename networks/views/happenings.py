"""Moments and exchanges in the network."""

from __future__ import annotations

from datetime import date
from typing import Any

from networks.models import Network
from netzwerk.core.requests import UserRequest


def load_happenings(request: UserRequest, network: Network, today: date) -> dict[str, Any] | None:
    """Return what the section shows."""
    del request, network, today
    return None
