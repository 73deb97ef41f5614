"""What first words after a long silence can begin with: what is known, the best beginning first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")

LONGEST_NOTE = 160


class Angle(StrEnum):
    """What an opener begins with."""

    BIRTHDAY = "birthday"
    SEASON = "season"
    SHARED = "shared"
    WORK = "work"
    PLACE = "place"
    LAST = "last"
    TIME = "time"


class Season(StrEnum):
    """A time of the year at which people write to each other."""

    NONE = ""
    YEAR_END = "year_end"
    NEW_YEAR = "new_year"
    SUMMER = "summer"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody and may be said to them; whatever is not known is empty.

    `shared` is where both were together: an organisation, or the word for studies, training or work.
    `days_to_birthday` is there when the birthday is near; `last_year` is the year of the last moment.
    """

    name: str
    shared: str = ""
    work: str = ""
    place: str = ""
    last_year: int | None = None
    days_to_birthday: int | None = None
    season: Season = Season.NONE


def season_on(day: date) -> Season:
    """Return the season of a day: the weeks around the turn of the year, and the holidays of summer."""
    if (day.month, day.day) >= (12, 1):
        return Season.YEAR_END
    if (day.month, day.day) <= (1, 20):
        return Season.NEW_YEAR
    return Season.SUMMER if day.month in (7, 8) else Season.NONE


def angles_of(known: Known) -> list[Angle]:
    """Return with what an opener can begin, an occasion first; that time has passed can always be said."""
    there = {
        Angle.BIRTHDAY: known.days_to_birthday is not None,
        Angle.SHARED: bool(known.shared),
        Angle.WORK: bool(known.work),
        Angle.PLACE: bool(known.place),
        Angle.SEASON: known.season is not Season.NONE,
        Angle.LAST: known.last_year is not None,
        Angle.TIME: True,
    }
    return [angle for angle, is_there in there.items() if is_there]


def variant_of(variants: Sequence[T], seed: int, turn: int) -> T:
    """Return one of several wordings: the same for a seed, the next for the next turn."""
    return variants[(seed + turn) % len(variants)]


def shortened(note: str, longest: int = LONGEST_NOTE) -> str:
    """Return a note in one line, cut after a word where it is long."""
    words = " ".join(note.split())
    if len(words) <= longest:
        return words
    cut = words[:longest]
    return f"{cut.rsplit(' ', 1)[0].rstrip(' ,;.:')} …"
