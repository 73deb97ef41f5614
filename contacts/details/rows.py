"""Details that are several of a kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from contacts.details.base import Detail
from contacts.forms.rows import Row, RowForm, make_rows
from contacts.models import Contact
from contacts.wording import kind_label


class RowsDetail(Detail):
    """Rows of one model, edited together: the order, the kinds and the values."""

    form_template: ClassVar[str] = "contacts/details/rows_form.html"
    row_form: ClassVar[type[RowForm]]
    # The relation from the contact, and what of each row is edited.
    related: ClassVar[str]
    columns: ClassVar[tuple[str, ...]]
    kinds: ClassVar[tuple[str, ...]] = ()

    def value(self, contact: Contact) -> Any:
        """Return the rows."""
        rows = getattr(contact, self.related).all()
        return [{column: getattr(row, column) for column in self.columns} for row in rows]

    def form(self, contact: Contact, data: Mapping[str, Any] | None = None) -> forms.BaseFormSet[RowForm]:
        """Return the form of the rows."""
        rows = [self.shown(row) for row in self.value(contact)]
        return make_rows(
            self.row_form, prefix=self.key, name=str(self.label), rows=rows, data=data, kinds=self.proposals()
        )

    def shown(self, row: Row) -> Row:
        """Return a stored row as the form shows it."""
        return {**row, "kind": kind_label(row["kind"])} if "kind" in row else row

    def proposals(self) -> Sequence[str]:
        """Return the words proposed for the kind."""
        return [kind_label(kind) for kind in self.kinds]

    def save(self, contact: Contact, form: Any) -> None:
        """Store the rows."""
        self.store(contact, [{column: row[column] for column in self.columns} for row in form.rows()])

    def store(self, contact: Contact, rows: list[Row]) -> None:
        """Store the rows; calls one service."""
        raise NotImplementedError
