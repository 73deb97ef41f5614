"""Pairs of likely the same people among many, without comparing all with all.

Everybody gets keys that say what they might share with somebody: addresses, numbers, the name, and how its words begin
and sound. Only people with a key in common are compared, and of each key only so many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

from contacts.rules.likeness import Entry, likeness_of
from contacts.rules.names import NameWords, sound_of

# A group that shares more than this is no set of duplicates of one person: each with each would take too long.
LARGEST_GROUP = 40
# In a large group that only sounds alike, each is compared with so many neighbours by name.
NEIGHBOURS = 8
MOST_COMPARISONS = 200_000
MOST_PAIRS = 1_000
# As many of the groups left out are told.
MOST_TOLD = 10


class Key(NamedTuple):
    """What somebody may share with others: the kind (mail, phone, name, sound) and the value."""

    kind: str
    value: str


class Pair(NamedTuple):
    """Two people, the lower id first, and how likely they are one, in percent."""

    first: UUID
    second: UUID
    score: int


@dataclass(slots=True)
class PairSearch:
    """What was found: the likeliest pairs first, groups that were too large, and whether it ended early."""

    pairs: list[Pair] = field(default_factory=list)
    left_out: list[tuple[str, str, int]] = field(default_factory=list)
    is_cut: bool = False
    compared: int = 0


def find_pairs(entries: Mapping[UUID, Entry]) -> PairSearch:
    """Return the pairs of likely the same people, at most `MOST_PAIRS`."""
    search = PairSearch()
    groups = _groups(entries)
    found: list[Pair] = []
    seen: set[tuple[UUID, UUID]] = set()
    for first, second in _candidates(entries, groups, search):
        if (first, second) in seen:
            continue
        if search.compared == MOST_COMPARISONS:
            search.is_cut = True
            break
        seen.add((first, second))
        search.compared += 1
        likeness = likeness_of(entries[first], entries[second])
        if likeness.is_likely:
            found.append(Pair(first, second, round(likeness.score * 100)))
    found.sort(key=lambda pair: (-pair.score, pair.first, pair.second))
    search.is_cut |= len(found) > MOST_PAIRS
    search.pairs = found[:MOST_PAIRS]
    search.left_out.sort(key=lambda group: -group[2])
    del search.left_out[MOST_TOLD:]
    return search


def keys_of(entry: Entry) -> set[Key]:
    """Return all that somebody is looked for by."""
    keys = {Key("mail", mail) for mail in entry.mails} | {Key("phone", phone) for phone in entry.phones}
    for name in entry.all_words:
        keys |= _name_keys(name)
    return keys


def _name_keys(name: NameWords) -> set[Key]:
    keys = {Key("name", name.sorted_key)}
    if len(name.words) > 1:
        first, last = sound_of(name.words[0]), sound_of(name.words[-1])
        # Whichever of them holds a slip, the other one is right; and the family name may come first.
        keys |= {Key("sound", f"{full} {other[:1]}") for full, other in ((first, last), (last, first))}
    return keys


def _groups(entries: Mapping[UUID, Entry]) -> dict[Key, list[UUID]]:
    groups: dict[Key, list[UUID]] = defaultdict(list)
    for who, entry in entries.items():
        for key in keys_of(entry):
            groups[key].append(who)
    return {key: members for key, members in groups.items() if len(members) > 1}


def _candidates(
    entries: Mapping[UUID, Entry], groups: Mapping[Key, Sequence[UUID]], search: PairSearch
) -> Iterator[tuple[UUID, UUID]]:
    """Yield pairs to compare, the strongest keys first, so that what is cut off is the least likely."""
    strength = ("mail", "phone", "name", "sound")
    for key in sorted(groups, key=lambda key: (strength.index(key.kind), key.value)):
        members = sorted(groups[key])
        if len(members) <= LARGEST_GROUP:
            yield from combinations(members, 2)
        elif key.kind == "sound":
            yield from _neighbours(entries, members)
        else:
            search.left_out.append((key.kind, _shown(key, entries[members[0]]), len(members)))


def _neighbours(entries: Mapping[UUID, Entry], members: Collection[UUID]) -> Iterator[tuple[UUID, UUID]]:
    """Yield those next to each other by name; who has the very same name has met already."""
    by_name = sorted((" ".join(entries[who].all_words[0].words), who) for who in members)
    for place, (name, who) in enumerate(by_name):
        for other_name, other in by_name[place + 1 : place + 1 + NEIGHBOURS]:
            if name != other_name:
                yield (who, other) if who < other else (other, who)


def _shown(key: Key, entry: Entry) -> str:
    """Return the key as its people would write it."""
    return entry.name if key.kind == "name" else key.value
