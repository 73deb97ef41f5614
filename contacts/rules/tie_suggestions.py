"""Who probably knows whom: the same organisation in the same years, or the same family name and address."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

from contacts.rules.partial_dates import begins_on, counts_as

# Where more people than these are, it says little that two of them were there.
LARGEST_GROUP = 30
# So that one group does not fill a list; the others come when these are answered.
MOST_OF_ONE_GROUP = 10
_STREET = re.compile(r"(?:strasse|str\.?)(?=\W|\d|$)")
_NOT_A_SIGN = re.compile(r"[^\w]+")


class Stay(NamedTuple):
    """That somebody was somewhere, for all that is known from one day to another; `since` is when that began."""

    contact_id: UUID
    place_id: UUID
    first: date
    last: date
    since: date | None = None
    is_over: bool = False


class SharedTime(NamedTuple):
    """When two people were in one place, as far as it is known."""

    first: date | None
    last: date | None


def stay_of(
    contact_id: UUID,
    place_id: UUID,
    *,
    started_on: date | None,
    started_precision: str,
    ended_on: date | None,
    ended_precision: str,
    has_ended: bool,
    today: date,
) -> Stay | None:
    """Return from when to when somebody was there for certain; None when nothing of it is known.

    Whoever is there now is there today, also when the beginning is not known.
    """
    start = begins_on(started_on, started_precision) if started_on else None
    known_end = counts_as(ended_on, ended_precision) if ended_on else None
    end = known_end if has_ended else today
    first, last = start or end, end or start
    if first is None or last is None or first > last:
        return None
    return Stay(contact_id, place_id, first, last, start, has_ended)


def shared_time(one: Stay, other: Stay) -> SharedTime | None:
    """Return when both were there; None when they never were, for all that is known."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    if first > last:
        return None
    began = max(one.since, other.since) if one.since and other.since else None
    return SharedTime(began, last if one.is_over or other.is_over else None)


def address_key(street: str, postal_code: str, city: str) -> str:
    """Return what spellings of one address (folded before) have in common; nothing without a street or a place."""
    place = _NOT_A_SIGN.sub("", postal_code) or _NOT_A_SIGN.sub("", city)
    road = _NOT_A_SIGN.sub("", _STREET.sub("str", street))
    return f"{road} {place}" if road and place else ""


def pairs_within(
    groups: Iterable[Sequence[Hashable]], *, fits: Callable[[Hashable, Hashable], bool], limit: int
) -> Iterator[tuple[Hashable, Hashable]]:
    """Yield at most `limit` pairs from within groups, the smallest groups first, and few of each.

    Groups that are too large are left out, so that the work is bounded by the people and not by their pairs.
    """
    count = 0
    for group in sorted(groups, key=len):
        if len(group) > LARGEST_GROUP or count >= limit:
            return
        found = (pair for pair in combinations(group, 2) if fits(*pair))
        for _number, pair in zip(range(min(MOST_OF_ONE_GROUP, limit - count)), found, strict=False):
            count += 1
            yield pair
