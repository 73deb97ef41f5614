"""What was found about the sender, one line each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How it stands; what cannot be known from here is for the operator to look at."""

    OK = "ok"
    MISSING = "missing"
    WRONG = "wrong"
    UNKNOWN = "look"

    @property
    def is_bad(self) -> bool:
        """Whether something has to be done."""
        return self in {State.MISSING, State.WRONG}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it stands, what was found, and what to do about it."""

    what: str
    state: State
    found: str
    advice: str = ""
