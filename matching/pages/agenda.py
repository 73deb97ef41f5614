"""What is coming up in matching, line by line: the review every quarter, and what became of old ties."""

from __future__ import annotations

from datetime import date, datetime, time

from django.urls import reverse

from accounts.models import User
from matching.models import Revival
from matching.queries.reviews import Standing, begun_review, standing_of
from matching.queries.reviving import ASKED_AFTER, waiting_outcomes
from matching.rules.reviewing import is_told_between
from matching.words.agenda import outcome_sentence
from matching.words.reviews import REVIEW_ICON, sentence_words, title_words
from matching.words.reviving import OUTCOME_ICONS
from netzwerk.core.agenda import AgendaLine

REVIEW, OUTCOME = "review", "outcome"
SHOWN_OUTCOMES = 2


def review_line(owner: User, today: date) -> AgendaLine | None:
    """Return the line of the review, when one is due; three queries, two when none is."""
    standing = standing_of(owner)
    if standing.due_on is None or not standing.is_due(today):
        return None
    return _line(owner, standing, standing.due_on, today)


def lines_today(owner: User, on: date) -> list[AgendaLine]:
    """Return all that waits on a day: the review, and the first old ties of which nobody has said what came of them."""
    line = review_line(owner, on)
    return [*([line] if line else []), *(_outcome(one, on) for one in waiting_outcomes(owner, on)[:SHOWN_OUTCOMES])]


def lines_of_mail(owner: User, on: date, until: date, *, since: date | None = None) -> list[AgendaLine]:
    """Return what the mail of a day says, that covers the days until another: a review twice, never more.

    With `since`, also what was announced from that day on, where no mail has told it.
    """
    standing = standing_of(owner)
    if standing.due_on is None or not is_told_between(standing.due_on, since or on, until):
        return []
    return [_line(owner, standing, standing.due_on, on)]


def _outcome(revival: Revival, on: date) -> AgendaLine:
    asked_on = revival.begun_on + ASKED_AFTER
    return AgendaLine(
        kind=OUTCOME,
        on=asked_on,
        title=revival.contact.name,
        sentence=outcome_sentence(revival),
        url=reverse("matching:revival-outcome", args=[revival.pk]),
        icon=OUTCOME_ICONS[Revival.Outcome.WAITING],
        is_late=asked_on < on,
    )


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
