"""Which ten of all ties worth reviving a day shows, and in which order: by lot, the same all day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

TEN = 10
# So many places belong to those whom the user picked for a goal; the rest is drawn, so that others have their day.
PICKED_PLACES = 6
# Who speaks of the goal is drawn more often, as one with all four marks is.
RELEVANCE = 4
_LOTS = 2.0**256


@dataclass(frozen=True, slots=True)
class OldTie:
    """Somebody worth reviving: what the four quick marks come to, and what a goal says of them."""

    contact_id: UUID
    marks: int = 0
    is_picked: bool = False
    is_relevant: bool = False


def choose_ten(ties: Iterable[OldTie], *, user_id: int | str, on: date) -> list[UUID]:
    """Return at most ten of them, shuffled; the same for a user all day, in whatever order they come.

    Those whom the user picked have six of the places, more where the others leave some. All others draw lots, of which
    good marks and the words of the goal give more: nobody is left out for good. How often one was in touch says
    nothing (product rule 6; Levin, Walter and Murnighan 2011: the tenth of ten was as useful as the first).
    """
    seed = f"reviving:{user_id}:{on.isoformat()}:".encode()
    everybody = sorted(ties, key=lambda tie: _drawn(tie, seed), reverse=True)
    picked = [tie for tie in everybody if tie.is_picked]
    others = [tie for tie in everybody if not tie.is_picked]
    seats = max(PICKED_PLACES, TEN - len(others))
    chosen = [*picked[:seats], *others][:TEN]
    # Another draw, so that the order on the page says nothing of the first.
    return sorted((tie.contact_id for tie in chosen), key=lambda pk: sha256(b"order:" + seed + pk.bytes).digest())


def _drawn(tie: OldTie, seed: bytes) -> tuple[float, UUID]:
    """Return the lot of a tie; of weighted lots the greatest win (Efraimidis and Spirakis 2006)."""
    drawn = (int.from_bytes(sha256(seed + tie.contact_id.bytes).digest(), "big") + 1) / _LOTS
    weight = 1 + max(tie.marks, 0) + (RELEVANCE if tie.is_relevant else 0)
    return drawn ** (1 / weight), tie.contact_id


def lots_of(people: Iterable[UUID], *, user_id: int | str, on: date) -> list[UUID]:
    """Return people in an order by lot, the same all day."""
    seed = f"warm-up:{user_id}:{on.isoformat()}:".encode()
    return sorted(people, key=lambda pk: sha256(seed + pk.bytes).digest())
