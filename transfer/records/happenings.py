"""What a source tells beside people: moments, ties, and what has no place here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MomentRecord:
    """Something that happened with people of the same source, who come before it and are named by their `uid`.

    Kind, precision and initiator are those of `contacts.models.Moment`. The `uid` is what the source knows it by: with
    it, a moment whose text was changed there is still the same one. The name is who took part, for a preview.
    """

    number: int
    raw: str
    kind: str
    happened_on: date
    people: tuple[str, ...]
    precision: str = "day"
    initiator: str = ""
    note: str = ""
    line: int = 0
    uid: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class TieRecord:
    """How one person of the source stands to another; both come before it and are named by their `uid`.

    Kind and kinship are those of `contacts.models.Tie`, read from `person` to `other`. The name is who the two are, for
    a preview.
    """

    number: int
    raw: str
    person: str
    other: str
    kind: str
    kinship: str = ""
    line: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class LeftOutRecord:
    """Something that the source holds and the product has no place for: what it is called there, and how often.

    It has no number: it is told, and is no row.
    """

    what: str
    count: int
