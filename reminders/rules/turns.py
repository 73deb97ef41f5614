"""Which of several mails that came by themselves goes out on a local date: at most one, and nothing is lost by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from reminders.rules.schedule import MailKind


class Fate(StrEnum):
    """How far a mail has come, as far as the others' turns go."""

    WAITING = "waiting"
    TOLD = "told"  # sent, or perhaps sent
    UNTOLD = "untold"  # nothing to say, or failed for good: its date is free again
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail that came by itself: the date it was meant for, and the local date on which it was last to be sent."""

    kind: MailKind
    for_date: date
    fate: Fate = Fate.WAITING
    sends_on: date | None = None
    is_silent: bool = False  # there was nothing to say


class Turn(NamedTuple):
    """Whether a mail may be sent on a date, and whether it speaks as a scheduled one from now on."""

    may_go: bool
    becomes_scheduled: bool = False


def turn_of(mine: Mail, others: Sequence[Mail], on: date, *, is_chosen_day: bool) -> Turn:
    """Decide whether a waiting mail goes out on the local date `on`; else a later one says what it had to tell.

    Whatever has the date keeps it when it is tried again. Afterwards a newer one goes first, but a mail on the day
    itself never takes the place of a scheduled one: it becomes one where an older one still waits. On a later date it
    leaves a chosen weekday to the scheduled mail of that day.
    """
    if mine.sends_on == on:
        return Turn(may_go=True)
    is_held = any(other.sends_on == on and other.fate in {Fate.WAITING, Fate.TOLD} for other in others)
    if is_held or any(_speaks_for(other, mine) for other in others):
        return Turn(may_go=False)
    if mine.kind == MailKind.SCHEDULED:
        return Turn(may_go=True)
    is_too_late = on > mine.for_date and is_chosen_day
    older_waits = any(
        other.kind == MailKind.SCHEDULED and other.fate == Fate.WAITING and other.for_date < mine.for_date
        for other in others
    )
    return Turn(may_go=not is_too_late, becomes_scheduled=older_waits and not is_too_late)


def _speaks_for(other: Mail, mine: Mail) -> bool:
    """Whether `other` is newer and says, or has said, what `mine` would say."""
    is_told = other.fate in {Fate.WAITING, Fate.TOLD} or other.is_silent
    is_broader = other.kind == MailKind.SCHEDULED or mine.kind == MailKind.DAY
    return other.for_date > mine.for_date and is_told and is_broader
