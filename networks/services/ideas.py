"""What the user could give a network; joining makes promises of it."""

from __future__ import annotations

from datetime import date

from contacts.models import Exchange
from networks.models import Network


def promise_ideas(*, network: Network, on: date) -> list[Exchange]:
    """Make an open promise of each idea that has none yet; return those that were made."""
    del network, on
    return []
