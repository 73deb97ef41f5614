"""What merges have laid over what something said, one over the other, and how one of them is taken away.

Of each merge `before` and `after` hold that by key: the key of a group of fields of the survivor, or that of a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from contacts.merging.groups import Values

# From what the survivor said and what the absorbed one said, what is said from then on.
Way = Callable[[Values, Values], Values]


class Cell(Protocol):
    """Something that merges give something else to say."""

    @property
    def key(self) -> str:
        """Return under which key merges remember it."""

    @property
    def survivor(self) -> UUID | None:
        """Return whose merges alone say something here, or nothing where the key is of no second one."""

    @property
    def ways(self) -> Sequence[Way]:
        """Return how a merge may have come to what is said."""

    def says(self) -> Values | None:
        """Return what is said now, or nothing when it is gone."""

    def say(self, values: Values) -> None:
        """Say that from now on."""

    def partner(self, merge: Any) -> Values | None:
        """Return what the one whom that merge absorbed says in this place."""

    def is_known(self, values: Values) -> bool:
        """Return whether these values say anything."""

    def holder(self) -> UUID | None:
        """Return whose it is."""

    def upper(self, holder: UUID) -> Cell | None:
        """Return what has the same place with somebody who absorbed the holder."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The merges, but for the one that is undone, that gave something to its survivor or to whoever absorbed that."""

    merges: list[Any]

    def later(self, since: Any, survivor: UUID | None) -> list[Any]:
        """Return those after one of them, the earliest first; of one survivor, if one is named."""
        start = (since.created_at, since.pk)
        return [
            each for each in self.merges if (each.created_at, each.pk) > start and survivor in {None, each.survivor_id}
        ]

    def link(self, holder: UUID | None) -> Any | None:
        """Return the merge that absorbed a holder."""
        return next((each for each in self.merges if each.absorbed_id == holder), None)


def lift(cell: Cell, merge: Any, standing: Standing) -> bool:
    """Take away what a merge laid over a cell, as if it had never been; return False where the user edited it since.

    What other merges made of it, above or in whoever absorbed the holder, follows.
    """
    return pass_on(cell, merge, merge.after[cell.key], merge.before[cell.key], standing)


def pass_on(cell: Cell, since: Any, old: Values, new: Values, standing: Standing) -> bool:
    """Let a cell say `new` where one merge made it say `old`, and let all follow that was made of it since."""
    said, later = cell.says(), standing.later(since, cell.survivor)
    is_back = _replace(cell, old, new, later)
    _learn(cell, said, later)
    link, says = standing.link(cell.holder()), cell.says()
    if said is None or says == said or link is None:
        return is_back
    return follow(cell.upper(link.survivor_id), link, said, says, standing) and is_back


def follow(upper: Cell | None, link: Any, said: Values, says: Values | None, standing: Standing) -> bool:
    """Let the holder's place in whoever absorbed it follow: the holder said the one, and says the other now."""
    if upper is None or upper.key not in link.after:
        return True
    old, below = link.after[upper.key], link.before[upper.key]
    new = _anew(upper, old, (below, said), (below, says)) if says is not None else below
    if says is None and all(way(below, said) != old for way in upper.ways):
        return True
    link.after[upper.key] = new
    link.save(update_fields=["after"])
    return pass_on(upper, link, old, new, standing)


def strip(cell: Cell, merges: Iterable[Any]) -> bool:
    """Take away all that these merges, the latest first, laid over a cell; return False where it was edited since."""
    is_back = True
    for merge in merges:
        before, after = merge.before.pop(cell.key), merge.after.pop(cell.key)
        merge.save(update_fields=["before", "after"])
        says = cell.says()
        if says == after:
            cell.say(before)
        is_back &= says in (None, before, after)
    return is_back


def _replace(cell: Cell, old: Values, new: Values, later: list[Any]) -> bool:
    key = cell.key
    for merge in later:
        if old == new:
            return True
        if key not in merge.before:
            continue
        if merge.before[key] != old:
            return bool(merge.before[key] == new)
        partner, has = cell.partner(merge), merge.after[key]
        again = has if partner is None else _anew(cell, has, (old, partner), (new, partner))
        merge.before[key], merge.after[key] = new, again
        merge.save(update_fields=["before", "after"])
        old, new = has, again
    says = cell.says()
    if says == old:
        cell.say(new)
    return says in (None, old, new)


def _anew(cell: Cell, has: Values, then: tuple[Values, Values], now: tuple[Values, Values]) -> Values:
    """Return what a merge makes of what both say now, in the way in which it came to what it has."""
    return next((way(*now) for way in cell.ways if way(*then) == has), has)


def _learn(cell: Cell, said: Values | None, later: list[Any]) -> None:
    """Let a cell that has just lost what it said take it from the next absorbed one who has something to say."""
    says = cell.says()
    if says is None or says == said or cell.is_known(says) or any(cell.key in merge.before for merge in later):
        return
    for merge in later:
        theirs = cell.partner(merge)
        if theirs is not None and cell.is_known(theirs):
            merge.before[cell.key], merge.after[cell.key] = says, theirs
            merge.save(update_fields=["before", "after"])
            cell.say(theirs)
            return
