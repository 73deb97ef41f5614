"""Several of a kind in one form: mail addresses, numbers, topics; a row that is emptied is gone, one is preferred."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.lines import LineField

# Two empty rows for whoever has no JavaScript; with it the second is hidden until "one more".
EMPTY_ROWS = 2
MOST_ROWS = 50

Row = dict[str, Any]


class RowForm(forms.Form):
    """One row: all empty means none.

    `main` are the fields that say what it is. What was stored before is taken over as it is, whatever `check` would
    say: what an import brought is not the user's mistake.
    """

    main: ClassVar[tuple[str, ...]]
    # Whether one of them can be preferred.
    has_preferred: ClassVar[bool] = True
    # Whether it has so many fields that each needs its label.
    is_long: ClassVar[bool] = False
    row_number: int | None = None
    # The second empty row, which is needed only without JavaScript.
    is_spare: bool = False

    def __init__(self, *args: Any, known: Collection[Row] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {self._shown(row): row for row in known}
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "form-control")

    def check(self, row: Row) -> Row:
        """Return the row as it shall be stored, or add errors."""
        return row

    def clean(self) -> Row:
        """Take over what is known, and check what is new."""
        row = dict(self.cleaned_data)
        if self.errors or not any(row.get(column) for column in self.main):
            return row
        known = self.known.get(self._shown(row))
        return {**row, **{column: known[column] for column in self.main}} if known else self.check(row)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it."""
        return not any(self.cleaned_data.get(column) for column in self.main)

    @property
    def number_text(self) -> str:
        """The number as it stands in the form; a new row gets one later."""
        return "__prefix__" if self.row_number is None else str(self.row_number)

    def _shown(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        # As it comes back from a field, which takes spaces and line breaks away.
        return tuple(" ".join(str(row.get(column, "")).split()) for column in self.main)


class RowsFormSet(forms.BaseFormSet[RowForm]):
    """The rows. `name` says what one of them is; `kinds` are the words proposed for its kind."""

    def __init__(self, data: Any = None, *, name: str, kinds: Sequence[str] = (), **kwargs: Any) -> None:
        messages = {
            "missing_management_form": _("That did not arrive as a whole. Please try again."),
            "too_many_forms": _("That is too many for one person."),
        }
        super().__init__(data, error_messages=messages, **kwargs)
        self.name, self.kinds = name, kinds

    def add_fields(self, form: RowForm, index: int | None) -> None:
        """Tell the row its number; the template of a new one has none."""
        super().add_fields(form, index)
        form.row_number = index
        form.is_spare = not self.is_bound and index == self.initial_form_count() + 1

    def rows(self) -> list[Row]:
        """Return what is filled in, the preferred one first."""
        filled = [form for form in self.forms if not form.is_blank]
        return [form.cleaned_data for form in sorted(filled, key=lambda form: form.number_text != self.preferred)]

    @property
    def preferred(self) -> str:
        """The number of the preferred row: the one that was chosen, or the first."""
        return str(self.data.get(f"{self.prefix}-preferred", "0")) if self.is_bound else "0"


def make_rows(
    row_form: type[RowForm], *, prefix: str, name: str, rows: Iterable[Row], data: Any, kinds: Sequence[str] = ()
) -> RowsFormSet:
    """Return the form of these rows, bound when there is data."""
    initial = list(rows)
    most = max(MOST_ROWS, len(initial) + EMPTY_ROWS)
    made: Any = forms.formset_factory(
        row_form, formset=RowsFormSet, extra=EMPTY_ROWS, max_num=most, absolute_max=most + 1, validate_max=True
    )
    rows_form: RowsFormSet = made(
        data, prefix=prefix, initial=initial, form_kwargs={"known": initial}, name=name, kinds=kinds
    )
    return rows_form


class KindField(LineField):
    """What it is: home, work, or a word of the user's; a list proposes some."""

    def __init__(self, *, proposals: str) -> None:
        super().__init__(
            label=gettext_lazy("What it is"),
            required=False,
            max_length=40,
            widget=forms.TextInput(
                attrs={"list": proposals, "autocomplete": "off", "placeholder": gettext_lazy("What it is")}
            ),
        )
