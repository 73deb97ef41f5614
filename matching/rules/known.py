"""What is known about somebody who may be proposed, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from contacts.rules.states import QuickMarks

UNMARKED = QuickMarks()


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody is, or was, and where."""

    role: str = ""
    name: str = ""
    industry: str = ""
    organisation_id: UUID | None = None
    is_former: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A moment whose note has words of the goal."""

    moment_id: UUID
    day: date
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far somebody reaches: ties, and the circles (origins) and networks that they lead to.

    `betweenness` is the share of the shortest ways between two others.
    """

    ties: int = 0
    circles: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    betweenness: float = 0.0


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Somebody at an organisation of the field whom a person knows."""

    name: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A person as the rules see them; `noted` are words of the goal in the notes about them."""

    contact_id: UUID
    name: str = ""
    closeness: str = "not_placed"
    marks: QuickMarks = UNMARKED
    is_silent: bool = False
    silent_years: int = 0
    silent_since: date | None = None
    places: tuple[Place, ...] = ()
    tags: tuple[tuple[UUID, str], ...] = ()
    offers: tuple[str, ...] = ()
    seeks: tuple[str, ...] = ()
    noted: frozenset[str] = frozenset()
    told: tuple[Told, ...] = ()
    reach: Reach = Reach()
    knows: tuple[Acquaintance, ...] = ()
