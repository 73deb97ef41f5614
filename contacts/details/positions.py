"""What somebody does and did, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy

from contacts.details.base import Detail
from contacts.forms.positions import PositionRow, facts_of_row, row_of
from contacts.forms.rows import RowsFormSet, make_rows
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


class PositionsDetail(Detail):
    """All positions of a person."""

    key: ClassVar[str] = "positions"
    label = gettext_lazy("Positions")
    offer = gettext_lazy("Position")
    template: ClassVar[str] = "contacts/details/positions.html"
    form_template: ClassVar[str] = "contacts/details/rows_form.html"

    def value(self, contact: Contact) -> Any:
        """Return the rows, the current ones first."""
        return [row_of(position) for position in in_order(contact)]

    def form(self, contact: Contact, data: Mapping[str, Any] | None = None) -> RowsFormSet:
        """Return a row for each position, and empty ones."""
        return make_rows(PositionRow, prefix=self.key, name=str(self.label), rows=self.value(contact), data=data)

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
