"""Details that are several of a kind."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from contacts.details.base import Detail
from contacts.forms.rows import Row, RowForm, RowsFormSet, make_rows
from contacts.models import Contact
from contacts.wording import kind_label


class RowsDetail(Detail):
    """Several of a kind in one form, a row each."""

    form_template: ClassVar[str] = "contacts/details/rows_form.html"
    row_form: ClassVar[type[RowForm]]

    def form(self, contact: Contact, data: Mapping[str, Any] | None = None) -> RowsFormSet:
        """Return the form of the rows, with empty ones behind them."""
        return make_rows(
            self.row_form,
            prefix=self.key,
            name=str(self.label),
            rows=self.rows(contact),
            data=data,
            kinds=self.proposals(),
        )

    def rows(self, contact: Contact) -> Sequence[Row]:
        """Return what is stored as the form shows it."""
        rows: Sequence[Row] = self.value(contact)
        return rows

    def proposals(self) -> Sequence[str]:
        """Return words for the first field of a row, or for its kind."""
        return ()


class RelatedRowsDetail(RowsDetail):
    """Rows of one model that hang on the contact: their order, their kinds and their values."""

    # The relation from the contact, and what of each row is edited.
    related: ClassVar[str]
    columns: ClassVar[tuple[str, ...]]
    kinds: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def store(self, contact: Contact, rows: list[Row]) -> None:
        """Store the rows; calls one service."""

    def value(self, contact: Contact) -> Any:
        """Return the rows."""
        rows = getattr(contact, self.related).all()
        return [{column: getattr(row, column) for column in self.columns} for row in rows]

    def rows(self, contact: Contact) -> Sequence[Row]:
        """Return the rows with what the form says in other words."""
        return [self.shown(row) for row in self.value(contact)]

    def shown(self, row: Row) -> Row:
        """Return a stored row as the form shows it."""
        return {**row, "kind": kind_label(row["kind"])} if "kind" in row else row

    def proposals(self) -> Sequence[str]:
        """Return the words proposed for the kind."""
        return [kind_label(kind) for kind in self.kinds]

    def save(self, contact: Contact, form: Any) -> None:
        """Store the rows."""
        self.store(contact, [{column: row[column] for column in self.columns} for row in form.rows()])
