"""What somebody does and did, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy

from contacts.details.rows import RowsDetail
from contacts.forms.positions import PositionRow, facts_of_row, row_of
from contacts.models import Contact, Organisation, Position
from contacts.services.positions import set_positions
from contacts.words.positions import time_words


@dataclass(frozen=True, slots=True)
class ShownPosition:
    """A position in words."""

    role: str
    organisation: Organisation | None
    time: str
    has_ended: bool


class PositionsDetail(RowsDetail):
    """All positions of a person."""

    key: ClassVar[str] = "positions"
    label = gettext_lazy("Positions")
    offer = gettext_lazy("Position")
    template: ClassVar[str] = "contacts/details/positions.html"
    row_form = PositionRow

    def value(self, contact: Contact) -> Any:
        """Return the rows, the current ones first."""
        return [row_of(position) for position in in_order(contact)]

    def save(self, contact: Contact, form: Any) -> None:
        """Store the rows."""
        set_positions(contact=contact, positions=[facts_of_row(row) for row in form.rows()])

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return the positions in words."""
        return {"positions": [shown_position(position) for position in in_order(contact)]}


def in_order(contact: Contact) -> list[Position]:
    """Return the positions of a contact: current ones as they were entered, then past ones, the newest first."""
    positions = list(contact.positions.all())
    past = [position for position in positions if position.has_ended]
    past.sort(key=lambda position: str(position.ended_on or position.started_on or ""), reverse=True)
    return [*(position for position in positions if not position.has_ended), *past]


def shown_position(position: Position) -> ShownPosition:
    """Return a position in words."""
    return ShownPosition(position.role, position.organisation, time_words(position), position.has_ended)
