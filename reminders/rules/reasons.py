"""Why somebody is worth a message, and what each reason weighs (product rules 5 and 8)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

OVERDUE_CAP = 2.0
INTENTION_POINTS = 2.0
DATE_POINTS = 1.5
LEADING_ROLE_POINTS = 1.0
OTHER_ROLE_POINTS = 0.5
FONDNESS_POINTS = 0.5

# For this long after a moment, nobody is named for a role or for fondness alone: one has just met.
JUST_IN_TOUCH_FOR = timedelta(weeks=4)


class ReasonKind(StrEnum):
    """What a reason says; the last three are not weighed: two places are kept free, and one is a beginning."""

    DUE = "due"
    NEXT_STEP = "next_step"
    OPEN_PROMISE = "open_promise"
    BIRTHDAY = "birthday"
    OWN_DATE = "own_date"
    LEADING_GOAL = "leading_goal"
    OTHER_GOAL = "other_goal"
    INTERESTING = "interesting"
    CLOSE_TO_HEART = "close_to_heart"
    WAITS_LONGEST = "waits_longest"
    WORTH_REVIVING = "worth_reviving"
    NOTHING_NOTED = "nothing_noted"


class Reason(NamedTuple):
    """One reason, the points it brought, and the date it rests on (due, step, birthday, silent since)."""

    kind: ReasonKind
    points: float = 0.0
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known about somebody whom product rule 2 allows to be suggested.

    `silent_since` is the newest moment or else the anchor; `last_moment_on` only a moment. `promised_on` is the day
    since which an open promise waits, and `last_named_on` the last mail that named somebody without any reaction since.
    `birthday_on` and
    `own_date_on` are the next occurrences from today on. `is_unheard` is somebody of whom no moment was ever noted,
    and with whom the user was not in touch just before. `order_key` is what lists sort by (the folded name).
    """

    contact_id: UUID
    order_key: str
    silent_since: date
    last_moment_on: date | None = None
    due_on: date | None = None
    next_step_due_on: date | None = None
    has_open_promise: bool = False
    promised_on: date | None = None
    birthday_on: date | None = None
    own_date_on: date | None = None
    has_role_in_leading_goal: bool = False
    has_role_in_other_goal: bool = False
    is_interesting: bool = False
    is_close_to_heart: bool = False
    is_inner_circle: bool = False
    is_worth_reviving: bool = False
    is_unheard: bool = False
    set_aside_until: date | None = None
    last_named_on: date | None = None

    @property
    def cadence_days(self) -> int:
        """The length in days of the cadence that runs from `silent_since`; 1 or more."""
        return max(1, ((self.due_on or self.silent_since) - self.silent_since).days)


def is_due(candidate: Candidate, on: date) -> bool:
    """Whether the cadence has passed."""
    return candidate.due_on is not None and candidate.due_on <= on


def waits_since(candidate: Candidate, on: date) -> date | None:
    """Since when somebody waits to be named; None for whoever does not wait.

    Whoever is due waits, and so does a step whose day has come, and an open promise: since that day or, when a mail
    named them since, since that mail. So whoever was named goes to the end of the line, and nobody is left out for
    ever because others have more points.
    """
    days = [candidate.due_on, candidate.next_step_due_on]
    if candidate.has_open_promise:
        days.append(min(candidate.promised_on or on, on))
    come = [day for day in days if day is not None and day <= on]
    return max(min(come), candidate.last_named_on or date.min) if come else None


def reasons_of(candidate: Candidate, on: date, until: date) -> list[Reason]:
    """The reasons that weigh, in the order of product rule 5; `until` is the last date before the next mail.

    Where two share their points (step and promise, two dates, both kinds of fondness) the first brings all.
    Empty for somebody with lasting reasons only, when one has just met.
    """
    timely = [*_due(candidate, on), *_intentions(candidate, on), *_dates(candidate, on, until)]
    if not timely and _was_just_in_touch(candidate, on):
        return []
    return [*timely, *_roles(candidate), *_fondness(candidate)]


def _was_just_in_touch(candidate: Candidate, on: date) -> bool:
    return candidate.last_moment_on is not None and on - candidate.last_moment_on < JUST_IN_TOUCH_FOR


def _due(candidate: Candidate, on: date) -> list[Reason]:
    if not is_due(candidate, on):
        return []
    return [Reason(ReasonKind.DUE, overdue_points(candidate, on), candidate.due_on)]


def overdue_points(candidate: Candidate, on: date) -> float:
    """(days of silence − cadence) / cadence, both in days, at most 2."""
    days = (on - candidate.silent_since).days
    return min(OVERDUE_CAP, (days - candidate.cadence_days) / candidate.cadence_days)


def _intentions(candidate: Candidate, on: date) -> list[Reason]:
    reasons = []
    if candidate.next_step_due_on is not None and candidate.next_step_due_on <= on:
        reasons.append(Reason(ReasonKind.NEXT_STEP, INTENTION_POINTS, candidate.next_step_due_on))
    if candidate.has_open_promise:
        reasons.append(Reason(ReasonKind.OPEN_PROMISE, 0.0 if reasons else INTENTION_POINTS))
    return reasons


def _dates(candidate: Candidate, on: date, until: date) -> list[Reason]:
    reasons: list[Reason] = []
    for kind, day in (
        (ReasonKind.BIRTHDAY, candidate.birthday_on),
        (ReasonKind.OWN_DATE, candidate.own_date_on),
    ):
        if day is not None and on <= day <= until:
            reasons.append(Reason(kind, 0.0 if reasons else DATE_POINTS, day))
    return reasons


def _roles(candidate: Candidate) -> list[Reason]:
    reasons = []
    if candidate.has_role_in_leading_goal:
        reasons.append(Reason(ReasonKind.LEADING_GOAL, LEADING_ROLE_POINTS))
    if candidate.has_role_in_other_goal:
        reasons.append(Reason(ReasonKind.OTHER_GOAL, OTHER_ROLE_POINTS))
    return reasons


def _fondness(candidate: Candidate) -> list[Reason]:
    reasons = []
    if candidate.is_close_to_heart:
        reasons.append(Reason(ReasonKind.CLOSE_TO_HEART, FONDNESS_POINTS))
    if candidate.is_interesting:
        reasons.append(Reason(ReasonKind.INTERESTING, 0.0 if reasons else FONDNESS_POINTS))
    return reasons
