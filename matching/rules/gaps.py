"""What a goal needs, who is there for it, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from contacts.rules.states import SILENT, State


class NeedSort(StrEnum):
    """What a need is: somebody in a role, a competence, an answer to a question."""

    ROLE = "kind"
    COMPETENCE = "competence"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Need:
    """Something that a goal needs from people: `key` is the kind of role, or the id of the competence or question.

    `text` is a competence or question in the user's words. Without a need that `is_wanted` a goal has a gap; the other
    roles are there or not.
    """

    sort: NeedSort
    key: str
    text: str = ""
    is_wanted: bool = True

    @property
    def kind(self) -> str:
        """The kind of role; nothing for a competence or question."""
        return self.key if self.sort is NeedSort.ROLE else ""

    @property
    def query(self) -> str:
        """What names the need in an address: kind=expert."""
        return f"{self.sort.value}={self.key}"


class Standing(StrEnum):
    """Whether anybody is there for a need."""

    THERE = "there"
    # Only people of whom nothing was heard for a year or more: they count, and it is said.
    QUIET = "quiet"
    # Only people whom the user has put aside: nobody to count on.
    ASIDE = "aside"
    NOBODY = "nobody"


def standing_of(people: Iterable[tuple[State, bool]]) -> Standing:
    """Return whether anybody is there, given each one's state and whether it ended in conflict.

    Whoever is archived or left in conflict does not count. A quiet or dormant tie does: those who helped once often do
    again. Somebody who rests counts as well: they want no reminders, not less of each other.
    """
    everybody = list(people)
    states = [state for state, has_ended_in_conflict in everybody if not has_ended_in_conflict]
    counted = [state for state in states if state is not State.ARCHIVED]
    if not counted:
        return Standing.ASIDE if everybody else Standing.NOBODY
    return Standing.QUIET if all(state in SILENT for state in counted) else Standing.THERE


def is_gap(need: Need, standing: Standing) -> bool:
    """Whether a need that the goal cannot do without has nobody to count on."""
    return need.is_wanted and standing in (Standing.ASIDE, Standing.NOBODY)
