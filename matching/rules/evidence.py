"""What speaks for somebody as a helper, and what each fact weighs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class EvidenceKind(StrEnum):
    """What a fact is about; where the words of a goal stand tells how much they say."""

    INDUSTRY = "industry"
    POSITION = "position"
    TAG = "tag"
    OFFER = "offer"
    NOTE = "note"
    MOMENT = "moment"
    TIES = "ties"
    NETWORKS = "networks"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact: its sort, what it weighs, its words (an organisation, a tag), and what they speak of.

    `about` is the competence, question or field in the user's words; `subject_id` the thing that it rests on; `count`
    how many there are, of ties, networks or months of silence.
    """

    kind: EvidenceKind
    points: float
    text: str = ""
    about: str = ""
    subject_id: UUID | None = None
    count: int = 0
