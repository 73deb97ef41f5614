"""What somebody says about a network, before it is a row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkDetails:
    """A network in words; only the name is needed, and whatever is empty is unknown.

    `fee_amount` 0 is free, None unknown; it and `extra_costs` (a year) are in `fee_currency`.
    """

    name: str
    kind: str = ""
    sphere: str = ""
    url: str = ""
    reach: str = ""
    place: str = ""
    size: int | None = None
    format: str = ""
    rhythm: str = ""
    fee_amount: Decimal | None = None
    fee_period: str = "year"
    extra_costs: Decimal | None = None
    fee_currency: str = "EUR"
    languages: tuple[str, ...] = ()
    source: str = ""
    source_contact_id: UUID | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A document of a network, as a link; the label may be empty."""

    url: str
    label: str = ""
