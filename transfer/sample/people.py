"""What the sample says about a person, before there is a day that it counts from."""

from __future__ import annotations

from dataclasses import dataclass

from transfer.sample.texts import NOTHING, Text


@dataclass(frozen=True, slots=True)
class Birthday:
    """A birthday that is so many days away, of somebody who then turns `age`; without one the year is unknown."""

    in_days: int
    age: int | None = None


LEAP_DAY = Birthday(in_days=-1, age=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePerson:
    """A made-up person.

    `silent` is the number of days since the newest moment, `moments` how many there are; without any,
    `last_in_touch` says roughly when it was.
    """

    name: str
    origin: str
    closeness: str
    silent: int = 0
    moments: int = 0
    last_in_touch: str = "not_sure"
    organisation: str = ""
    role: Text = NOTHING
    place: str = ""
    note: Text = NOTHING
    birthday: Birthday | None = None
    mail: bool = True
    phone: bool = False
    is_interesting: bool = False
    is_close_to_heart: bool = False
    ended_in_conflict: bool = False
    is_resting: bool = False
    is_archived: bool = False
    snoozed_days: int = 0
