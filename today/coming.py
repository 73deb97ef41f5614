"""What comes up: birthdays and other days, in the user's networks, among old ties, and the look back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.models import User
from matching.pages import agenda as matching
from networks.pages import agenda as networks
from netzwerk.core.agenda import AgendaLine
from reminders.services import ComingDate

SHOWN = 4
# Beyond that, in a week full of birthdays, the soonest ones are enough.
MOST_DATES = 10


@dataclass(frozen=True, slots=True)
class Coming:
    """The days of people until the next mail, and the most urgent lines; the others of networks have their own page."""

    lines: list[AgendaLine]
    has_more: bool


def coming_up(*, user: User, on: date, dates: Sequence[ComingDate] = ()) -> Coming:
    """Return what waits or comes up on a day, in a constant number of queries.

    `dates` are the days of people whom the page does not name anyway: those that the mail tells, by the same code.
    """
    found = networks.lines_today(user, on)
    lines = [*map(_line, dates[:MOST_DATES]), *matching.lines_today(user, on), *found[:SHOWN]]
    return Coming(lines, has_more=len(found) > SHOWN)


def _line(one: ComingDate) -> AgendaLine:
    return AgendaLine(
        kind="birthday" if one.is_birthday else "own_date",
        on=one.on,
        title=one.contact.name,
        sentence=one.sentence,
        url=reverse("contacts:contact-detail", args=[one.contact.pk]),
        icon="gift" if one.is_birthday else "calendar-event",
        is_late=False,
    )
