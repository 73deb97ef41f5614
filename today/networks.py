"""What waits in the user's networks: the most urgent few, and whether there is more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from networks.pages.agenda import AgendaLine, lines_today

SHOWN = 4


@dataclass(frozen=True, slots=True)
class NetworkLines:
    """The most urgent lines; the others are on a page of their own."""

    lines: list[AgendaLine]
    has_more: bool


def network_lines(*, user: User, on: date) -> NetworkLines:
    """Return what waits in the user's networks on a day, in a constant number of queries."""
    found = lines_today(user, on)
    return NetworkLines(found[:SHOWN], has_more=len(found) > SHOWN)
