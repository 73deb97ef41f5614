"""What is coming up in matching, line by line, for Today and the mail: the review every quarter."""

from __future__ import annotations

from datetime import date, datetime, time

from django.urls import reverse

from accounts.models import User
from matching.queries.reviews import Standing, begun_review, standing_of
from matching.rules.reviewing import is_told_between
from matching.words.reviews import REVIEW_ICON, sentence_words, title_words
from netzwerk.core.agenda import AgendaLine

REVIEW = "review"


def review_line(owner: User, today: date) -> AgendaLine | None:
    """Return the line of the review, when one is due; three queries, two when none is."""
    standing = standing_of(owner)
    if standing.due_on is None or not standing.is_due(today):
        return None
    return _line(owner, standing, standing.due_on, today)


def lines_today(owner: User, on: date) -> list[AgendaLine]:
    """Return all that waits on a day."""
    line = review_line(owner, on)
    return [line] if line else []


def lines_of_mail(owner: User, on: date, until: date, *, since: date | None = None) -> list[AgendaLine]:
    """Return what the mail of a day says, that covers the days until another: a review twice, never more.

    With `since`, also what was announced from that day on, where no mail has told it.
    """
    standing = standing_of(owner)
    if standing.due_on is None or not is_told_between(standing.due_on, since or on, until):
        return []
    return [_line(owner, standing, standing.due_on, on)]


def _line(owner: User, standing: Standing, due_on: date, on: date) -> AgendaLine:
    now = datetime.combine(on, time.min, owner.zone)
    return AgendaLine(
        kind=REVIEW,
        on=due_on,
        title=title_words(),
        sentence=sentence_words(standing, is_begun=begun_review(owner, now) is not None),
        url=reverse("matching:review"),
        icon=REVIEW_ICON,
        is_late=due_on < on,
    )
