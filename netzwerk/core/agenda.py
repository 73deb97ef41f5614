"""What comes up, as lines that apps give to Today, the mail and pages of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """Something that comes up, as a line: what, what to do, where that is done."""

    kind: str
    on: date
    title: str
    sentence: str
    url: str
    icon: str
    is_late: bool
