"""The form that says what the columns of a table are: one select a column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transfer.tables import TableGuess, TableMapping
from transfer.tables.dates import DAY_FIRST, MONTH_FIRST
from transfer.tables.fields import CHANNELS, LEFT_OUT, NAMES
from transfer.words.columns import grouped_fields

# Without one of these nobody knows whom a row is about; an organisation alone is nobody.
_TELLING = frozenset((*NAMES, *CHANNELS))


class ColumnsForm(forms.Form):
    """What each column is, whether the first row is the header, and in dates with slashes what comes first."""

    has_header = forms.BooleanField(label=gettext_lazy("The first row says what the columns are"), required=False)
    date_order = forms.ChoiceField(
        label=gettext_lazy("What is 4/5 in this file?"),
        choices=[
            (DAY_FIRST, gettext_lazy("4 May: the day comes first")),
            (MONTH_FIRST, gettext_lazy("April 5: the month comes first")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, guess: TableGuess, mapping: TableMapping, **kwargs: Any) -> None:
        """Ask about each column of a table; `mapping` is what stands for now."""
        super().__init__(*args, **kwargs)
        self._mapping = mapping
        self.fields["has_header"].initial = mapping.has_header
        self.fields["date_order"].initial = mapping.date_order
        if not guess.has_ambiguous_dates:
            del self.fields["date_order"]
        choices = grouped_fields([*guess.columns.values(), *mapping.columns.values()])
        self._places = range(len(guess.samples))
        for at in self._places:
            heading = guess.headings[at] if at < len(guess.headings) else ""
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=heading or _("Column %(number)s") % {"number": at + 1},
                choices=choices,
                initial=mapping.columns.get(at, LEFT_OUT),
                required=False,
                widget=forms.Select(attrs=_attributes(at, has_samples=bool(guess.samples[at]))),
            )

    def columns(self) -> Iterator[tuple[int, forms.BoundField]]:
        """Yield the place of each column and its field."""
        return ((at, self[f"column_{at}"]) for at in self._places)

    def clean(self) -> dict[str, Any]:
        """Refuse a table of which no column says whom a row is about."""
        cleaned = super().clean() or self.cleaned_data
        chosen = {cleaned.get(f"column_{at}", LEFT_OUT).partition(".")[0] for at in self._places}
        if not self.errors and not chosen & _TELLING:
            raise forms.ValidationError(
                _(
                    "Please say which column holds the name, a mail address or a number: an organisation alone is "
                    "nobody you could be in touch with."
                ),
                code="nobody",
            )
        return cleaned

    def answer(self) -> TableMapping:
        """Return what was said."""
        cleaned = self.cleaned_data
        return TableMapping(
            columns={at: cleaned[f"column_{at}"] for at in self._places},
            has_header=cleaned["has_header"],
            program=self._mapping.program,
            date_order=cleaned.get("date_order") or self._mapping.date_order,
        )


def _attributes(at: int, *, has_samples: bool) -> dict[str, str]:
    """Return the look of a select, and by what else it is described: the values that stand in the column."""
    return {"class": "form-select", **({"aria-describedby": f"id_column_{at}_samples"} if has_samples else {})}
