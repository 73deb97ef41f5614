"""How much of a Monica export is read at most; what goes beyond is refused with a reason."""

from __future__ import annotations

from dataclasses import dataclass

# Of a person who is refused for the size, this much is kept to recognise them by.
REFUSED_RAW_CHARACTERS = 1_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits that no honest export meets."""

    people: int = 100_000
    # How deep values may lie in each other, and of one thing (a person with all notes) how many there may be.
    nesting: int = 24
    values: int = 200_000
    characters: int = 16 * 2**20


DEFAULT_LIMITS = Limits()
