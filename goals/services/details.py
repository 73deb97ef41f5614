"""What somebody says about a goal, before it is rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalDetails:
    """A goal in words; only the statement is needed."""

    statement: str
    purposes: tuple[str, ...] = ()
    own_purpose: str = ""
    field: str = ""
    sign_of_success: str = ""
    success_number: int | None = None
    success_unit: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkProfile:
    """The ideal network; whatever is empty was left open."""

    reach: str = ""
    place: str = ""
    size: str = ""
    format: str = ""
    fee: str = ""
    fee_amount: Decimal | None = None
    fee_currency: str = "EUR"
    expectation: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said at all."""
        return not any((self.reach, self.place, self.size, self.format, self.fee, self.expectation))


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalPlan:
    """All that the goal wizard asks; offers are by kind and belong to the user, not to the goal."""

    details: GoalDetails
    profile: NetworkProfile = field(default_factory=NetworkProfile)
    competences: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    offers: dict[str, tuple[str, ...]] = field(default_factory=dict)
