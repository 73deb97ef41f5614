"""The state of a relation, and whom the product may suggest (product rules 2 and 6, vocabulary *State*)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from contacts.rules import cadence as cadences
from contacts.rules.cadence import Cadence, add_months, latest_months_before

QUIET_MONTHS = 12
DORMANT_MONTHS = 36


class State(StrEnum):
    """The states of a relation in the order in which they are tried."""

    ARCHIVED = "archived"
    RESTING = "resting"
    DORMANT = "dormant"
    QUIET = "quiet"
    DUE = "due"
    FRESH = "fresh"
    NOT_PLACED = "not_placed"


# Nothing was heard for a year or more.
SILENT = frozenset({State.QUIET, State.DORMANT})


@dataclass(frozen=True, slots=True)
class RelationFacts:
    """What the state of a relation rests on; `cadence` is the one that holds, see `cadence_of`."""

    anchor_on: date
    last_moment_on: date | None = None
    cadence: Cadence | None = None
    is_archived: bool = False
    is_resting: bool = False
    snoozed_until: date | None = None
    has_ended_in_conflict: bool = False
    is_deleted: bool = False

    @property
    def silent_since(self) -> date:
        """The day the silence counts from: the newest moment, or else the anchor."""
        return self.last_moment_on or self.anchor_on

    @property
    def due_on(self) -> date | None:
        """The first day on which the contact is due; None without a cadence."""
        return cadences.due_on(self.last_moment_on, self.anchor_on, self.cadence)


class QuickMarks(NamedTuple):
    """The user's four quick marks, each -1, 0 or 1; unmarked is 0 (product rule 6)."""

    trust: int = 0
    willing_to_help: int = 0
    standing: int = 0
    shared_time: int = 0


def state_of(facts: RelationFacts, on: date) -> State:
    """The one state of a relation on a day: the first that fits.

    A relation is dormant or quiet from the day on which 36 or 12 clamped months of silence have passed.
    """
    if facts.is_archived:
        return State.ARCHIVED
    if facts.is_resting:
        return State.RESTING
    if add_months(facts.silent_since, DORMANT_MONTHS) <= on:
        return State.DORMANT
    if add_months(facts.silent_since, QUIET_MONTHS) <= on:
        return State.QUIET
    return _state_by_cadence(facts, on)


def _state_by_cadence(facts: RelationFacts, on: date) -> State:
    if facts.cadence is None:
        return State.NOT_PLACED
    return State.DUE if is_due(facts, on) else State.FRESH


def is_due(facts: RelationFacts, on: date) -> bool:
    """Whether the cadence has passed; a flag that a quiet or dormant relation can carry too."""
    return cadences.is_due(facts.due_on, on)


def dormant_before(on: date) -> date:
    """The latest start of a silence that is dormant on `on`, that day included (`silent_since <= …`)."""
    return latest_months_before(on, DORMANT_MONTHS)


def quiet_before(on: date) -> date:
    """The latest start of a silence that is quiet (or already dormant) on `on`, that day included."""
    return latest_months_before(on, QUIET_MONTHS)


def can_be_suggested(facts: RelationFacts, on: date) -> bool:
    """Whether the product may name this person at all (product rule 2); a snooze ends on its date."""
    is_snoozed = facts.snoozed_until is not None and facts.snoozed_until > on
    is_withheld = facts.is_archived or facts.is_resting or facts.has_ended_in_conflict or facts.is_deleted
    return not (is_snoozed or is_withheld)


def is_worth_reviving(facts: RelationFacts, on: date, marks: tuple[int, int, int, int] = (0, 0, 0, 0)) -> bool:
    """Dormant or quiet, may be suggested, and the quick marks sum to 0 or more (product rule 6).

    `marks` are in the order of `QuickMarks`; shared time counts against: little of it makes better revivals.
    """
    is_silent = state_of(facts, on) in SILENT
    return is_silent and sum_of_marks(marks) >= 0 and can_be_suggested(facts, on)


def sum_of_marks(marks: tuple[int, int, int, int]) -> int:
    """Return what the four quick marks, in the order of `QuickMarks`, come to: shared time counts against."""
    trust, willing_to_help, standing, shared_time = marks
    return trust + willing_to_help + standing - shared_time
