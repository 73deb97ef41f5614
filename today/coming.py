"""What comes up: in the user's networks, among old ties, and the look back; the most urgent few."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from matching.pages import agenda as matching
from networks.pages import agenda as networks
from netzwerk.core.agenda import AgendaLine

SHOWN = 4


@dataclass(frozen=True, slots=True)
class Coming:
    """The most urgent lines; of those of networks, the others are on a page of their own."""

    lines: list[AgendaLine]
    has_more: bool


def coming_up(*, user: User, on: date) -> Coming:
    """Return what waits or comes up on a day, in a constant number of queries."""
    found = networks.lines_today(user, on)
    return Coming([*matching.lines_today(user, on), *found[:SHOWN]], has_more=len(found) > SHOWN)
