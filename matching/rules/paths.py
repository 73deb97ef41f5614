"""Ways to somebody over people whom the user knows: me, A, T, or me, A, B, T; the best first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

# Where fewer people than these could begin, somebody may begin more than one way.
FEW = 3


class LinkKind(StrEnum):
    """What joins two people, or somebody and what the user wants to reach."""

    KNOWS = "knows"
    WORKS_WITH = "works_with"
    PARTNER = "partner"
    RELATIVE = "relative"
    INTRODUCED = "introduced"
    ORGANISATION = "organisation"
    NETWORK = "network"
    INTRODUCTION = "introduction"
    THERE = "there"
    FORMERLY_THERE = "formerly_there"
    IN_FIELD = "in_field"


@dataclass(frozen=True, slots=True)
class Link:
    """One fact that joins two: what it is worth (above 0 to 1), and what its sentence needs.

    `text` names a place, or is what the user noted; `detail` is a kinship as read from `one`, how well they know each
    other, or where a field stands; `first` and `last` are years; `subject_id` is the thing that the fact stands at.
    """

    one: UUID
    other: UUID
    kind: LinkKind
    strength: float
    text: str = ""
    subject_id: UUID | None = None
    first: int | None = None
    last: int | None = None
    is_certain: bool = True
    detail: str = ""

    @property
    def order(self) -> tuple[float, str, str, str, UUID]:
        """The strongest first; equals always in the same order."""
        return (-self.strength, self.kind, self.text, f"{self.subject_id} {self.detail}", self.one)


@dataclass(frozen=True, slots=True)
class Path:
    """One way: the people on it, the one to ask first, and for each step after the first what it rests on."""

    people: tuple[UUID, ...]
    steps: tuple[tuple[Link, ...], ...]
    strength: float

    @property
    def first(self) -> UUID:
        """The one whom the user would ask."""
        return self.people[0]

    @property
    def order(self) -> tuple[float, int, tuple[UUID, ...]]:
        """The strongest first, of equals the shorter one, and then always in the same order."""
        return (-self.strength, len(self.people), self.people)


def find_paths(target: UUID, known: Mapping[UUID, float], links: Iterable[Link], *, limit: int) -> list[Path]:
    """Return the best ways to `target` over people who may be on one, the best first; at most three steps each.

    `known` says who may be on a way, and what the user's relation to each is worth. A way is worth the product of its
    steps, and the strongest link of two people counts. A detour over A to B is no way where the user knows B as well
    as that. Each begins with somebody else, unless there are few.
    """
    pairs = _by_pair(links)
    ways = sorted(_ways(target, known, pairs), key=lambda way: way.order)
    firsts: dict[UUID, Path] = {}
    for way in ways:
        firsts.setdefault(way.first, way)
    chosen = list(firsts.values())
    if len(chosen) < FEW:
        others = [way for way in ways if firsts[way.first] is not way]
        chosen += others[: FEW - len(chosen)]
    return sorted(chosen, key=lambda way: way.order)[:limit]


Pairs = Mapping[UUID, Mapping[UUID, tuple[Link, ...]]]


def _by_pair(links: Iterable[Link]) -> Pairs:
    found: dict[UUID, dict[UUID, list[Link]]] = defaultdict(lambda: defaultdict(list))
    for link in links:
        if link.one != link.other:
            found[link.one][link.other].append(link)
            found[link.other][link.one].append(link)
    return {one: {other: _strongest_first(facts) for other, facts in others.items()} for one, others in found.items()}


def _strongest_first(links: list[Link]) -> tuple[Link, ...]:
    """Return what joins two people, each tie and each place once."""
    once: dict[tuple[LinkKind, UUID | None, str], Link] = {}
    for link in sorted(links, key=lambda link: link.order):
        once.setdefault((link.kind, link.subject_id, link.text), link)
    return tuple(once.values())


def _ways(target: UUID, known: Mapping[UUID, float], pairs: Pairs) -> Iterator[Path]:
    for last, to_target in pairs.get(target, {}).items():
        if last not in known:
            continue
        yield Path((last,), (to_target,), known[last] * to_target[0].strength)
        for first, to_last in pairs[last].items():
            if first == target or first not in known:
                continue
            through = known[first] * to_last[0].strength
            if through > known[last]:
                yield Path((first, last), (to_last, to_target), through * to_target[0].strength)
