"""What is coming up in networks, line by line: for its own page, Today and the mail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.urls import reverse

from accounts.models import User
from networks.models import Check, LookingPlace
from networks.queries.agenda import MEETING_AHEAD, AgendaItem, Kind, agenda, announced_between, standing_on
from networks.queries.events import Meeting
from networks.words.agenda import ICONS, sentence_words, title_words
from netzwerk.core.agenda import AgendaLine

# How far the page of all that is coming looks ahead.
AHEAD = timedelta(days=90)


def lines_today(owner: User, on: date) -> list[AgendaLine]:
    """Return all that waits in the user's networks on a day, the most urgent first."""
    return _lines(standing_on(agenda(owner, on, on + timedelta(days=MEETING_AHEAD)), on), on)


def lines_of_mail(owner: User, on: date, until: date, *, since: date | None = None) -> list[AgendaLine]:
    """Return what the mail of a day says about networks, that covers the days until another.

    With `since`, also what was announced from that day on, where no mail has told it.
    """
    return _lines(announced_between(agenda(owner, on, until, settling=False), since or on, until), on)


def lines_ahead(owner: User, on: date) -> list[AgendaLine]:
    """Return all that waits, and all that comes in the next three months, by its date."""
    return sorted(_lines(agenda(owner, on, on + AHEAD), on), key=lambda line: line.on)


def _lines(items: Sequence[AgendaItem], on: date) -> list[AgendaLine]:
    return [
        AgendaLine(
            kind=item.kind.value,
            on=item.on,
            title=title_words(item),
            sentence=sentence_words(item, on),
            url=_address(item),
            icon=ICONS[item.kind],
            is_late=item.on < on,
        )
        for item in items
    ]


def _address(item: AgendaItem) -> str:
    """Return where something can be done about it."""
    subject = item.subject
    if isinstance(subject, Meeting):
        page = "networks:occurrence-met" if item.kind == Kind.SETTLE else "networks:occurrence"
        return reverse(page, kwargs={"event": subject.event.pk, "day": subject.planned_on.isoformat()})
    if isinstance(subject, LookingPlace):
        return reverse("networks:look-create", args=[subject.pk])
    if isinstance(subject, Check):
        return reverse("networks:check-verdict", args=[subject.pk])
    page = "networks:membership-review" if item.kind == Kind.QUESTION else "networks:membership-detail"
    return reverse(page, args=[subject.pk])
